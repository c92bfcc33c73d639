/** Names of streams, and which aggregate a stream holds. */

const names = [
  'workspace',
  'pool',
  'host',
  'session',
  'connection',
  'gateway',
  'person',
  'site',
  'features',
] as const

export type Category = (typeof names)[number]

const categories: ReadonlyMap<string, Category> = new Map(
  names.map((category) => [category, category]),
)

export const streamOf = (category: Category, id: string): string => `${category}-${id}`

/** The category of one of our streams; undefined for a foreign one. */
export const categoryOf = (stream: string): Category | undefined =>
  categories.get(stream.slice(0, Math.max(0, stream.indexOf('-'))))

/** What stands behind the category. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1)
