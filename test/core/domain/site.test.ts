import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SiteEvent } from '../../../core/domain/events.ts'
import { retiredTicketKeyCountMax, ticketKeyCountMax } from '../../../core/domain/limits.ts'
import {
  findTicketKey,
  newestKeyOf,
  nextTicketKeyStep,
  type Site,
  type SiteCommand,
  siteDecider,
  supersededKeys,
} from '../../../core/domain/site.ts'
import { runCommands, specOf } from '../../support/given-when-then.ts'

const given = specOf(siteDecider)
const siteId = 'site-1'
const keyOf = (keyId: string, brokerId = 'b1', signsFrom = 1_000) => ({
  siteId,
  keyId,
  brokerId,
  publicKey: new Uint8Array(32).fill(keyId.charCodeAt(0)),
  signsFrom,
})
const publish = (...key: Parameters<typeof keyOf>): SiteCommand => ({
  type: 'PublishTicketKey',
  ...keyOf(...key),
})
const published = (...key: Parameters<typeof keyOf>): SiteEvent => ({
  type: 'TicketKeyPublished',
  data: keyOf(...key),
})
const rotate: SiteCommand = { type: 'OrderTicketKeyRotation' }
const ordered: SiteEvent = { type: 'TicketKeyRotationOrdered', data: { siteId } }
const retire = (keyId: string, reason: 'superseded' | 'administrator'): SiteCommand => ({
  type: 'RetireTicketKey',
  keyId,
  reason,
})
const retired = (keyId: string, reason = 'superseded'): SiteEvent => ({
  type: 'TicketKeyRetired',
  data: { siteId, keyId, reason },
})
const many = (count: number): SiteEvent[] =>
  Array.from({ length: count }, (_, at) => published(`key ${at}`, `broker ${at}`))

describe('publishing', () => {
  it('is recorded once, whoever repeats it', () => {
    given().when(publish('a')).thenRecorded(published('a'))
    given(published('a')).when(publish('a')).thenNothing()
  })

  it('of another key under the same name is refused', () => {
    given(published('a')).when(publish('a', 'b2')).thenRefused('ALREADY_EXISTS')
    const other = { ...publish('a'), publicKey: new Uint8Array(32) } as SiteCommand
    given(published('a')).when(other).thenRefused('ALREADY_EXISTS')
  })

  it('never brings a retired key back', () => {
    given(published('a'), published('b'), retired('a'))
      .when(publish('a'))
      .thenRefused('CONFLICT', 'the key is retired')
  })

  it('is bounded, and takes 32 bytes', () => {
    given(...many(ticketKeyCountMax))
      .when(publish('z'))
      .thenRefused('IN_USE')
    const short = { ...publish('a'), publicKey: new Uint8Array(31) } as SiteCommand
    given().when(short).thenRefused('REQUEST_INVALID')
  })
})

describe('an order to rotate', () => {
  it('is recorded each time, where a broker has a key', () => {
    given().when(rotate).thenRefused('NOT_FOUND')
    given(published('a')).when(rotate).thenRecorded(ordered)
    given(published('a'), ordered).when(rotate).thenRecorded(ordered)
  })

  it('is refused when the keys that it asks for would be too many', () => {
    given(...many(ticketKeyCountMax / 2))
      .when(rotate)
      .thenRecorded(ordered)
    given(...many(ticketKeyCountMax / 2 + 1))
      .when(rotate)
      .thenRefused('IN_USE')
  })
})

describe('retiring', () => {
  it('takes a key that another of its broker follows, once', () => {
    const two = [published('a'), published('c', 'b2'), published('b')]
    given(...two)
      .when(retire('a', 'superseded'))
      .thenRecorded(retired('a'))
    given(...two, retired('a'))
      .when(retire('a', 'superseded'))
      .thenNothing()
    given(...two)
      .when(retire('b', 'superseded'))
      .thenRefused('CONFLICT')
    given(...two)
      .when(retire('c', 'superseded'))
      .thenRefused('CONFLICT')
    given(...two)
      .when(retire('x', 'superseded'))
      .thenRefused('NOT_FOUND')
  })

  it('by an administrator takes any key', () => {
    given(published('a'))
      .when(retire('a', 'administrator'))
      .thenRecorded(retired('a', 'administrator'))
  })

  it('makes a key known as retired, and no longer as one that counts', () => {
    const { state } = given(published('a'), published('b'), retired('a'))
    expect(findTicketKey(state, 'a')).toBe('retired')
    expect(findTicketKey(state, 'b')).toEqual(keyOf('b').publicKey)
    expect(findTicketKey(state, 'c')).toBeUndefined()
  })

  it('is remembered for a bounded number of keys', () => {
    const count = retiredTicketKeyCountMax + 1
    const events = Array.from({ length: count }, (_, at) => [
      published(`${at}`),
      retired(`${at}`, 'administrator'),
    ]).flat()
    const { state } = given(...events)
    expect(state.retiredKeyIds).toHaveLength(retiredTicketKeyCountMax)
    expect(findTicketKey(state, `${count - 1}`)).toBe('retired')
  })
})

describe('what a broker has to do', () => {
  const stepOf = (state: Site, currentKeyId: string, nextKeyId?: string) =>
    nextTicketKeyStep(state, { brokerId: 'b1', currentKeyId, nextKeyId }).kind

  it('first it publishes, then it has peace', () => {
    expect(stepOf(given().state, 'a')).toBe('publish-current')
    expect(stepOf(given(published('a')).state, 'a')).toBe('none')
  })

  it('an order is followed step by step, once', () => {
    const order = [published('a'), ordered]
    expect(stepOf(given(...order).state, 'a')).toBe('make-next')
    expect(stepOf(given(...order).state, 'a', 'b')).toBe('publish-next')
    const told = [...order, published('b', 'b1', 5_000)]
    expect(
      nextTicketKeyStep(given(...told).state, {
        brokerId: 'b1',
        currentKeyId: 'a',
        nextKeyId: 'b',
      }),
    ).toEqual({ kind: 'sign-next', keyId: 'b', from: 5_000 })
    expect(stepOf(given(...told).state, 'b')).toBe('none')
    // Another order came while it waited: it is followed after this one.
    expect(stepOf(given(...told, ordered).state, 'a', 'b')).toBe('sign-next')
    expect(stepOf(given(...told, ordered).state, 'b')).toBe('make-next')
  })

  it('an order does not concern a key that was published after it', () => {
    expect(stepOf(given(published('c', 'b2'), ordered, published('a')).state, 'a')).toBe('none')
  })

  it('a key that was retired is replaced, whichever of the two it is', () => {
    const gone = [published('a'), retired('a', 'administrator')]
    expect(stepOf(given(...gone).state, 'a')).toBe('replace-current')
    const next = [published('a'), ordered, published('b'), retired('b', 'administrator')]
    expect(stepOf(given(...next).state, 'a', 'b')).toBe('drop-next')
    expect(stepOf(given(...next).state, 'a')).toBe('make-next')
  })

  it('a key is superseded from the moment at which the next of its broker signs', () => {
    const { state } = given(
      published('a', 'b1', 1),
      published('c', 'b2', 2),
      published('b', 'b1', 3),
      published('d', 'b1', 4),
    )
    expect(supersededKeys(state)).toEqual([
      { keyId: 'a', since: 3 },
      { keyId: 'b', since: 4 },
    ])
    expect(newestKeyOf(state, 'b1')?.keyId).toBe('d')
  })
})

describe('properties', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const command = fc.oneof(
    fc.tuple(name, fc.constantFrom('b1', 'b2')).map((key) => publish(...key)),
    fc.constant(rotate),
    fc
      .tuple(name, fc.constantFrom('superseded' as const, 'administrator' as const))
      .map((key) => retire(...key)),
  )
  it('no sequence throws, and no key both counts and is retired', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        runCommands(siteDecider, commands, ({ keys, retiredKeyIds }) => {
          expect(keys.filter(({ keyId }) => retiredKeyIds.includes(keyId))).toEqual([])
          expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(keys.length)
        })
      }),
    )
  })
})
