/** The difference of two plain values: which paths appeared, went away or changed. */

export type Difference = {
  /** Names from the outside in. */
  readonly path: readonly string[]
  readonly kind: 'added' | 'removed' | 'changed'
  readonly before?: unknown
  readonly after?: unknown
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Lists differences in the order of names; lists and plain values are compared as a whole. */
export const diffOf = (
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): readonly Difference[] => {
  if (!isRecord(before) || !isRecord(after)) {
    return same(before, after) ? [] : [{ path, kind: 'changed', before, after }]
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name): readonly Difference[] => {
    const at = [...path, name]
    if (!Object.hasOwn(after, name)) return [{ path: at, kind: 'removed', before: before[name] }]
    if (!Object.hasOwn(before, name)) return [{ path: at, kind: 'added', after: after[name] }]
    return diffOf(before[name], after[name], at)
  })
}
