/** Spans of time as people write them: `90s`, `30m`, `24h`, `7d`. */

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Milliseconds of `24h`; undefined for what is not a number with a unit. */
export const parseDuration = (text: string): number | undefined => {
  const [, amount = '', unit = ''] = /^([0-9]{1,9}(?:\.[0-9]{1,3})?)(ms|s|m|h|d)$/.exec(text) ?? []
  const factor = unitMs[unit]
  return factor === undefined ? undefined : Math.round(Number(amount) * factor)
}

/** The shortest exact form: `24h`, `90s`. */
export const formatDuration = (milliseconds: number): string => {
  const units = Object.entries(unitMs).reverse()
  const [unit, factor] = units.find(([, size]) => milliseconds % size === 0) ?? ['ms', 1]
  return milliseconds === 0 ? '0s' : `${milliseconds / factor}${unit}`
}

/** `2026-01-31T12:00:00.000Z`, and a dash where there is no time. */
export const formatTime = (ms: number): string =>
  ms > 0 && ms <= 8.64e15 ? new Date(ms).toISOString() : '-'
