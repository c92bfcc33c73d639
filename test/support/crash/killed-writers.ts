/** Processes that append to an embedded log and are killed at some moment. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const lifeMsMax = 400
const child = join(import.meta.dirname, 'append-child.ts')

/** What the writers of one process had acknowledged when SIGKILL came, line by line. */
export const killedWriters = async (folder: string, round: number): Promise<readonly string[]> => {
  const writers = spawn(process.execPath, ['--import', 'tsx', child, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(writers, 'exit')
  const { stdout } = writers
  let output = ''
  stdout.setEncoding('utf8')
  const ready = new Promise<void>((resolve) => {
    stdout.on('data', (text: string) => {
      output += text
      if (output.includes('ready')) resolve()
    })
  })
  const closed = once(stdout, 'close')
  await Promise.race([ready, exited])
  await new Promise((resolve) => setTimeout(resolve, Math.random() * lifeMsMax))
  if (!writers.kill('SIGKILL')) throw new Error(`the writers ended by themselves: ${output}`)
  await exited
  await closed
  // The last line may be torn; an acknowledgement that nobody read binds nobody.
  return output.split('\n').slice(1, -1)
}
