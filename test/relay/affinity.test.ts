import { describe, expect, test } from 'vitest'
import { createAffinity } from '../../relay/affinity.ts'

const affinity = createAffinity(new Uint8Array(32).fill(1))
const cookieValue = (setCookie: string): string =>
  /^ARRAffinity=([^;]+);/.exec(setCookie)?.[1] ?? ''

describe('the affinity cookie', () => {
  test('has a value without semicolon or space, and attributes that keep it to this server', () => {
    const cookie = affinity.setCookie('t1')
    expect(cookie).toMatch(/^ARRAffinity=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly$/)
  })

  test('is taken back with its ticket, among others', () => {
    const value = cookieValue(affinity.setCookie('t1'))
    expect(affinity.verify(`ARRAffinity=${value}`, 't1')).toBe(true)
    expect(affinity.verify(`a=b; ARRAffinity=stale; ARRAffinity=${value}; c=d`, 't1')).toBe(true)
  })

  test('of another ticket, another worker or nobody is refused', () => {
    const value = cookieValue(affinity.setCookie('t1'))
    const other = createAffinity(new Uint8Array(32).fill(2))
    expect(affinity.verify(`ARRAffinity=${value}`, 't2')).toBe(false)
    expect(other.verify(`ARRAffinity=${value}`, 't1')).toBe(false)
    expect(affinity.verify(`ARRAffinitySameSite=${value}`, 't1')).toBe(false)
    expect(affinity.verify('ARRAffinity=', 't1')).toBe(false)
    expect(affinity.verify('', 't1')).toBe(false)
  })
})
