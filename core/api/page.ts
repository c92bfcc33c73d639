/** Lists in pages: ordered by a key, each page says after which key the next one begins. */
import { z } from 'zod'
import { apiPageCountMax } from '../domain/limits.ts'

/** `limit` entries after the entry with key `after`. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(apiPageCountMax).default(apiPageCountMax),
  after: z.string().max(512).default(''),
})

/** One page; `next` is absent on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional() })

/** The page of these entries that was asked for. Keys are unique and not empty. */
export const paged = <T>(
  all: Iterable<T>,
  keyOf: (item: T) => string,
  query: z.output<typeof pageQuery>,
): { items: T[]; next?: string } => {
  const rest = [...all]
    .filter((item) => keyOf(item) > query.after)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const items = rest.slice(0, query.limit)
  const last = items.at(-1)
  return last !== undefined && rest.length > items.length ? { items, next: keyOf(last) } : { items }
}
