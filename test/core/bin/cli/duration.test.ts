import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, formatTime, parseDuration } from '../../../../core/bin/cli/duration.ts'

describe('durations', () => {
  it('are numbers with a unit, and nothing else', () => {
    expect(['90s', '1.5h', '500ms', '7d', '0s'].map(parseDuration)).toEqual([
      90_000, 5_400_000, 500, 604_800_000, 0,
    ])
    expect(['', '5', 's', '-1s', '1w', '1 h', '1e3s'].map(parseDuration)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    )
  })

  it('read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds)
      }),
    )
  })

  it('leave a dash where there is no time', () => {
    expect([formatTime(0), formatTime(1), formatTime(Number.MAX_SAFE_INTEGER)]).toEqual([
      '-',
      '1970-01-01T00:00:00.001Z',
      '-',
    ])
  })
})
