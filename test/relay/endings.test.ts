import { describe, expect, test } from 'vitest'
import { closeReason, endings, isEndReason } from '../../relay/endings.ts'

describe('endings', () => {
  test('every unusual ending has a close code of its own in the private range', () => {
    const codes = Object.values(endings)
      .map(({ closeCode }) => closeCode)
      .filter((code) => code !== 1000)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(code).toBeGreaterThanOrEqual(4000)
  })

  test('a reason fits the text of a close frame', () => {
    for (const reason of Object.keys(endings)) expect(reason.length).toBeLessThanOrEqual(123)
  })

  test('only listed reasons are reasons', () => {
    expect(isEndReason('slow_host')).toBe(true)
    expect(isEndReason('toString')).toBe(false)
    expect(isEndReason('')).toBe(false)
  })

  test.each([
    ['client', 1000, '', 'client_closed'],
    ['host', 1005, '', 'host_closed'],
    ['client', 4001, 'whatever', 'client_closed'],
    ['client', 1006, 'Received TCP FIN before WebSocket close frame', 'client_closed'],
    ['client', 1006, '', 'client_closed'],
    ['host', 1006, '', 'host_closed'],
    ['host', 1006, 'Received too big message', 'message_too_large'],
    ['client', 1006, 'Received invalid UTF-8', 'protocol_violation'],
  ] as const)('%s closing with %i %j is %s', (side, code, text, reason) => {
    expect(closeReason(side, code, text)).toBe(reason)
  })
})
