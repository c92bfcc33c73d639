import { describe, expect, it } from 'vitest'
import { growthOf, sampleOf } from '../../../load/k6/lib/metrics-page.ts'
import {
  armBody,
  csrfOf,
  feedFaults,
  formBody,
  parameterOf,
  probeUrl,
  rdpFaults,
} from '../../../load/k6/lib/order.ts'
import { bytesOf, numberOf, secondsOf, textOf } from '../../../load/k6/lib/settings.ts'
import { resultOf, summaryText } from '../../../load/k6/lib/summary.ts'

describe('what scripts say and read', () => {
  it('orders and forms', () => {
    expect(JSON.parse(armBody('desk'))).toEqual({
      application: '||desk',
      loadBalanceInfo: 'Cookie: msts=desk',
      LogonToken: null,
      gatewayLoadBalancerToken: null,
    })
    expect(probeUrl('wss://g:1/connect/x')).toBe('https://g:1/connect/x')
    expect(formBody({ a: 'x y', b: '&=' })).toBe('a=x%20y&b=%26%3D')
    expect(csrfOf('<input type="hidden" name="csrf" value="abc-1">')).toBe('abc-1')
    expect(csrfOf('<p>nothing</p>')).toBe('')
  })

  it('parameters of an address', () => {
    const location = 'http://127.0.0.1/callback?code=a%2Fb+c&state=k6#end'
    expect(parameterOf(location, 'code')).toBe('a/b c')
    expect(parameterOf(location, 'state')).toBe('k6')
    expect(parameterOf(location, 'cod')).toBe('')
    expect(parameterOf('http://127.0.0.1/callback', 'code')).toBe('')
  })

  it('faults of a feed', () => {
    const item = { resourceId: 'desk', rdpPath: '/feed/rdp/desk.rdp' }
    expect(feedFaults({ items: [item] }, 'desk')).toEqual([])
    expect(feedFaults({ items: [] }, 'desk')).toEqual(['the feed lacks desk'])
    expect(feedFaults({ items: [{ ...item, rdpPath: '' }] }, 'desk')).toEqual(['rdpPath is ""'])
    for (const wrong of [null, 3, {}, { items: 1 }]) expect(feedFaults(wrong, 'x')).toHaveLength(1)
  })

  it('faults of an .rdp file', () => {
    const file = 'full address:s:desk\r\nloadbalanceinfo:s:Cookie: msts=desk\r\n'
    expect(rdpFaults(file)).toEqual([])
    expect(rdpFaults('full address:s:desk\r\n')).toEqual(['without loadbalanceinfo'])
    expect(rdpFaults(`${file}<html>\r\n`)).toEqual(['not name:type:value: <html>'])
  })
})

describe('settings of a script', () => {
  it('are checked', () => {
    expect(numberOf({ N: '16' }, 'N', 1)).toBe(16)
    expect(numberOf({}, 'N', 0, 5)).toBe(5)
    for (const N of ['', '-1', '1.5', '0x1', 'a', '0']) {
      expect(() => numberOf({ N }, 'N', 1)).toThrow(`N is ${N}`)
    }
    expect(textOf({ T: 'x' }, 'T')).toBe('x')
    expect(() => textOf({ T: '' }, 'T')).toThrow('T is missing')
  })

  it('have units', () => {
    expect(['30s', '2m', '8h', '0s'].map(secondsOf)).toEqual([30, 120, 28_800, 0])
    expect(['30', 's', '1d', '-1s', ''].map(secondsOf)).toEqual(Array(5).fill(undefined))
    expect(['100', '64k'].map(bytesOf)).toEqual([100, 65_536])
    expect(['64K', 'k', '1m', ''].map(bytesOf)).toEqual(Array(4).fill(undefined))
  })
})

describe('a page of metrics', () => {
  const page = [
    '# HELP bytes Bytes.',
    'bytes 12',
    'bytes_total 99',
    'relays{state="open"} 3',
    'relays{state="closing"} 4',
    'timers{type="Timeout"} 5',
    'timers{type="Immediate"} 6',
    '',
  ].join('\n')

  it('gives sums over labels, one label, and nothing for what is not there', () => {
    expect(sampleOf(page, 'bytes')).toBe(12)
    expect(sampleOf(page, 'relays')).toBe(7)
    expect(sampleOf(page, 'timers{type="Timeout"}')).toBe(5)
    expect(sampleOf(page, 'byte')).toBeUndefined()
  })

  it('growth leaves out the warm-up, and one spike', () => {
    expect(growthOf([1, 50, 99, 100, 100, 100, 100, 103, 300])).toBe(1.03)
    expect(growthOf([100, 100, 100, 100, 100, 100, 110, 110, 110])).toBe(1.1)
    expect(growthOf([1, 2, 3, 4, 5])).toBeNaN()
  })
})

describe('the end of a run', () => {
  const counter = { type: 'counter', contains: 'default' }
  const data = {
    state: { testRunDurationMs: 5_172.4 },
    metrics: {
      causeway_frames_echoed: {
        ...counter,
        values: { count: 20, rate: 4.00049 },
        thresholds: { 'count>0': { ok: true } },
      },
      causeway_frame_faults: {
        ...counter,
        values: { count: 1 },
        thresholds: { 'count==0': { ok: false } },
      },
      http_reqs: { ...counter, values: { count: 3 } },
    },
  }

  it('fails with one rule that did not hold', () => {
    const result = resultOf('relay', data)
    expect(result).toMatchObject({ script: 'relay', passed: false, seconds: 5.172 })
    expect(Object.keys(result.metrics)).toEqual(['causeway_frames_echoed', 'causeway_frame_faults'])
    const text = summaryText(result)
    expect(text).toContain('relay: FAILED after 5.172 s')
    expect(text).toContain('BROKEN  causeway_frame_faults: count==0')
    expect(text).toContain('held    causeway_frames_echoed: count>0')
  })

  it('passes when all held', () => {
    const { causeway_frames_echoed } = data.metrics
    expect(resultOf('relay', { ...data, metrics: { causeway_frames_echoed } }).passed).toBe(true)
  })
})
