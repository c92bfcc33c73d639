import { describe, expect, it } from 'vitest'
import { canonicalJson, stateDigest } from '../../../core/broker/state-digest.ts'

describe('the digest of a state', () => {
  it('does not depend on the order of its members', () => {
    const one = { b: [{ y: 1, x: 2 }], a: 'é' }
    const other = { a: 'é', b: [{ x: 2, y: 1 }] }
    expect(stateDigest(one)).toBe(stateDigest(other))
    expect(canonicalJson(one)).toBe('{"a":"é","b":[{"x":2,"y":1}]}')
  })

  it('is that of the bytes, whatever kind of array holds them', () => {
    const bytes = Uint8Array.of(1, 2, 255)
    const view = Uint8Array.of(0, 1, 2, 255, 0).subarray(1, 4)
    expect(canonicalJson({ key: view })).toBe('{"key":{"$bytes":"AQL/"}}')
    expect(stateDigest({ key: Buffer.from(bytes) })).toBe(stateDigest({ key: view }))
  })

  it('leaves out what is undefined, as a state that was never given it', () => {
    expect(stateDigest({ a: 1, channel: undefined })).toBe(stateDigest({ a: 1 }))
  })

  it('does not depend on the order in which sets and maps were filled', () => {
    const one = new Map([
      ['a', new Set(['x', 'y'])],
      ['b', new Set()],
    ])
    const other = new Map([
      ['b', new Set()],
      ['a', new Set(['y', 'x'])],
    ])
    expect(canonicalJson(one)).toBe('{"$map":[["a",{"$set":["x","y"]}],["b",{"$set":[]}]]}')
    expect(canonicalJson(other)).toBe(canonicalJson(one))
  })

  it.each([
    ['a set and a list', { value: new Set(['a']) }, { value: ['a'] }],
    ['two values that changed places', new Map([['a', 1]]), new Map([['a', 2]])],
    ['a list in another order', { list: ['a', 'b'] }, { list: ['b', 'a'] }],
    ['a number and its text', { value: 1 }, { value: '1' }],
    ['null and nothing', { value: null }, {}],
    ['bytes and their text', { value: Uint8Array.of(1) }, { value: 'AQ==' }],
  ])('tells %s apart', (_name, one, other) => {
    expect(stateDigest(one)).not.toBe(stateDigest(other))
  })

  it.each([[Number.NaN], [() => 1], [10n]])('is not made of %s', (value) => {
    expect(() => stateDigest({ value })).toThrow(/canonical/)
  })
})
