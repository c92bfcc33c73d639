/**
 * `causeway load legs`: prints both legs of each connection, waits until they are joined from
 * outside and have ended, and gives the bytes as the gateway counted them, from the log.
 */
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { OrderFailure } from '../../../load/swarm/order.ts'
import { createOutsideLegs, type OutsideLegs } from '../../../load/swarm/outside-legs.ts'
import {
  applyConnection,
  type ConnectionRow,
  createConnectionsView,
} from '../../../projections/audit/connections.ts'
import { createSystem } from '../../adapters/system.ts'
import { isErrorCode } from '../../domain/errors.ts'
import { swarmPollMs } from '../../domain/limits.ts'
import { type Api, authorityFileOf } from './api.ts'
import { readLine, readLines } from './audit-source.ts'
import type { Run } from './command.ts'
import { exitCodes, failure, faultOfCode } from './exit.ts'
import { countOption, type LoadSite, openLoadSite } from './load-site.ts'
import { softwareVersion } from './version.ts'

/** Follows the log from now on: connections as they are, brought up to date when asked. */
const openConnectionsSince = async (admin: Api) => {
  const ends = await admin.ask(z.looseObject({ head: z.string().optional() }), {
    path: '/api/audit/size',
  })
  const view = createConnectionsView()
  let last = ends.head
  return {
    read: async (): Promise<ReadonlyMap<string, ConnectionRow>> => {
      const query = new URLSearchParams({ purpose: 'load legs', ...(last && { from: last }) })
      for await (const value of readLines(admin, `/api/audit/events?${query}`)) {
        const line = readLine(value)
        applyConnection(view, line)
        last = line.position
      }
      return view
    },
  }
}

const faultOfOrder = (error: unknown): unknown => {
  if (!(error instanceof OrderFailure)) return error
  if (isErrorCode(error.code)) return faultOfCode(error.code, error.message)
  return failure(`${error.code}: ${error.message}`, "look at the server's log", error)
}

const stopOf = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

type Pair = { readonly pair: number; readonly connectionId: string }

const orderAll = async (
  run: Run,
  site: LoadSite,
  legs: OutsideLegs,
  count: number,
): Promise<Pair[]> => {
  await Promise.race([legs.ready, stopOf(run.io.signal)])
  const pairs: Pair[] = []
  // One after the other: whoever dials them has the time of one order for each.
  for (let pair = 1; pair <= count && !run.io.signal.aborted; pair += 1) {
    const connectionId = await legs.order(pair, await site.userToken(pair))
    pairs.push({ pair, connectionId })
  }
  return pairs
}

/** Tells of what has been joined; resolves when all have ended, or when it is told to stop. */
const watch = async (
  run: Run,
  pairs: readonly Pair[],
  read: () => Promise<ReadonlyMap<string, ConnectionRow>>,
): Promise<void> => {
  const joined = new Set<string>()
  for (;;) {
    const rows = await read()
    for (const { pair, connectionId } of pairs) {
      const outcome = rows.get(connectionId)?.outcome
      if (joined.has(connectionId) || (outcome !== 'relaying' && outcome !== 'ended')) continue
      joined.add(connectionId)
      run.out.event({ event: 'joined', pair, connectionId })
      run.out.line(`pair ${pair} is joined (${joined.size} of ${pairs.length})`)
    }
    if (pairs.every(({ connectionId }) => (rows.get(connectionId)?.endedAt ?? 0) > 0)) return
    if (run.io.signal.aborted) return
    await setTimeout(swarmPollMs, undefined, { signal: run.io.signal }).catch(() => undefined)
  }
}

/** Ends what is still open, and waits until the log says how it ended. */
const endAll = async (
  admin: Api,
  pairs: readonly Pair[],
  read: () => Promise<ReadonlyMap<string, ConnectionRow>>,
): Promise<ReadonlyMap<string, ConnectionRow>> => {
  const isOpen = (rows: ReadonlyMap<string, ConnectionRow>) => (pair: Pair) =>
    rows.get(pair.connectionId)?.endedAt === 0
  let rows = await read()
  for (const { connectionId } of pairs.filter(isOpen(rows))) {
    const path = `/api/admin/connections/${connectionId}`
    // It may end by itself at this very moment.
    await admin.ask(z.unknown(), { method: 'DELETE', path }).catch(() => undefined)
  }
  for (let turn = 0; turn < 20 && pairs.some(isOpen(rows)); turn += 1) {
    await setTimeout(swarmPollMs)
    rows = await read()
  }
  return rows
}

const giveResult = (
  run: Run,
  pairs: readonly Pair[],
  rows: ReadonlyMap<string, ConnectionRow>,
): boolean => {
  const told = pairs.map(({ pair, connectionId }) => {
    const row = rows.get(connectionId)
    const { outcome = 'unknown', reason = '', bytesToHost = 0, bytesToClient = 0 } = row ?? {}
    return { pair, connectionId, outcome, reason, bytesToHost, bytesToClient }
  })
  const sum = (pick: (one: (typeof told)[number]) => number): number =>
    told.reduce((total, one) => total + pick(one), 0)
  const totals = {
    bytesToHost: sum((one) => one.bytesToHost),
    bytesToClient: sum((one) => one.bytesToClient),
  }
  run.out.table(
    { event: 'result', interrupted: run.io.signal.aborted, pairs: told, ...totals },
    ['PAIR', 'CONNECTION', 'OUTCOME', 'REASON', 'TO HOST', 'TO CLIENT'],
    told.map((one) => [
      String(one.pair),
      one.connectionId,
      one.outcome,
      one.reason,
      String(one.bytesToHost),
      String(one.bytesToClient),
    ]),
  )
  return told.every(({ outcome }) => outcome === 'ended')
}

/** Runs until every pair has ended. Fails when one was never joined. */
export const loadLegs = async (run: Run): Promise<number> => {
  const count = countOption(run, 'pairs', 1)
  const site = await openLoadSite(run, { hosts: count, fileCount: count, part: 0 })
  const { read } = await openConnectionsSince(site.admin)
  const authorityFile = await authorityFileOf(run)
  run.out.event({ event: 'ready', ...(authorityFile && { authorityFile }) })
  const options = {
    ...site,
    pairs: count,
    apiUrl: site.admin.baseUrl,
    softwareVersion: softwareVersion(),
  }
  const legs = createOutsideLegs(
    { system: createSystem(), network: site.network },
    options,
    (pair) => {
      run.out.event({ event: 'pair', ...pair })
      run.out.line(
        `pair ${pair.pair}, attempt ${pair.attempt}: dial both within ${pair.deadlineMs} ms\n` +
          `  client ${pair.client.url} ${JSON.stringify(pair.client.headers)}\n` +
          `  host   ${pair.host.url} ${JSON.stringify(pair.host.headers)}`,
      )
    },
  )
  let pairs: readonly Pair[] = []
  let allEnded = false
  try {
    pairs = await orderAll(run, site, legs, count)
    await watch(run, pairs, read)
  } catch (error) {
    throw faultOfOrder(error)
  } finally {
    const rows = await endAll(site.admin, pairs, read)
    await legs.stop()
    await site.cleanUp(legs.machineIds())
    allEnded = giveResult(run, pairs, rows)
  }
  if (run.io.signal.aborted) return exitCodes.interrupted
  return allEnded ? exitCodes.ok : exitCodes.failed
}
