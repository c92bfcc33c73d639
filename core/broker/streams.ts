/** Names of streams, and which aggregate a stream holds. */

export type Category = 'workspace' | 'pool' | 'host' | 'session' | 'connection' | 'gateway'

const categories: readonly Category[] = [
  'workspace',
  'pool',
  'host',
  'session',
  'connection',
  'gateway',
]

export const streamOf = (category: Category, id: string): string => `${category}-${id}`

/** The category of one of our streams; undefined for a foreign one. */
export const categoryOf = (stream: string): Category | undefined =>
  categories.find((category) => stream.startsWith(`${category}-`))

/** What stands behind the category. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1)
