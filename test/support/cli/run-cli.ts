/** The causeway command as a child process, in an environment and a home of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../core/bin/causeway.ts', import.meta.url))
const loader = import.meta.resolve('tsx')

export type CliResult = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export type CliOptions = {
  /** Home, settings folder and working folder. */
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

export type CliChild = {
  readonly child: ChildProcess
  readonly ended: Promise<CliResult>
  /** Resolves with the first line of standard output that matches. */
  waitForLine(pattern: RegExp): Promise<string>
}

/** Starts the command. */
export const startCli = (args: readonly string[], options: CliOptions): CliChild => {
  const { home, env = {}, input = '' } = options
  const child = spawn(process.execPath, ['--import', loader, program, ...args], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CONFIG_HOME: home, ...env },
  })
  let stdout = ''
  let stderr = ''
  const waiting: (() => void)[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    for (const look of waiting) look()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const ended = new Promise<CliResult>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return {
    child,
    ended,
    waitForLine: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = stdout.split('\n').find((one) => pattern.test(one))
          if (line !== undefined) resolve(line)
        }
        waiting.push(look)
        look()
        void ended.then(({ code }) =>
          reject(new Error(`ended with ${code} before ${pattern}: ${stdout}${stderr}`)),
        )
      }),
  }
}

/** Runs the command to its end. */
export const runCli = (args: readonly string[], options: CliOptions): Promise<CliResult> =>
  startCli(args, options).ended

/** The last line of JSON on standard output. */
export const jsonOf = (result: CliResult): unknown =>
  JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '')
