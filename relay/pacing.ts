/**
 * Bandwidth caps of one worker: how fast data may leave towards a leg, per relay and per user and
 * direction. A capped leg's `sendableBytes` are handed out here, when it is about to be flushed, so
 * that the path of a frame knows no caps and a pair without any pays nothing.
 *
 * A direction is capped when its sender keeps to credit: it then stops by itself. A stock sender
 * cannot be held back, and what it sends is not capped. Faults of a gateway for staging (chaos.ts)
 * use the same way and concern stock senders too: the bound of the buffer then cuts them.
 */
import { paceBurstMs, paceTickMs, paceWindowMs } from '../core/domain/limits.ts'
import { type ChaosFaults, createChaosGate } from './chaos.ts'
import type { Leg, Pace, SharedBucket } from './leg.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** Bytes per second in each direction; absent: no cap. */
export type BandwidthCaps = {
  readonly relayBytesPerSecond?: number
  /** All relays of one user at this worker together. */
  readonly userBytesPerSecond?: number
  /** For staging only: of every relay that has no faults of its own. */
  readonly chaos?: ChaosFaults
}

export type Pacing = {
  /**
   * A relay begins, before its legs are joined. An empty `userKey` shares with nobody.
   * @param chaos its own faults, in place of the gateway's
   */
  begin(client: Leg, host: Leg, userKey: string, chaos?: ChaosFaults): void
  /** The faults of a running relay are others from now on; undefined: the gateway's. */
  change(client: Leg, host: Leg, chaos: ChaosFaults | undefined): void
  /** The relay that began with this key is over. */
  end(userKey: string): void
  /** Hands a capped leg what it may send now. To be called before its flush, in the turn. */
  admit(leg: Leg): void
  /** Users whose relays share a cap now. */
  userCount(): number
}

type UserBuckets = {
  relays: number
  readonly toClient: SharedBucket
  readonly toHost: SharedBucket
}

/** @param ports.mark has the leg flushed at the end of the turn */
export const createPacing = (
  ports: {
    readonly monotonicMs: () => number
    readonly after: (ms: number, run: () => void) => void
    readonly mark: (leg: Leg) => void
    /** A fault for staging says that this leg's relay ends now; called in the turn. */
    readonly cut: (leg: Leg) => void
  },
  caps: BandwidthCaps,
): Pacing => {
  const { monotonicMs } = ports
  const users = new Map<string, UserBuckets>()
  let queue: Leg[] = []
  let armed = false

  const bucketOf = (perSecond: number): TokenBucket =>
    createTokenBucket(perSecond, Math.max(1, (perSecond * paceBurstMs) / 1_000), monotonicMs())

  const sharedOf = (perSecond: number): SharedBucket => ({
    bucket: bucketOf(perSecond),
    waiterCount: 0,
    shareBytes: 0,
  })

  const joinUser = (userKey: string): UserBuckets | undefined => {
    const { userBytesPerSecond } = caps
    if (userBytesPerSecond === undefined || userKey === '') return undefined
    const known = users.get(userKey) ?? {
      relays: 0,
      toClient: sharedOf(userBytesPerSecond),
      toHost: sharedOf(userBytesPerSecond),
    }
    known.relays += 1
    users.set(userKey, known)
    return known
  }

  /** @param receiver the leg that is paced, for what passed before */
  const paceOf = (
    sender: Leg,
    receiver: Leg,
    ofUser: SharedBucket | undefined,
    chaos: ChaosFaults | undefined,
  ): Pace | undefined => {
    if (sender.flow === 'stock' && chaos === undefined) return undefined
    const rates = [sender.flow === 'stock' ? undefined : caps.relayBytesPerSecond]
    rates.push(chaos?.bytesPerSecond)
    const buckets = rates.flatMap((rate) => (rate === undefined ? [] : [bucketOf(rate)]))
    const shared = sender.flow === 'stock' ? undefined : ofUser
    if (shared !== undefined) buckets.push(shared.bucket)
    if (buckets.length === 0 && chaos === undefined) return undefined
    const slowest = Math.min(...buckets.map(({ perSecond }) => perSecond))
    const windowBytes = (slowest * paceWindowMs) / 1_000
    const gate = chaos && createChaosGate(chaos, receiver.sentBytes)
    return { withheldBytes: 0, buckets, shared, gate, windowBytes, waiting: false, isDue: false }
  }

  /** A leg in the middle of its stream: what it was handed out and has left is withheld again. */
  const renew = (leg: Leg, sender: Leg, chaos: ChaosFaults | undefined): void => {
    const before = leg.pace
    const after = paceOf(sender, leg, before?.shared, chaos)
    leg.sendableBytes += before?.withheldBytes ?? 0
    leg.pace = after
    if (after !== undefined) {
      after.withheldBytes = leg.sendableBytes
      leg.sendableBytes = 0
      // It may stand in the queue of the next tick.
      after.waiting = before?.waiting ?? false
    }
    ports.mark(leg)
  }

  const tick = (): void => {
    armed = false
    const waited = queue
    queue = []
    const nowMs = monotonicMs()
    for (const { pace } of waited) {
      const { shared } = pace ?? {}
      if (shared === undefined || shared.waiterCount === 0) continue
      shared.shareBytes = Math.floor(shared.bucket.available(nowMs) / shared.waiterCount)
      shared.waiterCount = 0
    }
    for (const leg of waited) {
      if (leg.pace === undefined) continue
      leg.pace.waiting = false
      leg.pace.isDue = true
      ports.mark(leg)
    }
  }

  const wait = (leg: Leg, pace: Pace): void => {
    pace.waiting = true
    if (pace.shared !== undefined) pace.shared.waiterCount += 1
    queue.push(leg)
    if (armed) return
    armed = true
    ports.after(paceTickMs, tick)
  }

  /** All of its buckets, but while others wait for the shared one no more than an equal share. */
  const available = (pace: Pace, nowMs: number): number => {
    const { shared, isDue } = pace
    pace.isDue = false
    let bytes = Number.POSITIVE_INFINITY
    for (const bucket of pace.buckets) bytes = Math.min(bytes, bucket.available(nowMs))
    if (shared === undefined) return bytes
    if (isDue) return Math.min(bytes, shared.shareBytes)
    return shared.waiterCount === 0 ? bytes : 0
  }

  const give = (leg: Leg, pace: Pace, bytes: number): void => {
    leg.sendableBytes += bytes
    pace.withheldBytes -= bytes
  }

  return {
    begin: (client, host, userKey, chaos = caps.chaos) => {
      const shared = joinUser(userKey)
      client.pace = paceOf(host, client, shared?.toClient, chaos)
      host.pace = paceOf(client, host, shared?.toHost, chaos)
    },
    change: (client, host, chaos = caps.chaos) => {
      renew(client, host, chaos)
      renew(host, client, chaos)
    },
    end: (userKey) => {
      const known = users.get(userKey)
      if (known === undefined) return
      known.relays -= 1
      if (known.relays === 0) users.delete(userKey)
    },
    admit: (leg) => {
      const { pace } = leg
      if (pace === undefined || leg.phase === 'closed' || leg.congested) return
      const passed = leg.sentBytes + leg.sendableBytes
      const left = (pace.gate?.mostBytes ?? Number.POSITIVE_INFINITY) - passed
      const wanted = Math.min(leg.heldBytes - leg.sendableBytes, pace.withheldBytes, left)
      if (wanted <= 0) return
      // What is left of an ended relay, a window at most, goes at once: its time is short.
      if (leg.phase === 'ending') return give(leg, pace, wanted)
      const nowMs = monotonicMs()
      pace.gate?.came(leg.sentBytes + leg.heldBytes, nowMs)
      if (pace.waiting) return
      let granted = wanted
      if (pace.gate) granted = Math.min(granted, pace.gate.passableBytes(nowMs) - passed)
      granted = Math.min(granted, available(pace, nowMs))
      for (const bucket of pace.buckets) bucket.take(granted)
      give(leg, pace, granted)
      if (pace.gate?.isCut(passed + granted)) ports.cut(leg)
      if (granted < wanted) wait(leg, pace)
    },
    userCount: () => users.size,
  }
}
