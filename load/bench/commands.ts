/** Commands of this program as child processes, for measurements that drive the real thing. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../core/bin/causeway.js', import.meta.url))

const startMs = 30_000

/**
 * Runs a command of this program with that folder as its home, and gives the first JSON line that
 * matches. Rejects when it ends before, or has none in 30 s. Detached, an interruption from the
 * keyboard does not reach it: its end is the caller's.
 */
export const startCommand = (
  args: readonly string[],
  home: string,
  match: (value: unknown) => boolean,
  { detached = false } = {},
): Promise<{ child: ChildProcess; value: unknown }> => {
  const child = spawn(process.execPath, [program, ...args], {
    env: { HOME: home, XDG_CONFIG_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached,
  })
  return new Promise((resolve, reject) => {
    let text = ''
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`causeway ${args[0]} was not ready in ${startMs} ms`))
    }, startMs)
    child.once('exit', (code) => reject(new Error(`causeway ${args[0]} ended with ${code}`)))
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        if (!line.startsWith('{')) continue
        const value: unknown = JSON.parse(line)
        if (!match(value)) continue
        clearTimeout(timer)
        child.removeAllListeners('exit')
        resolve({ child, value })
      }
    })
  })
}

/** The line by which a process says that it serves. */
export const isReady = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'event' in value && value.event === 'ready'

/** Ends it with SIGTERM, or SIGKILL when that takes ten seconds. */
export const stopChild = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
