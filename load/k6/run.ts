/**
 * `npm run load`: finds k6, starts what is missing, runs one of the scripts, gives its result, and
 * takes away what it started, also when it is interrupted.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandFault, exitCodes, usageFault } from '../../core/bin/cli/exit.ts'
import { refuseTooFewFiles, refuseTooFewPorts } from '../../core/bin/cli/load-site.ts'
import { tokensOfText, type UserTokens } from '../swarm/user-tokens.ts'
import { findK6 } from './find-k6.ts'
import { help, type LoadOptions, readLoadOptions, socketCountOf, userCountOf } from './options.ts'
import { type Account, openOwnSite } from './own-site.ts'
import { startTokenService } from './token-service.ts'

const scriptFolder = fileURLToPath(new URL('../../../load/k6/', import.meta.url))

/** Addresses that k6 dials from on this machine: what is bounded by address then suffices. */
const ownAddresses = '127.0.0.2-127.0.0.17'

type Target = {
  readonly apiUrl: string
  readonly ca: string | undefined
  readonly accounts: readonly Account[]
  readonly userToken: UserTokens
  readonly metrics: readonly string[]
  stop(): Promise<void>
}

const readTokens = (file: string, needed: number): readonly string[] => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw usageFault(`--tokens ${file} cannot be read`, 'one access token a line')
  }
  const tokens = tokensOfText(text)
  if (tokens.length >= needed) return tokens
  throw usageFault(
    `${file} holds ${tokens.length} tokens, and ${needed} users are there at once`,
    'give more tokens, or fewer users',
  )
}

const openTarget = async (options: LoadOptions): Promise<Target> => {
  const { site, script, hosts, seconds } = options
  const users = userCountOf(options)
  if (site === undefined) {
    return openOwnSite({ accounts: script === 'connect' ? users : 0, hosts, seconds })
  }
  readTokens(site.tokensFile, users)
  return {
    ...{ apiUrl: site.url, ca: site.ca, accounts: [], metrics: site.metrics },
    // Read anew each time: its owner may renew them meanwhile.
    userToken: async (index) => readTokens(site.tokensFile, users)[index] ?? '',
    stop: async () => undefined,
  }
}

const environment = (
  options: LoadOptions,
  target: Target,
  files: { readonly tokenUrl: string; readonly result: string; readonly users: string | undefined },
): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  // k6 takes no authorities of its own: Go reads them here, and no other one counts then.
  ...(target.ca === undefined ? {} : { SSL_CERT_FILE: resolve(target.ca) }),
  API_URL: target.apiUrl,
  ISSUER_URL: `${target.apiUrl}/dev`,
  RESOURCE: options.resource,
  PAIRS: String(options.pairs),
  USERS: String(userCountOf(options)),
  RATE: String(options.rate),
  SECONDS: String(options.seconds),
  FRAME_BYTES: String(options.frameBytes),
  GROWTH_MAX: options.growthMax,
  METRICS_URLS: target.metrics.join(','),
  TOKEN_URL: files.tokenUrl,
  RESULT_FILE: files.result,
  ...(files.users === undefined ? {} : { USERS_FILE: files.users }),
})

/** Runs k6 to its end. It alone hears of an interruption at first, and writes what it has. */
const runK6 = (
  program: string,
  { script, site }: LoadOptions,
  env: Record<string, string>,
): Promise<{ readonly code: number; readonly interrupted: boolean }> => {
  const local = site === undefined || new URL(site.url).hostname === 'localhost'
  const colour = process.stderr.isTTY === true ? [] : ['--no-color']
  const args = [
    ...['run', '--no-usage-report', '--address', '', '--log-output', 'stderr', ...colour],
    ...(local ? ['--local-ips', ownAddresses] : []),
    join(scriptFolder, `${script}.js`),
  ]
  // Its bars belong to a person; standard output is the result's.
  const stdout = process.stderr.isTTY === true ? 2 : 'ignore'
  const child: ChildProcess = spawn(program, args, {
    ...{ env, detached: true },
    stdio: ['ignore', stdout, 2],
  })
  let interrupted = false
  const interrupt = (): void => {
    interrupted = true
    child.kill('SIGINT')
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return new Promise((done, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => done({ code: code ?? exitCodes.failed, interrupted }))
  })
}

const giveResult = (file: string, { json, out }: LoadOptions): void => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return
  }
  if (out !== undefined) copyFileSync(file, out)
  if (json) process.stdout.write(`${JSON.stringify(JSON.parse(text))}\n`)
}

const load = async (options: LoadOptions): Promise<number> => {
  const { program, version } = findK6(options.k6, process.env)
  const sockets = socketCountOf(options)
  refuseTooFewFiles(sockets)
  refuseTooFewPorts(options.site === undefined, sockets)
  const folder = mkdtempSync(join(tmpdir(), 'causeway-k6-'))
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    const target = await openTarget(options)
    closers.push(target.stop)
    const service = await startTokenService(target.userToken)
    closers.push(service.stop)
    const users = target.accounts.length === 0 ? undefined : join(folder, 'users.json')
    if (users !== undefined) writeFileSync(users, JSON.stringify(target.accounts), { mode: 0o600 })
    const result = join(folder, 'result.json')
    const files = { tokenUrl: service.url, result, users }
    process.stderr.write(`k6 ${version} runs ${options.script} on ${target.apiUrl}\n`)
    const ran = await runK6(program, options, environment(options, target, files))
    giveResult(result, options)
    if (ran.interrupted) return exitCodes.interrupted
    return ran.code === 0 ? exitCodes.ok : exitCodes.failed
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

const main = async (): Promise<number> => {
  const options = readLoadOptions(process.argv.slice(2))
  if (options === 'help') {
    process.stdout.write(help)
    return exitCodes.ok
  }
  return load(options)
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    if (error instanceof CommandFault) {
      process.stderr.write(`error: ${error.message}\nfix: ${error.fix}\n`)
      process.exitCode = exitCodes[error.exit]
      return
    }
    process.stderr.write(`error: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = exitCodes.failed
  },
)
