/**
 * Replay and cold start: a log of so many events of ordinary connections, then read, decoded and
 * folded into a broker's state as a start does it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { deriveEventId } from '../../core/broker/event-id.ts'
import { createLiveState } from '../../core/broker/live-state.ts'
import type { EventLog, NewEvent } from '../../core/broker/ports.ts'
import { scanLog } from '../../core/broker/scan-log.ts'
import type { DomainEvent } from '../../core/domain/events.ts'
import { decodeFoldable, encodeEvent } from '../../proto/event-codec.ts'

export type ReplayResult = {
  readonly events: number
  readonly eventsPerSecond: number
  /** Opening the log, reading and folding all of it. */
  readonly coldStartMs: number
}

const noExclusions = {
  fullCount: 0,
  drainingCount: 0,
  unavailableCount: 0,
  triedCount: 0,
  excluded: [],
}

/** The events of one connection's stream from request to end. */
const connectionEvents = (connectionId: string, userId: string): DomainEvent[] => {
  const hash = new Uint8Array(32).fill(7)
  const gatewayId = 'g-bench'
  const userSessionStream = `session-${userId}`
  const assignment = {
    connectionId,
    hostId: 'h-bench',
    userSessionId: connectionId,
    existingSession: false,
    placement: 'breadth-first',
    policyVersion: 1,
    draw: 0.5,
    sessionLimit: 10,
    eligibleCount: 20,
    attempt: 1,
    ...noExclusions,
  }
  const request = {
    connectionId,
    userId,
    resourceId: 'staff-desktop',
    transport: 'arm',
    gatewayId,
    predecessorId: '',
    brokerId: 'broker-bench',
    sealed: new Uint8Array(96).fill(9),
    ticketId: connectionId,
  }
  const authorization = {
    connectionId,
    poolId: 'staff',
    userSessionStream,
    ticketExpiresAt: 1,
    workspaceId: 'default',
    groupId: 'staff-desktops',
  }
  const rendezvous = {
    connectionId,
    attempt: 1,
    hostId: 'h-bench',
    gatewayId,
    secretHash: hash,
    brokerId: 'broker-bench',
    expiresAt: 1,
  }
  const ending = {
    connectionId,
    endedBy: 'client',
    reason: 'client_closed',
    bytesToClient: 1_000_000,
    bytesToHost: 10_000,
    durationMs: 60_000,
    peakBufferedBytes: 65_536,
    messagesToClient: 12,
    messagesToHost: 7,
    stalls: 2,
  }
  return [
    { type: 'ConnectionRequested', data: request },
    { type: 'ConnectionAuthorized', data: authorization },
    { type: 'HostAssigned', data: assignment },
    { type: 'RendezvousSent', data: rendezvous },
    { type: 'RendezvousAccepted', data: { connectionId, attempt: 1 } },
    { type: 'HostLegJoined', data: { connectionId, attempt: 1, gatewayId } },
    { type: 'TicketRedeemed', data: { connectionId, gatewayId, flow: 'stock', sealed: hash } },
    { type: 'ClientLegJoined', data: { connectionId, gatewayId } },
    { type: 'RelayStarted', data: { connectionId, gatewayId } },
    { type: 'RelayEnded', data: ending },
  ]
}

/** So many events of ordinary connections, spread over the last day. */
export const fillWithConnections = async (log: EventLog, events: number): Promise<void> => {
  const system = createSystem()
  // Spread over a day, so that closed connections are forgotten as they are in life.
  const stepMs = 86_400_000 / (events / 10)
  const from = system.nowMs() - 86_400_000
  for (let at = 0; at < events; ) {
    const appends: Promise<unknown>[] = []
    for (let count = 0; count < 512 && at < events; count++, at += 10) {
      const connectionId = system.newId()
      const stream = `connection-${connectionId}`
      const recordedAt = Math.floor(from + (at / 10) * stepMs)
      const batch = connectionEvents(connectionId, `u-${at % 5_000}`).map(
        (event, index): NewEvent => ({
          ...encodeEvent(event),
          eventId: deriveEventId(connectionId, stream, index),
          recordedAt,
          actor: 'broker:bench',
          connectionId,
          causationId: connectionId,
        }),
      )
      appends.push(log.append(stream, 'none', batch))
    }
    await Promise.all(appends)
  }
}

/** Writes the events, closes the log, and measures a start on it. */
export const benchReplay = async (events: number): Promise<ReplayResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-replay-'))
  const options = { folder: join(folder, 'log'), system: createSystem() }
  try {
    const writer = await openLmdbEventLog(options)
    await fillWithConnections(writer, events)
    await writer.stop()
    const startedAt = performance.now()
    const log = await openLmdbEventLog(options)
    const live = createLiveState()
    let folded = 0
    for await (const { events: batch } of scanLog(log)) {
      for (const recorded of batch) {
        const { stream, revision, recordedAt } = recorded
        live.apply({ stream, revision, recordedAt, event: decodeFoldable(recorded) })
      }
      folded += batch.length
    }
    const coldStartMs = performance.now() - startedAt
    await log.stop()
    return { events: folded, eventsPerSecond: (folded / coldStartMs) * 1_000, coldStartMs }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
