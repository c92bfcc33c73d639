/**
 * Leg reports on their way to the broker: each is kept, and sent again, until it is acknowledged.
 * When too many wait, what only tells of progress is dropped, oldest first. Endings are never
 * dropped: they are at most as many as the connections that lived when the channel went down,
 * since a gateway without a broker takes no new ones.
 */
import type { System } from '../core/broker/ports.ts'
import type { ControlMessage, ControlMessageOf } from '../proto/control-codec.ts'
import type { LegReport } from './gateway-ports.ts'
import type { Log } from './log-port.ts'

export type PendingReports = {
  /** Keeps the report and sends it, if the channel is up. */
  add(report: LegReport): void
  acknowledge(reportId: string): void
  /** A channel came up: everything that waits is sent once more, oldest first. */
  resendAll(): void
  count(): number
  isFull(): boolean
  stop(): void
}

type WireReport = ControlMessageOf<'legReport'>
type Pending = { readonly message: WireReport; sentAt: number }

/** Makes the keeper of one gateway's reports. */
export const createPendingReports = (
  ports: { readonly system: Pick<System, 'after' | 'monotonicMs' | 'newId'>; readonly log: Log },
  options: {
    readonly countMax: number
    readonly resendMs: number
    readonly send: (message: ControlMessage) => boolean
  },
): PendingReports => {
  const { system } = ports
  /** In the order of the events: a Map keeps it. */
  const pending = new Map<string, Pending>()
  let dropped = 0
  let timerRuns = false
  let cancelTimer: () => void = () => undefined

  const trySend = (entry: Pending): boolean => {
    const sent = options.send(entry.message)
    if (sent) entry.sentAt = system.monotonicMs()
    return sent
  }

  const resendOld = (): void => {
    const now = system.monotonicMs()
    for (const entry of pending.values()) {
      // A full or lost channel takes no more, and order is kept by stopping here.
      if (now - entry.sentAt >= options.resendMs && !trySend(entry)) break
    }
    timerRuns = false
    startTimer()
  }

  const startTimer = (): void => {
    if (timerRuns || pending.size === 0) return
    timerRuns = true
    cancelTimer = system.after(options.resendMs, resendOld)
  }

  const makeRoom = (): void => {
    if (pending.size < options.countMax) return
    for (const [id, { message }] of pending) {
      if (isEnding(message.kind)) continue
      pending.delete(id)
      dropped += 1
      if (dropped === 1) ports.log.warn({}, 'Leg reports are dropped: the broker is away too long')
      return
    }
  }

  return {
    add: (report) => {
      makeRoom()
      const message = wireReport(system.newId(), report)
      const entry = { message, sentAt: Number.NEGATIVE_INFINITY }
      pending.set(message.reportId, entry)
      trySend(entry)
      startTimer()
    },
    acknowledge: (reportId) => {
      pending.delete(reportId)
    },
    resendAll: () => {
      for (const entry of pending.values()) {
        if (!trySend(entry)) break
      }
    },
    count: () => pending.size,
    isFull: () => pending.size >= options.countMax,
    stop: () => {
      cancelTimer()
      // Later reports have no channel any more and must start no timer.
      timerRuns = true
    },
  }
}

const isEnding = (kind: WireReport['kind']): boolean =>
  kind === 'relay-ended' || kind === 'leg-lost' || kind === 'client-left'

const wireReport = (reportId: string, report: LegReport): WireReport => {
  const base = {
    type: 'legReport',
    reportId,
    connectionId: report.connectionId,
    side: '',
    endedBy: '',
    reason: '',
    bytesToClient: 0,
    bytesToHost: 0,
    durationMs: 0,
    peakBufferedBytes: 0,
    messagesToClient: 0,
    messagesToHost: 0,
    stalls: 0,
  } as const
  switch (report.kind) {
    case 'leg-lost-before-start':
      return { ...base, kind: 'leg-lost', side: report.side, reason: report.reason }
    case 'relay-ended': {
      // The wire carries whole milliseconds; a monotonic clock has fractions.
      const durationMs = Math.round(report.durationMs)
      return { ...base, ...report, durationMs }
    }
    default:
      return { ...base, kind: report.kind }
  }
}
