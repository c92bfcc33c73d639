/**
 * One broker's part in the ticket keys of its site: it publishes its own in the log, follows an
 * order to rotate, retires what another key has followed long enough, and tells its gateways. What
 * the others do it learns from the log, as it learns everything.
 */
import { Fault, type Refusal } from '../domain/errors.ts'
import { ticketKeySweepMs, ticketKeyTellMs } from '../domain/limits.ts'
import {
  newestKeyOf,
  nextTicketKeyStep,
  type Site,
  supersededKeys,
  type TicketKeyStep,
} from '../domain/site.ts'
import type { Channel, Channels } from './channels.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { idOf } from './streams.ts'

export type OwnTicketKey = {
  readonly keyId: string
  /** Ed25519 raw, 32 bytes. */
  readonly publicKey: Uint8Array
}

/** The private halves, which stay where they were made. Each call may throw. */
export type TicketKeyFiles = {
  /** The key that signs now. */
  current(): OwnTicketKey
  /** The key that will follow it. */
  next(): OwnTicketKey | undefined
  makeNext(): void
  /** From now on the next key signs; the one before is gone. */
  promoteNext(): void
  /** A new key signs at once. */
  replaceCurrent(): void
  dropNext(): void
}

export type TicketKeyView = {
  readonly keyId: string
  readonly brokerId: string
  /** `waiting` until everybody knows it, `signing`, then `superseded` until it is retired. */
  readonly state: 'waiting' | 'signing' | 'superseded'
  /** Milliseconds since 1970 from which it signs. */
  readonly signsFromAt: number
  /** Milliseconds since 1970 when it will be retired; absent while no other follows it. */
  readonly retiresAt?: number
}

export type RotationOrdered = {
  readonly kind: 'ordered'
  /** Orders so far, this one among them. */
  readonly rotation: number
  /** Brokers that have a key: each publishes a new one. */
  readonly brokerIds: readonly string[]
}

export type TicketKeys = {
  /**
   * Publishes this broker's key where the log does not have it yet, and goes on minding the keys.
   * Call it when the log has been folded, and before tickets are asked for: a broker that is new
   * to its site waits until the others know its key. Throws Fault LOG_FOREIGN for the log of
   * another site.
   */
  start(): Promise<void>
  /** Every key that counts, newest first. */
  publicKeys(): readonly Uint8Array[]
  list(): readonly TicketKeyView[]
  /** Orders every broker of the site to sign with a new key. */
  rotate(actor: string): Promise<RotationOrdered | Refusal>
  /** A key counts no longer, whoever holds tickets of it; a broker that lives makes a new one. */
  retire(actor: string, keyId: string): Promise<Refusal | undefined>
  stop(): void
}

export type TicketKeysPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly channels: Channels
  readonly files: TicketKeyFiles
  readonly system: Pick<System, 'nowMs' | 'monotonicMs' | 'after' | 'newId'>
  readonly onFault: (error: unknown) => void
}

export type TicketKeysOptions = {
  readonly siteId: string
  readonly brokerId: string
  /** A new key signs this long after it was published. */
  readonly overlapMs: number
  /** A key counts this long after another one signs in its place. */
  readonly retireMs: number
}

/**
 * Waits that a step of the wall clock neither shortens nor lengthens: what is left of a recorded
 * time is looked at once, when it is first seen, and counted on the monotonic clock from there.
 */
const createWaits = (system: Pick<System, 'nowMs' | 'monotonicMs'>) => {
  const dueByName = new Map<string, number>()
  return {
    isDue: (name: string, atMs: number, longestMs: number): boolean => {
      const now = system.monotonicMs()
      const left = Math.min(Math.max(0, atMs - system.nowMs()), longestMs)
      const due = dueByName.get(name) ?? now + left
      dueByName.set(name, due)
      return now >= due
    },
    keepOnly: (names: ReadonlySet<string>): void => {
      for (const name of dueByName.keys()) if (!names.has(name)) dueByName.delete(name)
    },
  }
}

/** A log is one tenant: its site stream names whose. */
const refuseForeignLog = (live: LiveState, siteId: string): void => {
  for (const [stream, { category }] of live.entries()) {
    if (category !== 'site' || idOf(stream) === siteId) continue
    throw new Fault('LOG_FOREIGN', `the log is of site ${idOf(stream)}, this folder of ${siteId}`)
  }
}

const brokersOf = (keys: Site['keys']): readonly string[] => [
  ...new Set(keys.map(({ brokerId }) => brokerId)),
]

/** Minds the keys of one broker; nothing happens before start. */
export const createTicketKeys = (
  ports: TicketKeysPorts,
  options: TicketKeysOptions,
): TicketKeys => {
  const { live, handler, channels, files, system, onFault } = ports
  const { siteId, brokerId, overlapMs, retireMs } = options
  const waits = createWaits(system)
  let cancelSweep: () => void = () => undefined
  let running = false
  /** A channel that came up while the keys changed had a welcome with the old ones. */
  const told = new WeakMap<Channel, Site['keys']>()

  const site = (): Site => live.stateOf('site', siteId)
  const causeOf = (actor: string): Cause => ({
    actor,
    connectionId: '',
    causationId: system.newId(),
  })
  const own = (): Cause => causeOf(`broker:${brokerId}`)

  const publish = async ({ keyId, publicKey }: OwnTicketKey, signsFrom: number): Promise<void> => {
    const key = { siteId, keyId, brokerId, publicKey, signsFrom }
    const result = await handler.execute(
      'site',
      siteId,
      { type: 'PublishTicketKey', ...key },
      own(),
    )
    // Without its key in the log nobody would take what this broker signs.
    if (result.kind === 'refused') throw new Fault(result.code, result.detail)
  }

  /** True when there may be another step at once. */
  const take = async (step: TicketKeyStep): Promise<boolean> => {
    const next = files.next()
    switch (step.kind) {
      case 'none':
        return false
      case 'publish-current':
        await publish(files.current(), system.nowMs())
        return true
      case 'replace-current':
        files.replaceCurrent()
        return true
      case 'make-next':
        files.makeNext()
        return true
      case 'publish-next':
        if (next) await publish(next, system.nowMs() + overlapMs)
        return true
      case 'drop-next':
        files.dropNext()
        return true
      case 'sign-next':
        if (!waits.isDue(`sign ${step.keyId}`, step.from, overlapMs)) return false
        files.promoteNext()
        return true
    }
  }

  const mindOwn = async (): Promise<void> => {
    let more = true
    while (more) {
      const currentKeyId = files.current().keyId
      const nextKeyId = files.next()?.keyId
      more = await take(nextTicketKeyStep(site(), { brokerId, currentKeyId, nextKeyId }))
    }
  }

  /** Any broker may: the one whose key it was may be gone. */
  const retireOld = async (): Promise<void> => {
    const old = supersededKeys(site())
    const mine = newestKeyOf(site(), brokerId)
    waits.keepOnly(new Set([...old.map(({ keyId }) => `retire ${keyId}`), `sign ${mine?.keyId}`]))
    for (const { keyId, since } of old) {
      if (!waits.isDue(`retire ${keyId}`, since + retireMs, overlapMs + retireMs)) continue
      const command = { type: 'RetireTicketKey', keyId, reason: 'superseded' } as const
      await handler.execute('site', siteId, command, own())
    }
  }

  const publicKeys = (): readonly Uint8Array[] =>
    site()
      .keys.map((key) => key.publicKey)
      .reverse()

  const tellGateways = (): void => {
    const { keys } = site()
    const news = channels.all().filter((one) => one.role === 'gateway' && told.get(one) !== keys)
    if (news.length === 0) return
    const message = { type: 'ticketKeys' as const, publicKeys: [...publicKeys()] }
    for (const channel of news) if (channel.send(message)) told.set(channel, keys)
  }

  const sweep = async (): Promise<void> => {
    await mindOwn()
    await retireOld()
    tellGateways()
  }

  const sweepLater = (): void => {
    cancelSweep = system.after(ticketKeySweepMs, () => {
      sweep()
        .catch(onFault)
        .finally(() => {
          if (running) sweepLater()
        })
    })
  }

  const viewOf = (key: Site['keys'][number], since: number | undefined): TicketKeyView => {
    const { keyId, signsFrom } = key
    const waiting = system.nowMs() < signsFrom
    const followed = since !== undefined && system.nowMs() >= since
    const state = followed ? 'superseded' : waiting ? 'waiting' : 'signing'
    const view = { keyId, brokerId: key.brokerId, state, signsFromAt: signsFrom } as const
    return since === undefined ? view : { ...view, retiresAt: since + retireMs }
  }

  return {
    start: async () => {
      refuseForeignLog(live, siteId)
      const isNew = newestKeyOf(site(), brokerId) === undefined && site().keys.length > 0
      await sweep()
      running = true
      sweepLater()
      // The gateways of the others hear of the key before there is a ticket of it.
      if (isNew) await new Promise<void>((resolve) => system.after(ticketKeyTellMs, resolve))
    },
    publicKeys,
    list: () => {
      const sinceById = new Map(supersededKeys(site()).map(({ keyId, since }) => [keyId, since]))
      return site().keys.map((key) => viewOf(key, sinceById.get(key.keyId)))
    },
    rotate: async (actor) => {
      const command = { type: 'OrderTicketKeyRotation' } as const
      const result = await handler.execute('site', siteId, command, causeOf(actor))
      if (result.kind === 'refused') return result
      const { rotation, keys } = result.state
      return { kind: 'ordered', rotation, brokerIds: brokersOf(keys) }
    },
    retire: async (actor, keyId) => {
      const command = { type: 'RetireTicketKey', keyId, reason: 'administrator' } as const
      const result = await handler.execute('site', siteId, command, causeOf(actor))
      return result.kind === 'refused' ? result : undefined
    },
    stop: () => {
      running = false
      cancelSweep()
    },
  }
}
