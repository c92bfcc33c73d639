/** What a side by side run says, as tables and as a chart. Pure. */
import type { Flow, Frames, RoundTrip } from './measure.ts'

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

const framesText = ({ frameBytes, framesPerWrite }: Frames): string =>
  `${framesPerWrite === 1 ? '' : `${framesPerWrite} of `}${frameBytes / 1_024} KiB`

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
  [...groupBy(flows, (flow) => `${flow.peer} ${framesText(flow)} ${flow.pairs}`).values()].flatMap(
    (group) => {
      const [first] = group
      if (first === undefined) return []
      return [
        {
          ...first,
          cpuSecondsPerGb: median(group.map((flow) => flow.cpuSecondsPerGb)),
          mebibytesPerSecond: median(group.map((flow) => flow.mebibytesPerSecond)),
        },
      ]
    },
  )

/** Medians over the rounds: one round trip for each peer. */
export const medianTrips = (trips: readonly RoundTrip[]): readonly RoundTrip[] =>
  [...groupBy(trips, ({ peer }) => peer)].map(([peer, group]) => ({
    peer,
    p50Ms: median(group.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(group.map(({ p99Ms }) => p99Ms)),
  }))

/** A promise of the relay: ours divided by another's, and how much it may be. */
export type Bar = { readonly what: string; readonly limit: number; readonly ratio: number }

const comparedPairs = 16

/** The bars that this run could measure. */
export const barsOf = ({ flows, roundTrips }: Report): readonly Bar[] => {
  const bars: Bar[] = []
  const costs = (peer: string, kib: number): readonly Flow[] =>
    flows.filter(
      (flow) =>
        flow.peer === peer && flow.frameBytes === kib * 1_024 && flow.pairs === comparedPairs,
    )
  const cost = (ours: string, theirs: string, kib: number, limit: number): void => {
    for (const own of costs(ours, kib)) {
      const other = costs(theirs, kib).find((flow) => framesText(flow) === framesText(own))
      if (other === undefined || other.cpuSecondsPerGb === 0) continue
      const what = `CPU per GB, ${framesText(own)} × ${comparedPairs}: ${ours} / ${theirs}`
      bars.push({ what, limit, ratio: own.cpuSecondsPerGb / other.cpuSecondsPerGb })
    }
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
  const headOf = (flow: Flow): string => `${framesText(flow)} × ${flow.pairs}`
  const heads = [...groupBy(flows, headOf)].flatMap(([head, [first]]) =>
    first === undefined ? [] : [{ head, ...first }],
  )
  heads.sort((a, b) => a.pairs - b.pairs)
  const rows = [...groupBy(flows, ({ peer }) => peer)].map(([peer, own]) => [
    peer,
    ...heads.map(({ head }) => {
      const flow = own.find((one) => headOf(one) === head)
      if (flow === undefined) return '–'
      const { cpuSecondsPerGb, mebibytesPerSecond } = flow
      return `${cpuSecondsPerGb.toFixed(2)} (${mebibytesPerSecond.toFixed(0)})`
    }),
  ])
  return tableOf(['CPU s/GB (MiB/s)', ...heads.map(({ head }) => head)], rows)
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
  const shown = flows.filter(({ pairs, peer }) => pairs === comparedPairs && peer !== 'direct')
  const most = Math.max(...shown.map(({ cpuSecondsPerGb }) => cpuSecondsPerGb), 0.01)
  const scale = (chartWidth - labelWidth - valueWidth) / most
  const parts: string[] = []
  let y = 44
  for (const [frames, group] of groupBy(shown, framesText)) {
    const title = `${frames} in a write, ${comparedPairs} pairs`
    parts.push(`<text x="8" y="${y}" font-weight="bold">${title}</text>`)
    y += 8
    for (const { peer, cpuSecondsPerGb } of group) {
      const width = (cpuSecondsPerGb * scale).toFixed(1)
      const colour = peer.startsWith('Causeway') ? '#0969da' : '#8c959f'
      const middle = y + barHeight - 3
      parts.push(`<text x="8" y="${middle}">${xmlText(peer)}</text>`)
      const size = `width="${width}" height="${barHeight}"`
      parts.push(`<rect x="${labelWidth}" y="${y}" ${size} fill="${colour}"/>`)
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
  const ground = '<rect width="100%" height="100%" fill="#fff"/>'
  return `${head}${ground}${title}${parts.join('')}${sub}</svg>\n`
}
