/** The end of a run: some lines for a person, and the same as JSON for a machine. */

type Metric = {
  readonly type: string
  readonly contains: string
  readonly values: Readonly<Record<string, number>>
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>
}

/** What k6 hands to handleSummary, as far as it is used here. */
export type SummaryData = {
  readonly metrics: Readonly<Record<string, Metric>>
  readonly state: { readonly testRunDurationMs: number }
}

export type LoadResult = {
  readonly script: string
  readonly passed: boolean
  readonly seconds: number
  readonly thresholds: readonly {
    readonly metric: string
    readonly rule: string
    readonly ok: boolean
  }[]
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000

/** The result of a run. Metrics are those of the scripts, and k6's own of its iterations. */
export const resultOf = (script: string, data: SummaryData): LoadResult => {
  const thresholds = Object.entries(data.metrics).flatMap(([metric, { thresholds: rules }]) =>
    Object.entries(rules ?? {}).map(([rule, { ok }]) => ({ metric, rule, ok })),
  )
  const kept = Object.entries(data.metrics).filter(([name]) =>
    /^(causeway_|checks$|iterations$|dropped_iterations$|vus_max$)/.test(name),
  )
  return {
    script,
    passed: thresholds.every(({ ok }) => ok),
    seconds: round(data.state.testRunDurationMs / 1_000),
    thresholds,
    metrics: Object.fromEntries(
      kept.map(([name, { values }]) => [
        name,
        Object.fromEntries(Object.entries(values).map(([key, value]) => [key, round(value)])),
      ]),
    ),
  }
}

const shown = ['count', 'rate', 'value', 'passes', 'fails', 'med', 'p(95)', 'p(99)', 'max']

/** The same for a person: one line a metric, then what was promised and whether it held. */
export const summaryText = (result: LoadResult): string => {
  const width = Math.max(0, ...Object.keys(result.metrics).map((name) => name.length))
  const metrics = Object.entries(result.metrics).map(([name, values]) => {
    const parts = shown
      .filter((key) => values[key] !== undefined)
      .map((key) => `${key} ${values[key]}`)
    return `  ${name.padEnd(width)}  ${parts.join(', ')}`
  })
  const rules = result.thresholds.map(
    ({ metric, rule, ok }) => `  ${ok ? 'held  ' : 'BROKEN'}  ${metric}: ${rule}`,
  )
  return [
    `${result.script}: ${result.passed ? 'passed' : 'FAILED'} after ${result.seconds} s`,
    ...metrics,
    ...rules,
    '',
  ].join('\n')
}
