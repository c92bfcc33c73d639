import { describe, expect, it } from 'vitest'
import type { Flow } from '../../../load/relay/measure.ts'
import {
  barsOf,
  barTable,
  chartOf,
  flowTable,
  median,
  medianFlows,
  medianTrips,
  type Report,
  tripTable,
} from '../../../load/relay/report.ts'

const flow = (peer: string, kib: number, cost: number, framesPerWrite = 1): Flow => ({
  peer,
  frameBytes: kib * 1_024,
  framesPerWrite,
  pairs: 16,
  cpuSecondsPerGb: cost,
  mebibytesPerSecond: 1_000,
})

const report: Report = {
  machine: 'two cores & more',
  rounds: 1,
  pinned: true,
  flows: [
    flow('C loop', 64, 0.4),
    flow('Causeway', 64, 0.5),
    flow('HAProxy', 1, 4),
    flow('Causeway', 1, 5),
    flow('HAProxy', 1, 0.3, 64),
    flow('Causeway', 1, 0.9, 64),
  ],
  roundTrips: [
    { peer: 'nginx stream', p50Ms: 0.1, p99Ms: 0.2 },
    { peer: 'Causeway', p50Ms: 0.11, p99Ms: 0.4 },
  ],
  skipped: [],
}

describe('the report of a side by side run', () => {
  it('takes the middle of several rounds', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2)
    expect(median([])).toBe(0)
    const flows = [1, 9, 3].map((cost) => flow('HAProxy', 1, cost))
    expect(medianFlows([...flows, flow('HAProxy', 1, 7, 64)])).toEqual([
      flow('HAProxy', 1, 3),
      flow('HAProxy', 1, 7, 64),
    ])
    expect(medianTrips([1, 5, 2].map((ms) => ({ peer: 'a', p50Ms: ms, p99Ms: ms })))).toEqual([
      { peer: 'a', p50Ms: 2, p99Ms: 2 },
    ])
  })

  it('divides what costs ours by what costs the other, for the same load', () => {
    const ratios = barsOf(report).map(({ what, limit, ratio }) => [
      what,
      limit,
      Number(ratio.toFixed(3)),
    ])
    expect(ratios).toEqual([
      ['CPU per GB, 64 KiB × 16: Causeway / C loop', 1.15, 1.25],
      ['CPU per GB, 1 KiB × 16: Causeway / HAProxy', 1.5, 1.25],
      ['CPU per GB, 64 of 1 KiB × 16: Causeway / HAProxy', 1.5, 3],
      ['round trip of 100 bytes: Causeway / nginx stream, p50', 1.2, 1.1],
      ['round trip of 100 bytes: Causeway / nginx stream, p99', 1.5, 2],
    ])
    const table = barTable(report)
    expect(table).toContain('| ≤ 1.15 | 1.25 | missed |')
    expect(table).toContain('| ≤ 1.5 | 1.25 | met |')
  })

  it('shows each load once and a dash for what a peer was not asked', () => {
    const table = flowTable(report)
    expect(table.split('\n')[0]).toBe(
      '| CPU s/GB (MiB/s) | 64 KiB × 16 | 1 KiB × 16 | 64 of 1 KiB × 16 |',
    )
    expect(table).toContain('| C loop | 0.40 (1000) | – | – |')
    expect(tripTable(report)).toContain('| nginx stream | 100 | 200 |')
  })

  it('draws a chart that is well-formed and as wide as the costs are', () => {
    const chart = chartOf(report)
    expect(chart).toContain('two cores &amp; more')
    const widths = [...chart.matchAll(/<rect x="170"[^>]* width="([0-9.]+)"/g)].map(([, w]) =>
      Number(w),
    )
    expect(widths).toHaveLength(report.flows.length)
    const [first = 0, second = 0] = widths
    expect(first / second).toBeCloseTo(0.4 / 0.5, 1)
  })
})
