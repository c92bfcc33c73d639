/** A process that writes until SIGKILL comes at some moment, and what it said until then. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type KillPlan = {
  /** Source of the process. */
  readonly file: string
  readonly args: readonly string[]
  /** What it prints once it may be killed; `ready` by default. */
  readonly from?: string
  /** How long it lives after that, in milliseconds. */
  readonly lifeMs: number
}

/** What the process had printed when it was killed, line by line. */
export const killedChild = async (plan: KillPlan): Promise<readonly string[]> => {
  const child = spawn(process.execPath, ['--import', 'tsx', plan.file, ...plan.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const { stdout, stderr } = child
  let trouble = ''
  stderr.setEncoding('utf8').on('data', (text: string) => {
    trouble += text
  })
  const from = plan.from ?? 'ready'
  let output = ''
  stdout.setEncoding('utf8')
  const ready = new Promise<void>((resolve) => {
    stdout.on('data', (text: string) => {
      output += text
      if (output.includes(from)) resolve()
    })
  })
  const closed = once(stdout, 'close')
  await Promise.race([ready, exited])
  await new Promise((resolve) => setTimeout(resolve, plan.lifeMs))
  if (!child.kill('SIGKILL')) throw new Error(`the process ended by itself: ${trouble}`)
  await exited
  await closed
  // The last line may be torn; an acknowledgement that nobody read binds nobody.
  return output.split('\n').slice(1, -1)
}
