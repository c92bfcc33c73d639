/** What a side by side run says, as tables and as a chart. Pure. */
import type { Flow, RoundTrip } from './measure.ts'

export type Report = {
  /** Processor, memory, Node and day. */
  readonly machine: string
  readonly rounds: number
  readonly pinned: boolean
  readonly flows: readonly Flow[]
  readonly roundTrips: readonly RoundTrip[]
  /** Peers that could not be measured, each with what is missing. */
  readonly skipped: readonly string[]
}

/** The middle one; of an even number the lower of the two. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

const kibibytes = (bytes: number): string => `${bytes / 1_024} KiB`

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** Medians over the rounds: one flow for each peer, frame size and number of pairs. */
export const medianFlows = (flows: readonly Flow[]): readonly Flow[] =>
  [
    ...groupBy(flows, ({ peer, frameBytes, pairs }) => `${peer} ${frameBytes} ${pairs}`).values(),
  ].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    return [
      {
        ...first,
        cpuSecondsPerGb: median(group.map((flow) => flow.cpuSecondsPerGb)),
        mebibytesPerSecond: median(group.map((flow) => flow.mebibytesPerSecond)),
      },
    ]
  })

/** Medians over the rounds: one round trip for each peer. */
export const medianTrips = (trips: readonly RoundTrip[]): readonly RoundTrip[] =>
  [...groupBy(trips, ({ peer }) => peer)].map(([peer, group]) => ({
    peer,
    p50Ms: median(group.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(group.map(({ p99Ms }) => p99Ms)),
  }))

/** A promise of the relay: ours divided by another's, and how much it may be. */
export type Bar = { readonly what: string; readonly limit: number; readonly ratio: number }

const costOf = (flows: readonly Flow[], peer: string, frameBytes: number): number | undefined =>
  flows.find((flow) => flow.peer === peer && flow.frameBytes === frameBytes && flow.pairs === 16)
    ?.cpuSecondsPerGb

/** The bars that this run could measure. */
export const barsOf = ({ flows, roundTrips }: Report): readonly Bar[] => {
  const bars: Bar[] = []
  const cost = (ours: string, theirs: string, kib: number, limit: number): void => {
    const [a, b] = [costOf(flows, ours, kib * 1_024), costOf(flows, theirs, kib * 1_024)]
    if (a === undefined || b === undefined || b === 0) return
    bars.push({ what: `CPU per GB, ${kib} KiB × 16: ${ours} / ${theirs}`, limit, ratio: a / b })
  }
  cost('Causeway', 'C loop', 64, 1.15)
  cost('Causeway', 'HAProxy', 4, 0.9)
  cost('Causeway', 'HAProxy', 1, 1.5)
  cost('Causeway, TLS', 'HAProxy, TLS', 64, 1)
  cost('Causeway, TLS', 'HAProxy, TLS', 16, 1)
  cost('Causeway, TLS', 'HAProxy, TLS', 1, 1.2)
  const [ours, theirs] = ['Causeway', 'nginx stream'].map((name) =>
    roundTrips.find(({ peer }) => peer === name),
  )
  if (ours !== undefined && theirs !== undefined) {
    const what = 'round trip of 100 bytes: Causeway / nginx stream'
    bars.push({ what: `${what}, p50`, limit: 1.2, ratio: ours.p50Ms / theirs.p50Ms })
    bars.push({ what: `${what}, p99`, limit: 1.5, ratio: ours.p99Ms / theirs.p99Ms })
  }
  return bars
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n')

/** Ratios against their bars. */
export const barTable = (report: Report): string =>
  tableOf(
    ['Ratio', 'Bar', 'Here', ''],
    barsOf(report).map(({ what, limit, ratio }) => [
      what,
      `≤ ${limit}`,
      ratio.toFixed(2),
      ratio <= limit ? 'met' : 'missed',
    ]),
  )

/** CPU seconds for each GB and, in brackets, MiB/s: a row for each peer, a column for each load. */
export const flowTable = ({ flows }: Report): string => {
  const loads = [...groupBy(flows, ({ frameBytes, pairs }) => `${pairs} ${frameBytes}`).values()]
    .flatMap(([first]) => (first === undefined ? [] : [first]))
    .sort((a, b) => a.pairs - b.pairs || a.frameBytes - b.frameBytes)
  const heads = loads.map(({ frameBytes, pairs }) => `${kibibytes(frameBytes)} × ${pairs}`)
  const rows = [...groupBy(flows, ({ peer }) => peer)].map(([peer, own]) => [
    peer,
    ...loads.map(({ frameBytes, pairs }) => {
      const flow = own.find((one) => one.frameBytes === frameBytes && one.pairs === pairs)
      if (flow === undefined) return '–'
      const { cpuSecondsPerGb, mebibytesPerSecond } = flow
      return `${cpuSecondsPerGb.toFixed(2)} (${mebibytesPerSecond.toFixed(0)})`
    }),
  ])
  return tableOf(['CPU s/GB (MiB/s)', ...heads], rows)
}

/** Round trips of 100 bytes through each peer. */
export const tripTable = ({ roundTrips }: Report): string =>
  tableOf(
    ['Round trip of 100 bytes', 'p50, µs', 'p99, µs'],
    roundTrips.map(({ peer, p50Ms, p99Ms }) => [
      peer,
      (p50Ms * 1_000).toFixed(0),
      (p99Ms * 1_000).toFixed(0),
    ]),
  )

const xmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const barHeight = 14
const gap = 26
const labelWidth = 170
const chartWidth = 760
const valueWidth = 60

/** CPU seconds for each GB of every peer at 16 pairs, a group for each frame size. */
export const chartOf = ({ flows, machine }: Report): string => {
  const shown = flows.filter(({ pairs, peer }) => pairs === 16 && peer !== 'direct')
  const most = Math.max(...shown.map(({ cpuSecondsPerGb }) => cpuSecondsPerGb), 0.01)
  const scale = (chartWidth - labelWidth - valueWidth) / most
  const parts: string[] = []
  let y = 44
  for (const [frameBytes, group] of groupBy(shown, (flow) => String(flow.frameBytes))) {
    const title = `${kibibytes(Number(frameBytes))} frames, 16 pairs`
    parts.push(`<text x="8" y="${y}" font-weight="bold">${title}</text>`)
    y += 8
    for (const { peer, cpuSecondsPerGb } of group) {
      const width = (cpuSecondsPerGb * scale).toFixed(1)
      const colour = peer.startsWith('Causeway') ? '#0969da' : '#8c959f'
      const middle = y + barHeight - 3
      parts.push(`<text x="8" y="${middle}">${xmlText(peer)}</text>`)
      parts.push(
        `<rect x="${labelWidth}" y="${y}" width="${width}" height="${barHeight}" fill="${colour}"/>`,
      )
      const valueX = (labelWidth + Number(width) + 6).toFixed(1)
      parts.push(`<text x="${valueX}" y="${middle}">${cpuSecondsPerGb.toFixed(2)}</text>`)
      y += barHeight + 4
    }
    y += gap
  }
  const head =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${chartWidth}" height="${y}" ` +
    'font-family="sans-serif" font-size="12">'
  const title = `<text x="8" y="18" font-size="14">CPU seconds of the relay for each GB</text>`
  const sub = `<text x="8" y="${y - 8}" fill="#57606a">${xmlText(machine)}</text>`
  return `${head}<rect width="100%" height="100%" fill="#fff"/>${title}${parts.join('')}${sub}</svg>\n`
}
