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

  const fin = 'Received TCP FIN before WebSocket close frame'
  test.each([
    ['stock', 'client', 1000, '', 'client_closed'],
    ['credit', 'host', 1005, '', 'host_closed'],
    ['stock', 'client', 4001, 'whatever', 'client_closed'],
    ['stock', 'client', 1006, fin, 'client_closed'],
    ['stock', 'client', 1006, '', 'client_closed'],
    ['credit', 'client', 1006, fin, 'client_vanished'],
    ['credit', 'host', 1006, '', 'host_vanished'],
    ['credit', 'host', 1006, 'Received too big message', 'message_too_large'],
    ['stock', 'client', 1006, 'Received invalid UTF-8', 'protocol_violation'],
  ] as const)('a %s %s closing with %i %j is %s', (flow, side, code, text, reason) => {
    expect(closeReason({ flow, side, pingDoubtful: false }, code, text)).toBe(reason)
  })

  test.each([
    ['stock', 'client', 1006, '', 'client_pinged'],
    ['stock', 'client', 1006, fin, 'client_pinged'],
    ['credit', 'host', 1006, '', 'host_pinged'],
    ['stock', 'client', 1000, '', 'client_closed'],
    ['stock', 'client', 1006, 'Received too big message', 'message_too_large'],
  ] as const)(
    'after a ping, a %s %s closing with %i %j is %s',
    (flow, side, code, text, reason) => {
      expect(closeReason({ flow, side, pingDoubtful: true }, code, text)).toBe(reason)
    },
  )
})
