/**
 * A whole Causeway site for a test: `causeway serve` as a user starts it, on free ports, with a
 * data folder of its own, and the commands of the same program run against it.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OwnedProcess, startProcess } from '../desktop/owned-process.ts'

const program = fileURLToPath(new URL('../../../dist/core/bin/causeway.js', import.meta.url))

/** What `serve --json` says once it is ready. */
export type SiteReady = {
  readonly apiUrl: string
  readonly controlUrl: string
  readonly gatewayUrl: string
  readonly workerUrls: readonly string[]
  readonly dataFolder: string
  readonly authorityFile: string
  readonly users: readonly { readonly name: string; readonly password: string }[]
  /** Processes as they were first started; a restarted one has another id. */
  readonly pids: { readonly broker: number; readonly gateways: readonly number[] }
}

export type Ran = { readonly code: number | null; readonly output: string }

export type Site = {
  readonly ready: SiteReady
  readonly folder: string
  readonly serve: OwnedProcess
  /** Runs a command to its end, as the user whose home is `home`. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>
  /** Runs a command that must succeed; its output. */
  ok(args: readonly string[], options?: RunOptions): Promise<string>
  /** Starts a command that goes on, such as an agent. */
  start(args: readonly string[], options?: RunOptions): Promise<OwnedProcess>
  /** Signs a user in, so that later commands of the same home act for them. */
  login(user: string, home?: string): Promise<void>
  stop(): Promise<void>
}

export type RunOptions = {
  readonly stdin?: string
  readonly home?: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Milliseconds until a command of the tests must have ended. */
const commandMs = 30_000
const readyMs = 30_000

/** Settings by which everything listens on a port of the system's choice. */
export const portsFree = [
  ...['--api-port', '0', '--gateway-port', '0', '--control-port', '0'],
  ...['--gateway-own-port', '0', '--metrics-port', '0'],
]

const lastJson = (text: string): unknown => {
  const line = text
    .trim()
    .split('\n')
    .reverse()
    .find((candidate) => candidate.startsWith('{'))
  if (line === undefined) throw new Error(`no JSON line in: ${text}`)
  return JSON.parse(line)
}

/** Runs the program without a site, for starts that go wrong and commands that need none. */
export const runProgram = async (args: readonly string[], home: string): Promise<Ran> => {
  const child = await startProgram(args, home)
  const timer = setTimeout(() => void child.stop(), commandMs)
  const { code } = await child.exited
  clearTimeout(timer)
  return { code, output: child.log() }
}

/** Starts the program as somebody whose home is `home`. */
export const startProgram = (args: readonly string[], home: string): Promise<OwnedProcess> =>
  startProcess({
    program: process.execPath,
    args: [program, ...args],
    env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), NO_COLOR: '1' },
  })

/** Starts a site; `folder` of an earlier one starts that one again. */
export const startSite = async (
  options: {
    readonly folder?: string
    readonly args?: readonly string[]
    readonly env?: Readonly<Record<string, string>>
    /** Program and arguments that start every process of the site, as in a network of its own. */
    readonly through?: readonly string[]
  } = {},
): Promise<Site> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'causeway-site-')))
  const environment = (home: string) => ({
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    NO_COLOR: '1',
  })
  const [first = process.execPath, ...words] = [...(options.through ?? []), process.execPath]
  const spawn = (args: readonly string[], more: RunOptions = {}) =>
    startProcess({
      program: first,
      args: [...words, program, ...args],
      env: { ...environment(more.home ?? folder), ...options.env, ...more.env },
      ...(more.stdin === undefined ? {} : { stdin: more.stdin }),
    })
  const dataFolder = join(folder, 'causeway-data')
  const serve = await spawn([
    'serve',
    '--json',
    '--data-folder',
    dataFolder,
    ...portsFree,
    ...(options.args ?? []),
  ])
  const match = await serve
    .waitForLog(/^\{.*"event":"ready".*\}$/m, readyMs)
    .catch(async (error) => {
      await serve.stop()
      throw error
    })
  const ready = lastJson(match[0]) as SiteReady

  const run = async (args: readonly string[], more: RunOptions = {}): Promise<Ran> => {
    const child = await spawn([...args, '--api', ready.apiUrl, '--ca', ready.authorityFile], more)
    const timer = setTimeout(() => void child.stop(), commandMs)
    const { code } = await child.exited
    clearTimeout(timer)
    return { code, output: child.log() }
  }
  const ok = async (args: readonly string[], more: RunOptions = {}): Promise<string> => {
    const ran = await run(args, more)
    if (ran.code !== 0) throw new Error(`causeway ${args.join(' ')}: ${ran.code}\n${ran.output}`)
    return ran.output
  }
  return {
    ready,
    folder,
    serve,
    run,
    ok,
    start: spawn,
    login: async (user, home = folder) => {
      const password = ready.users.find(({ name }) => name === user)?.password
      if (password === undefined) throw new Error(`no password of ${user} was printed`)
      await ok(['login', '--user', user, '--password-stdin'], { stdin: `${password}\n`, home })
    },
    stop: async () => {
      await serve.stop()
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Joins an agent and waits until its host is available.
 * @param target port of an RDP server on this machine, or what `--target` takes
 */
export const joinHost = async (
  site: Site,
  name: string,
  target: number | string,
  more: readonly string[] = [],
): Promise<OwnedProcess> => {
  const created = await site.ok([
    'admin',
    'registration-token',
    'create',
    '--pool',
    'staff',
    '--json',
  ])
  const { token } = lastJson(created) as { token: string }
  const agent = await site.start([
    'agent',
    ...['--join', token, '--name', name],
    ...['--target', typeof target === 'string' ? target : `127.0.0.1:${target}`],
    ...['--data-folder', join(site.folder, `agent-${name}`), '--json', ...more],
  ])
  await agent.waitForLog(/"event":"ready"/, readyMs)
  return agent
}

export { lastJson }
