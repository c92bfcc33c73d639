/** Reads pages in Prometheus' text form, and judges whether a process has grown. */

/** The sum of all samples of this name, whatever their labels; undefined where there is none. */
export const sampleOf = (page: string, name: string): number | undefined => {
  let sum: number | undefined
  for (const line of page.split('\n')) {
    if (!line.startsWith(name)) continue
    const next = line.charAt(name.length)
    if (next !== ' ' && next !== '{') continue
    const value = Number(line.slice(line.lastIndexOf(' ') + 1))
    if (Number.isFinite(value)) sum = (sum ?? 0) + value
  }
  return sum
}

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/**
 * How much more a process has at the end than after its warm-up: the median of the last third of
 * its samples by that of the second third. The first third is the warm-up. NaN below six samples.
 */
export const growthOf = (samples: readonly number[]): number => {
  const third = Math.floor(samples.length / 3)
  if (third < 2) return Number.NaN
  return medianOf(samples.slice(-third)) / medianOf(samples.slice(third, 2 * third))
}
