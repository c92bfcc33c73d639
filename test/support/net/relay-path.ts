/**
 * The whole path of a relay in a test: a client's TCP connection into `causeway connect`, through
 * gateway and agent, to a plain TCP target; and what the site's own audit says of it.
 */
import type { Socket } from 'node:net'
import { waitUntil } from '../desktop/deadline.ts'
import type { OwnedProcess } from '../desktop/owned-process.ts'
import { lastJson, type Site } from '../site/site.ts'
import { dialTagged, type Target } from './tagged-target.ts'

/** Milliseconds until something that takes a second or two counts as never. */
export const soonMs = 30_000

export type Path = {
  readonly client: Socket
  /** The target's end. */
  readonly host: Socket
}

export type Connector = {
  readonly process: OwnedProcess
  /** Opens one TCP connection and waits until the target has it. */
  open(target: Target, tag: string): Promise<Path>
  /** Opens one connection and tells its id; for connections that are opened one by one. */
  openKnown(target: Target, tag: string): Promise<Path & { readonly connectionId: string }>
}

/** Starts `causeway connect` for the user that is signed in at `home`. */
export const startConnector = async (site: Site, home?: string): Promise<Connector> => {
  const process = await site.start(
    [
      ...['connect', 'staff-desktop', '--listen', '127.0.0.1:0', '--json'],
      ...['--api', site.ready.apiUrl, '--ca', site.ready.authorityFile],
    ],
    home === undefined ? {} : { home },
  )
  const match = await process.waitForLog(/"event":"ready".*"port":(\d+)/, soonMs)
  const port = Number(match[1])
  /** Ids of the connections asked for so far, the oldest first. */
  const connectionIds = (): string[] =>
    [...process.log().matchAll(/"event":"requested","connectionId":"([^"]+)"/g)].map(
      ([, id]) => id ?? '',
    )
  const open = async (target: Target, tag: string): Promise<Path> => {
    const client = await dialTagged(port, tag)
    const host = await target.peer(tag, soonMs).catch((error: unknown) => {
      throw new Error(`${tag} did not reach its target:\n${process.log()}`, { cause: error })
    })
    return { client, host }
  }
  return {
    process,
    open,
    openKnown: async (target, tag) => {
      const known = connectionIds().length
      const path = await open(target, tag)
      const connectionId = await waitUntil(
        () => connectionIds()[known],
        soonMs,
        () => 'the connector did not say which connection it opened',
      )
      return { ...path, connectionId }
    },
  }
}

/** Closes both ends as programs do that have nothing more to say. */
export const hangUp = ({ client, host }: Path): void => {
  for (const socket of [client, host]) {
    socket.resume()
    socket.end()
  }
}

/** `end`: the other end has nothing more to say. `reset`: the connection is gone. */
export type SocketEnding = 'end' | 'reset'

/** How a TCP connection ends for whoever reads it on. To be asked before it does. */
export const endingOf = (socket: Socket, deadlineMs = soonMs): Promise<SocketEnding> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`the connection still stood after ${deadlineMs} ms`))
    }, deadlineMs)
    const settle = (ending: SocketEnding): void => {
      clearTimeout(timer)
      resolve(ending)
    }
    socket.once('end', () => settle('end'))
    socket.once('error', () => settle('reset'))
    socket.resume()
  })

export type AuditRow = {
  readonly connectionId: string
  readonly hostId: string
  readonly gatewayId: string
  readonly outcome: string
  readonly reason: string
  readonly bytesToClient: number
  readonly bytesToHost: number
}

/** Every connection of the log, the newest first. */
export const auditRows = async (site: Site): Promise<readonly AuditRow[]> => {
  const listed = await site.ok(['audit', 'connections', '--limit', '1000', '--json'])
  return (lastJson(listed) as { connections: AuditRow[] }).connections
}

export const auditRow = async (site: Site, connectionId: string): Promise<AuditRow> => {
  const row = (await auditRows(site)).find((one) => one.connectionId === connectionId)
  if (row === undefined) throw new Error(`the log has no connection ${connectionId}`)
  return row
}

export type Step = {
  readonly type: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly facts: readonly string[]
}

export const timelineOf = async (site: Site, connectionId: string): Promise<readonly Step[]> => {
  const told = await site.ok(['audit', 'timeline', connectionId, '--json'])
  return (lastJson(told) as { steps: Step[] }).steps
}

/** Waits until the log has it that a relay runs: a tag arrives sooner than that is written. */
export const relayStarted = async (
  site: Site,
  connectionId: string,
  deadlineMs = soonMs,
): Promise<void> => {
  await waitUntil(
    async () => {
      const steps = await timelineOf(site, connectionId)
      return steps.some(({ type }) => type === 'RelayStarted') ? true : undefined
    },
    deadlineMs,
    () => `the relay of ${connectionId} did not start`,
  )
}

export type RelayEnding = {
  readonly at: number
  readonly by: string
  readonly reason: string
  readonly peakBufferedBytes: number
}

/** The one RelayEnded of a connection, waited for; rejects when there is a second one. */
export const relayEnding = async (
  site: Site,
  connectionId: string,
  deadlineMs = soonMs,
): Promise<RelayEnding> => {
  const steps = await waitUntil(
    async () => {
      const found = await timelineOf(site, connectionId)
      return found.some(({ type }) => type === 'RelayEnded') ? found : undefined
    },
    deadlineMs,
    () => `the relay of ${connectionId} did not end`,
  )
  const [ending, ...more] = steps.filter(({ type }) => type === 'RelayEnded')
  if (ending === undefined || more.length > 0) throw new Error('not exactly one RelayEnded')
  const said = /^by (\w+): (\w+)$/.exec(ending.facts[0] ?? '')
  const peak = /at most (\d+) bytes/.exec(ending.facts[2] ?? '')
  return {
    at: ending.at,
    by: said?.[1] ?? '',
    reason: said?.[2] ?? '',
    peakBufferedBytes: Number(peak?.[1]),
  }
}

export type SessionRow = {
  readonly phase: string
  readonly hostId: string
  readonly userId: string
  readonly activeConnectionId: string
}

export const sessionRows = async (site: Site): Promise<readonly SessionRow[]> =>
  (lastJson(await site.ok(['admin', 'session', 'list', '--json'])) as { sessions: SessionRow[] })
    .sessions

/** Waits until the site has no open connection: what was hung up is recorded. */
export const allEnded = async (site: Site): Promise<void> => {
  const open = async (): Promise<number> =>
    (
      lastJson(await site.ok(['admin', 'connection', 'list', '--json'])) as {
        connections: unknown[]
      }
    ).connections.length
  await waitUntil(
    async () => ((await open()) === 0 ? true : undefined),
    soonMs,
    () => 'connections are still open',
  )
}

type Verification = {
  readonly ok: boolean
  readonly machines: { readonly gateways: number; readonly agents: number }
}

/** Waits until so many machines are connected; then what `log verify` finds, as it prints it. */
export const verifyWith = async (
  site: Site,
  machines: { readonly gateways: number; readonly agents: number },
): Promise<Partial<Verification>> =>
  waitUntil(
    async () => {
      const { output } = await site.run(['log', 'verify', '--json'])
      // While no broker answers there is a fault in its place.
      const found = lastJson(output) as Partial<Verification>
      const { gateways, agents } = found.machines ?? {}
      const all = gateways === machines.gateways && agents === machines.agents
      return all ? found : undefined
    },
    soonMs,
    () => 'not all gateways and agents are connected',
  )

/** Ends all user sessions; hosts that still hold a seat afterwards, by name. */
export const seatsLeft = async (site: Site): Promise<readonly string[]> => {
  await site.ok(['admin', 'session', 'end', '--all'])
  const { hosts } = lastJson(await site.ok(['admin', 'host', 'list', '--json'])) as {
    hosts: { name: string; sessionCount: number; seats: unknown[] }[]
  }
  return hosts.flatMap(({ name, sessionCount, seats }) =>
    sessionCount === 0 && seats.length === 0 ? [] : [name],
  )
}
