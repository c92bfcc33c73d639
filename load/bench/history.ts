/**
 * The past of a long log: how long snapshots take, how soon a state of any moment is there, how
 * soon a broker decides after its start, and what its memory is then. The log holds a fleet of
 * hosts, user sessions on them, and ordinary connections until it is as long as was asked.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { createHistory, type History } from '../../core/bin/history.ts'
import { deriveEventId } from '../../core/broker/event-id.ts'
import type { EventLog, NewEvent } from '../../core/broker/ports.ts'
import type { DomainEvent } from '../../core/domain/events.ts'
import { encodeEvent } from '../../proto/event-codec.ts'
import { fillWithConnections } from './replay.ts'

export type Waits = { readonly p50Ms: number; readonly maxMs: number }

export type HistoryResult = {
  readonly events: number
  readonly hosts: number
  readonly userSessions: number
  readonly logBytes: number
  readonly snapshots: number
  readonly snapshotBytes: number
  /** Making all snapshots of a log that had none. */
  readonly snapshotsMs: number
  /** States at moments spread over the log, from the question until all its lines are there. */
  readonly state: Waits
  /** The same when no thread is ready, as right after a start or right after another question. */
  readonly unready: Waits
  /** From the start of a process to its first durable decision. */
  readonly firstDecisionMs: number
  /** Resident memory of that process a second later, with a thread ready for questions. */
  readonly residentBytes: number
}

export type HistoryOptions = {
  readonly events: number
  readonly hosts: number
  readonly userSessions: number
}

const poolId = 'bench'
const inFlight = 512
const stateCount = 9
const waitMs = 100
/** Between two questions: a thread is ready again, as it is for a person who reads the answer. */
const pauseMs = 1_000
const startChild = fileURLToPath(new URL('./start-child.js', import.meta.url))

const write = async (
  log: EventLog,
  streams: Iterable<readonly [stream: string, events: readonly DomainEvent[]]>,
  recordedAt: number,
): Promise<number> => {
  let count = 0
  let appends: Promise<unknown>[] = []
  for (const [stream, events] of streams) {
    const recorded = events.map(
      (event, index): NewEvent => ({
        ...encodeEvent(event),
        eventId: deriveEventId(stream, stream, index),
        ...{ recordedAt, actor: 'broker:bench', connectionId: '', causationId: stream },
      }),
    )
    appends.push(log.append(stream, 'none', recorded))
    count += recorded.length
    if (appends.length < inFlight) continue
    await Promise.all(appends)
    appends = []
  }
  await Promise.all(appends)
  return count
}

function* fleet({ hosts, userSessions }: HistoryOptions): Generator<[string, DomainEvent[]]> {
  const settings = {
    placement: 'breadth-first',
    ...{ sessionLimit: 100, disconnectedLimitMs: 0, homeRegion: '' },
  }
  yield ['pool-bench', [{ type: 'PoolCreated', data: { poolId, name: poolId, ...settings } }]]
  const seatCount = Math.ceil(userSessions / hosts)
  for (let host = 0; host < hosts; host++) {
    const hostId = `h-${host}`
    const registered = { hostId, poolId, name: `desk-${host}`, tokenId: 't' }
    const events: DomainEvent[] = [
      { type: 'HostRegistered', data: { ...registered, publicKey: new Uint8Array(32) } },
    ]
    const mine = Array.from({ length: seatCount }, (_, index) => host * seatCount + index)
    for (const user of mine.filter((index) => index < userSessions)) {
      const userSessionId = `s-${user}`
      const seat = { hostId, userSessionId, connectionId: `c-${user}`, sessionLimit: 100 }
      const userSessionStream = `session-bench-u-${user}`
      events.push({ type: 'SeatReserved', data: { ...seat, userSessionStream } })
    }
    yield [`host-${hostId}`, events]
  }
  for (let user = 0; user < userSessions; user++) {
    const userSessionId = `s-${user}`
    const claimed = { userSessionId, poolId, userId: `u-${user}`, connectionId: `c-${user}` }
    const hostId = `h-${Math.floor(user / seatCount)}`
    yield [
      `session-bench-u-${user}`,
      [
        { type: 'UserSessionClaimed', data: claimed },
        { type: 'UserSessionPlaced', data: { userSessionId, hostId, connectionId: `c-${user}` } },
      ],
    ]
  }
}

const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

/** Starts a broker on the folder in a process of its own, until its first decision. */
const startBroker = async (folder: string): Promise<{ ms: number; residentBytes: number }> => {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [startChild, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const ms = performance.now() - startedAt
  const [line] = await once(child.stdout, 'data')
  const { residentBytes }: { residentBytes: number } = JSON.parse(String(line))
  await once(child, 'exit')
  return { ms, residentBytes }
}

/** Asks for states at moments spread over a log of so many events. */
const askStates = async (history: History, log: EventLog, events: number): Promise<Waits> => {
  const took: number[] = []
  for (let index = 1; index <= stateCount; index++) {
    await setTimeout(pauseMs)
    const sequence = Math.floor((events * index) / (stateCount + 0.5))
    const position = log.parsePosition(`l:${sequence}`) ?? ''
    const askedAt = performance.now()
    const past = await history.stateAt({ kind: 'position', position })
    took.push(performance.now() - askedAt)
    if (past.events !== sequence) throw new Error(`${past.events} events, not ${sequence}`)
  }
  took.sort((a, b) => a - b)
  return { p50Ms: took[Math.floor(took.length / 2)] ?? 0, maxMs: took.at(-1) ?? 0 }
}

/** Fills a log and asks it. */
export const benchHistory = async (options: HistoryOptions): Promise<HistoryResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-history-'))
  const [logFolder, snapshotFolder] = [join(folder, 'log'), join(folder, 'snapshots')]
  const system = createSystem()
  try {
    const log = await openLmdbEventLog({ folder: logFolder, system })
    const from = system.nowMs() - 86_400_000
    const written = await write(log, fleet(options), from)
    await fillWithConnections(log, options.events - written)
    const events = await log.size()
    const onFault = (error: unknown): never => {
      throw error
    }
    const places = { logUrl: 'lmdb:', logFolder, snapshotFolder }
    const history = createHistory({ log, system, onFault }, places)
    const startedAt = performance.now()
    history.advanced(events)
    while (history.isTaking()) await setTimeout(waitMs)
    const snapshotsMs = performance.now() - startedAt
    const unready = await askStates(history, log, events)
    history.prepare()
    const state = await askStates(history, log, events)
    await history.stop()
    await log.stop()
    const { ms, residentBytes } = await startBroker(folder)
    return {
      ...{ events, hosts: options.hosts, userSessions: options.userSessions, snapshotsMs },
      logBytes: bytesIn(logFolder),
      snapshots: readdirSync(snapshotFolder).length,
      snapshotBytes: bytesIn(snapshotFolder),
      ...{ state, unready },
      firstDecisionMs: ms,
      residentBytes,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
