import { describe, expect, test } from 'vitest'
import {
  addressText,
  armCredentials,
  bearerToken,
  headBytes,
  isConnectionId,
  offeredFlow,
} from '../../relay/request-head.ts'

const head = (query: string, headers: Record<string, string> = {}) => ({
  query,
  get: (name: string) => headers[name] ?? '',
})

describe('a request head', () => {
  test.each([
    ['Bearer abc.def-ghi_jkl', 'abc.def-ghi_jkl'],
    ['bearer   abc==', 'abc=='],
    [' BEARER x ', 'x'],
    ['Bearer', ''],
    ['Bearer ', ''],
    ['Bearer a b', ''],
    ['Bearer a,b', ''],
    ['Basic abc', ''],
    ['', ''],
    ['Bearer a\u0000b', ''],
  ])('%j carries the token %j', (value, token) => {
    expect(bearerToken(value)).toBe(token)
  })

  test('a token beyond the bound is none', () => {
    expect(bearerToken(`Bearer ${'a'.repeat(16_384)}`)).toHaveLength(16_384)
    expect(bearerToken(`Bearer ${'a'.repeat(16_385)}`)).toBe('')
  })

  test('the ARM token is read from the header, or from ClmTk with its encoded space', () => {
    const clmTk = 'ticket=t.1&ClmTk=Bearer%20user.token&X-MS-User-Agent=FreeRDP%2F3.0'
    expect(armCredentials(head(clmTk))).toEqual({ ticket: 't.1', bearer: 'user.token' })
    expect(armCredentials(head(clmTk, { authorization: 'Bearer other' })).bearer).toBe('other')
    expect(armCredentials(head('ClmTk=user.token'))).toEqual({ ticket: '', bearer: '' })
    expect(armCredentials(head(''))).toEqual({ ticket: '', bearer: '' })
  })

  test('only a leg that offers our subprotocol keeps to credit', () => {
    expect(offeredFlow('causeway.leg.v1')).toBe('credit')
    expect(offeredFlow('binary, causeway.leg.v1')).toBe('credit')
    expect(offeredFlow('causeway.leg.v2')).toBe('stock')
    expect(offeredFlow('')).toBe('stock')
  })

  test('the size of a head counts its line and all headers', () => {
    const text = 'GET /connect?a=1 HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\n\r\n'
    const bytes = headBytes('get', '/connect', 'a=1', (visit) => {
      visit('host', 'x')
      visit('upgrade', 'websocket')
    })
    expect(bytes).toBe(text.length)
  })

  test.each([
    ['0190a3b4-c5d6-7e8f-9012-3456789abcde', true],
    ['c1', true],
    ['', false],
    ['../x', false],
    ['0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0', false],
    ['a b', false],
  ])('%j as a connection id: %s', (text, valid) => {
    expect(isConnectionId(text)).toBe(valid)
  })

  test('an address has one text', () => {
    const text = (...bytes: number[]): string => addressText(new Uint8Array(bytes).buffer)
    expect(text(127, 0, 0, 1)).toBe('127.0.0.1')
    expect(text(...Array(10).fill(0), 255, 255, 10, 0, 0, 7)).toBe('10.0.0.7')
    expect(text(0x20, 1, 0xd, 0xb8, ...Array(11).fill(0), 1)).toBe('2001:db8:0:0:0:0:0:1')
    expect(text()).toBe('')
  })
})
