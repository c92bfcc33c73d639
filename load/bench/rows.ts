/** The rows of the benchmark's table, and how its numbers are written. */

export type Row = { readonly measure: string; readonly value: string; readonly how: string }

/** With separators, and so many digits behind the point. */
export const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })

export const latency = (p50Ms: number, p99Ms: number): string =>
  `p50 ${number(p50Ms, 1)} ms, p99 ${number(p99Ms, 1)} ms`
