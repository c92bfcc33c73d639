/** `causeway feed`: what the user may open, and whether something can take them now. */
import { z } from 'zod'
import type { Api } from './api.ts'
import { openUserApi } from './api.ts'
import type { Run } from './command.ts'
import { CommandFault } from './exit.ts'
import { terminalText } from './terminal-text.ts'

const feedItem = z.looseObject({
  resourceId: z.string(),
  name: z.string(),
  kind: z.string(),
  poolId: z.string(),
  state: z.string(),
  reason: z.looseObject({ message: z.string(), remedy: z.string() }).optional(),
  /** SHA-256 of the certificates of the pool's hosts. */
  fingerprints: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
  rdpPath: z.string().startsWith('/'),
})

export type FeedItem = Readonly<z.output<typeof feedItem>>

/** The user's resources. */
export const readFeed = (api: Api): Promise<readonly FeedItem[]> => api.all(feedItem, '/api/feed')

/** One resource by its id, or by a name that only one has. Throws when there is none. */
export const findResource = (items: readonly FeedItem[], wanted: string): FeedItem => {
  const byId = items.find(({ resourceId }) => resourceId === wanted)
  const byName = items.filter(({ name }) => name === wanted)
  const found = byId ?? (byName.length === 1 ? byName[0] : undefined)
  if (found !== undefined) return found
  throw new CommandFault(
    'refused',
    'RESOURCE_NOT_AVAILABLE',
    `no such resource is granted to you: ${wanted}`,
    'check `causeway feed`; ask an administrator for a grant',
  )
}

/** Lists the feed. */
export const listFeed = async (run: Run): Promise<undefined> => {
  const items = await readFeed(await openUserApi(run))
  run.out.table(
    { items },
    ['RESOURCE', 'NAME', 'KIND', 'POOL', 'STATE'],
    items.map(({ resourceId, name, kind, poolId, state }) => [
      resourceId,
      name,
      kind,
      poolId,
      state,
    ]),
  )
  const reasons = new Map(items.flatMap(({ state, reason }) => (reason ? [[state, reason]] : [])))
  for (const [state, { message, remedy }] of reasons) {
    run.out.line(terminalText(`${state}: ${message}; ${remedy}`))
  }
  if (items.length === 0) run.out.line('nothing is granted to you: ask an administrator')
  return undefined
}
