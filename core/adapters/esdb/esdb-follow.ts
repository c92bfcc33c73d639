/**
 * A subscription that survives its server: catches up page by page, then follows live; whatever
 * ends the live part, it reads on from the last event handed over. Events are told apart by their
 * position, so nothing comes twice.
 */
import type { AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client'
import { excludeSystemEvents } from '@eventstore/db-client'
import type { SubscribeOptions, Subscription, System } from '../../broker/ports.ts'
import { esdbHeldCountMax, readBatchCountMax } from '../../domain/limits.ts'
import type { Credentials } from './esdb-append.ts'
import { pause, retryDelayMs } from './esdb-calls.ts'
import { placeOfEvent, type Resolved, recordedEvent } from './esdb-events.ts'
import { comparePlaces, type EsdbPlace, placeOf } from './esdb-position.ts'
import type { EsdbReads } from './esdb-read.ts'

export type EsdbFollowPorts = {
  readonly client: Pick<EventStoreDBClient, 'subscribeToAll'>
  readonly credentials: Credentials
  readonly reads: Pick<EsdbReads, 'page'>
  readonly system: Pick<System, 'after' | 'random'>
}

/** What a live subscription holds until it is asked for it. */
type Live = {
  /** Waits for events; an empty list means that the live part is over. */
  take(): Promise<readonly Resolved[]>
  holds(): number
  stop(): void
}

const goLive = (ports: EsdbFollowPorts, from: EsdbPlace | undefined): Live => {
  const held: Resolved[] = []
  let over = false
  let wake: () => void = () => undefined
  const subscription: AllStreamSubscription = ports.client.subscribeToAll({
    fromPosition: from ?? 'start',
    filter: excludeSystemEvents(),
    credentials: ports.credentials,
  })
  const finish = (): void => {
    over = true
    wake()
  }
  subscription.on('data', (resolved) => {
    held.push(resolved)
    if (held.length >= esdbHeldCountMax) subscription.pause()
    wake()
  })
  subscription.on('error', finish)
  subscription.on('end', finish)
  subscription.on('close', finish)
  return {
    take: async () => {
      while (held.length === 0 && !over) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const taken = held.splice(0, readBatchCountMax)
      if (held.length < esdbHeldCountMax / 2 && subscription.isPaused()) subscription.resume()
      return taken
    },
    holds: () => held.length,
    stop: () => {
      finish()
      held.length = 0
      subscription.unsubscribe().catch(() => undefined)
    },
  }
}

/** Starts one subscription. */
export const openSubscription = (
  ports: EsdbFollowPorts,
  options: SubscribeOptions,
): Subscription => {
  const { reads, system } = ports
  let stopped = false
  let at = options.from === undefined ? undefined : placeOf(options.from)
  let live: Live | undefined
  let failures = 0
  let wakeFromPause: () => void = () => undefined

  const isNew = (one: Resolved): boolean => {
    const place = placeOfEvent(one)
    return place !== undefined && (at === undefined || comparePlaces(place, at) > 0)
  }

  const deliver = async (found: readonly Resolved[]): Promise<void> => {
    const fresh = found.filter(isNew)
    const last = fresh.at(-1)
    if (last === undefined || stopped) return
    const events = fresh.flatMap((one) => recordedEvent(one) ?? [])
    if (events.length > 0) {
      try {
        await options.onEvents(events)
      } catch (error) {
        throw new SubscriberFault(error)
      }
    }
    at = placeOfEvent(last) ?? at
    failures = 0
  }

  const catchUp = async (): Promise<void> => {
    while (!stopped) {
      const { found, end } = await reads.page('forward', at)
      await deliver(found)
      if (end) return
    }
  }

  const followLive = async (): Promise<void> => {
    live = goLive(ports, at)
    try {
      while (!stopped) {
        const found = await live.take()
        if (found.length === 0) return
        const before = at
        await deliver(found)
        if (at !== before && live.holds() === 0 && !stopped) options.onCaughtUp?.()
      }
    } finally {
      live.stop()
      live = undefined
    }
  }

  const run = async (): Promise<void> => {
    await Promise.resolve()
    while (!stopped) {
      try {
        await catchUp()
        if (!stopped) options.onCaughtUp?.()
        await followLive()
      } catch (error) {
        if (error instanceof SubscriberFault) {
          options.onFault?.(error.reason)
          return
        }
        if (!stopped) options.onAway?.(error)
      }
      if (stopped) return
      const delay = pause(system, retryDelayMs(failures, system.random))
      const stopping = new Promise<void>((resolve) => {
        wakeFromPause = resolve
      })
      failures += 1
      await Promise.race([delay, stopping])
    }
  }

  const done = run()
  return {
    stop: () => {
      stopped = true
      live?.stop()
      wakeFromPause()
      return done
    },
  }
}

/** What the subscriber threw, told apart from what the server did. */
class SubscriberFault extends Error {
  readonly reason: unknown

  constructor(reason: unknown) {
    super('the subscriber failed')
    this.reason = reason
  }
}
