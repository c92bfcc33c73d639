/**
 * What all brokers of a site share: the public keys that tickets are verified with. Each broker
 * signs by a key of its own; an order to rotate makes each publish a new one, and an old key
 * counts until it is retired.
 */
import { sameBytes } from './bytes.ts'
import { accept, type Decider, type Decision, nothing } from './decider.ts'
import { refuse, unreachable } from './errors.ts'
import type { SiteEvent } from './events.ts'
import { retiredTicketKeyCountMax, ticketKeyCountMax } from './limits.ts'

export type TicketKey = {
  readonly keyId: string
  readonly brokerId: string
  /** Ed25519 raw, 32 bytes. */
  readonly publicKey: Uint8Array
  /** Milliseconds since 1970 by its broker's clock: from then on its broker signs with it. */
  readonly signsFrom: number
  /** How many rotations had been ordered when it was published. */
  readonly rotation: number
}

export type Site = {
  /** Empty until the first event. */
  readonly siteId: string
  /** Rotations ordered so far. */
  readonly rotation: number
  /** Keys that count, in the order in which they were published. */
  readonly keys: readonly TicketKey[]
  /** The last keys that count no longer, the oldest first. */
  readonly retiredKeyIds: readonly string[]
}

/** Why a key counts no longer. */
export type RetirementReason = 'superseded' | 'administrator'

export type SiteCommand =
  | {
      readonly type: 'PublishTicketKey'
      siteId: string
      keyId: string
      brokerId: string
      publicKey: Uint8Array
      signsFrom: number
    }
  | { readonly type: 'OrderTicketKeyRotation' }
  | { readonly type: 'RetireTicketKey'; keyId: string; reason: RetirementReason }

const initialState: Site = { siteId: '', rotation: 0, keys: [], retiredKeyIds: [] }

/** The broker's newest key: the one it signs with now, or will. */
export const newestKeyOf = ({ keys }: Site, brokerId: string): TicketKey | undefined =>
  keys.findLast((key) => key.brokerId === brokerId)

/** The key of this id that counts, that it is retired, or undefined for a stranger's. */
export const findTicketKey = (site: Site, keyId: string): Uint8Array | 'retired' | undefined => {
  const known = site.keys.find((key) => key.keyId === keyId)
  if (known !== undefined) return known.publicKey
  return site.retiredKeyIds.includes(keyId) ? 'retired' : undefined
}

/**
 * Keys whose broker has a newer one, each with the time from which that one signs: no ticket of
 * the older key is made after it.
 */
export const supersededKeys = ({
  keys,
}: Site): readonly { readonly keyId: string; readonly since: number }[] =>
  keys.flatMap(({ keyId, brokerId }, at) => {
    const next = keys.find((other, index) => index > at && other.brokerId === brokerId)
    return next === undefined ? [] : [{ keyId, since: next.signsFrom }]
  })

const publish = (
  state: Site,
  command: Extract<SiteCommand, { type: 'PublishTicketKey' }>,
): Decision<SiteEvent> => {
  const { siteId, keyId, brokerId, publicKey, signsFrom } = command
  if (publicKey.length !== 32) return refuse('REQUEST_INVALID', 'public key is not 32 bytes')
  if (state.retiredKeyIds.includes(keyId)) return refuse('CONFLICT', 'the key is retired')
  const known = state.keys.find((key) => key.keyId === keyId)
  if (known !== undefined) {
    const same = known.brokerId === brokerId && sameBytes(known.publicKey, publicKey)
    return same ? nothing : refuse('ALREADY_EXISTS', `ticket key ${keyId}`)
  }
  if (state.keys.length >= ticketKeyCountMax) return refuse('IN_USE', tooMany)
  const data = { siteId, keyId, brokerId, publicKey, signsFrom }
  return accept({ type: 'TicketKeyPublished', data })
}

const tooMany = 'older keys are not retired yet'

const retire = (
  state: Site,
  { keyId, reason }: Extract<SiteCommand, { type: 'RetireTicketKey' }>,
): Decision<SiteEvent> => {
  if (state.retiredKeyIds.includes(keyId)) return nothing
  if (!state.keys.some((key) => key.keyId === keyId)) {
    return refuse('NOT_FOUND', `no ticket key ${keyId}`)
  }
  const superseded = supersededKeys(state).some((key) => key.keyId === keyId)
  if (reason === 'superseded' && !superseded) return refuse('CONFLICT', 'its broker has no other')
  const { siteId } = state
  return accept({ type: 'TicketKeyRetired', data: { siteId, keyId, reason } })
}

const decide = (state: Site, command: SiteCommand): Decision<SiteEvent> => {
  switch (command.type) {
    case 'PublishTicketKey':
      return publish(state, command)
    case 'OrderTicketKeyRotation': {
      const { siteId, keys } = state
      if (keys.length === 0) return refuse('NOT_FOUND', 'no broker has published a ticket key')
      const brokers = new Set(keys.map(({ brokerId }) => brokerId)).size
      if (keys.length + brokers > ticketKeyCountMax) return refuse('IN_USE', tooMany)
      return accept({ type: 'TicketKeyRotationOrdered', data: { siteId } })
    }
    case 'RetireTicketKey':
      return retire(state, command)
    default:
      return unreachable(command)
  }
}

const evolve = (state: Site, event: SiteEvent): Site => {
  const { siteId } = event.data
  switch (event.type) {
    case 'TicketKeyPublished': {
      const { keyId, brokerId, publicKey, signsFrom } = event.data
      const key = { keyId, brokerId, publicKey, signsFrom, rotation: state.rotation }
      return { ...state, siteId, keys: [...state.keys, key] }
    }
    case 'TicketKeyRotationOrdered':
      return { ...state, siteId, rotation: state.rotation + 1 }
    case 'TicketKeyRetired': {
      const { keyId } = event.data
      return {
        ...state,
        siteId,
        keys: state.keys.filter((key) => key.keyId !== keyId),
        retiredKeyIds: [...state.retiredKeyIds, keyId].slice(-retiredTicketKeyCountMax),
      }
    }
    default:
      return unreachable(event)
  }
}

export const siteDecider: Decider<Site, SiteCommand, SiteEvent> = { initialState, decide, evolve }

/** The key that a broker signs with, and the one that it has made to follow it. */
export type OwnTicketKeys = {
  readonly brokerId: string
  readonly currentKeyId: string
  readonly nextKeyId: string | undefined
}

/** What a broker has to do about its own keys; `sign-next` waits until `from`. */
export type TicketKeyStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'publish-current' }
  | { readonly kind: 'replace-current' }
  | { readonly kind: 'make-next' }
  | { readonly kind: 'publish-next' }
  | { readonly kind: 'drop-next' }
  | { readonly kind: 'sign-next'; readonly keyId: string; readonly from: number }

/** The next step; asked again after each until there is none. */
export const nextTicketKeyStep = (state: Site, own: OwnTicketKeys): TicketKeyStep => {
  const { currentKeyId, nextKeyId } = own
  const published = (keyId: string) => state.keys.find((key) => key.keyId === keyId)
  if (state.retiredKeyIds.includes(currentKeyId)) return { kind: 'replace-current' }
  const current = published(currentKeyId)
  if (current === undefined) return { kind: 'publish-current' }
  if (nextKeyId !== undefined) {
    if (state.retiredKeyIds.includes(nextKeyId)) return { kind: 'drop-next' }
    const next = published(nextKeyId)
    if (next === undefined) return { kind: 'publish-next' }
    return { kind: 'sign-next', keyId: nextKeyId, from: next.signsFrom }
  }
  return current.rotation < state.rotation ? { kind: 'make-next' } : { kind: 'none' }
}
