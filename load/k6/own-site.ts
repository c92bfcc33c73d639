/**
 * What a load needs and nobody has started: a site in a temporary folder, users with passwords,
 * and simulated hosts that give back what they get. All of it is gone afterwards.
 */
import type { ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { createSystem } from '../../core/adapters/system.ts'
import { openDataFolder, readIssuerKey } from '../../core/identity/data-folder.ts'
import { openDevelopmentUsers } from '../../core/identity/development/users.ts'
import { isReady, startCommand, stopChild } from '../bench/commands.ts'
import { mintedTokens, type UserTokens } from '../swarm/user-tokens.ts'

export type Account = { readonly name: string; readonly password: string }

export type OwnSite = {
  readonly apiUrl: string
  readonly ca: string
  readonly accounts: readonly Account[]
  readonly userToken: UserTokens
  /** Pages of metrics: the broker's, then each gateway worker's. */
  readonly metrics: readonly string[]
  stop(): Promise<void>
}

const readySchema = z.object({
  apiUrl: z.string(),
  authorityFile: z.string(),
  pids: z.object({ gateways: z.array(z.number()) }),
})

const second = z.looseObject({ event: z.literal('second'), hostsUp: z.number() })

/** Metrics need ports that are known: so many free ones in a row, below those of the kernel. */
const freeRow = async (count: number): Promise<number> => {
  const isFree = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
  for (let first = 17_000; first < 31_000; first += count) {
    const row = Array.from({ length: count }, (_, index) => isFree(first + index))
    if ((await Promise.all(row)).every(Boolean)) return first
  }
  throw new Error('no ports are free for pages of metrics')
}

const workersMax = 64

/** Simulated hosts for longer than the run, so that they end when they are told to. */
const startHosts = async (
  site: { readonly folder: string; readonly dataFolder: string; readonly flags: readonly string[] },
  hosts: number,
  seconds: number,
): Promise<ChildProcess> => {
  const profile = join(site.folder, 'hosts.yaml')
  const minutes = Math.ceil(seconds / 60) + 30
  writeFileSync(profile, `title: hosts\nduration: ${minutes}m\nhosts: { joinOver: 1s }\n`)
  const { child } = await startCommand(
    [
      ...['load', 'swarm', '--hosts', String(hosts), '--users', '0', '--profile', profile],
      ...['--json', '--keep-hosts', ...site.flags],
    ],
    site.folder,
    (value) => second.safeParse(value).data?.hostsUp === hosts,
    { detached: true },
  )
  // Its seconds are of no interest any more, and must not fill the pipe.
  child.stdout?.resume()
  return child
}

/**
 * Starts it all. On a fault, what was started is stopped.
 * @param options.accounts users that sign in by password
 */
export const openOwnSite = async (options: {
  readonly accounts: number
  readonly hosts: number
  readonly seconds: number
}): Promise<OwnSite> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-load-'))
  chmodSync(folder, 0o700)
  const dataFolder = join(folder, 'data')
  const children: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) await stopChild(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const system = createSystem()
    const data = await openDataFolder({ system }, { folder: dataFolder, names: ['localhost'] })
    const names = Array.from({ length: options.accounts }, (_, index) => `load-${index}`)
    const first = names.map((name) => ({ name, groups: ['staff'], roles: [] }))
    const users = await openDevelopmentUsers(
      { system },
      { file: data.file('users.json'), first: first },
    )
    users.keep()
    const metricsPort = await freeRow(workersMax)
    const ports = ['--api-port', '--control-port', '--gateway-port', '--gateway-own-port']
    const serve = await startCommand(
      [
        ...['serve', '--json', '--log-level', 'warn', '--data-folder', dataFolder],
        ...['--metrics-port', String(metricsPort), ...ports.flatMap((flag) => [flag, '0'])],
      ],
      folder,
      isReady,
      { detached: true },
    )
    children.push(serve.child)
    serve.child.stdout?.resume()
    const ready = readySchema.parse(serve.value)
    const flags = ['--api', ready.apiUrl, '--ca', ready.authorityFile, '--data-folder', dataFolder]
    const room = ['admin', 'pool', 'change', 'staff', '--session-limit', '100000', '--json']
    const changed = await startCommand([...room, ...flags], folder, () => true)
    await stopChild(changed.child)
    children.push(await startHosts({ folder, dataFolder, flags }, options.hosts, options.seconds))
    const issuer = readIssuerKey(dataFolder)
    if (issuer === undefined) throw new Error('the site that was started has no issuer')
    const page = (index: number): string => `http://127.0.0.1:${metricsPort + index}/metrics`
    return {
      apiUrl: ready.apiUrl,
      ca: ready.authorityFile,
      accounts: users.generated,
      userToken: mintedTokens({ system, issuer }, { prefix: 'load-user', groups: ['staff'] }),
      metrics: [0, ...ready.pids.gateways.map((_, index) => index + 1)].map(page),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
