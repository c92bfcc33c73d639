/** What the running broker says of itself: where it stands, what it holds, whether it follows. */
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { LiveDigest, LiveStanding, LiveView } from '../../../projections/audit/verify.ts'
import { verifyLagMs, verifyLagPollMs, verifyStandingCountMax } from '../../domain/limits.ts'
import type { Api } from './api.ts'
import { readLines } from './audit-source.ts'
import { CommandFault } from './exit.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const digestLine = z.object({ stream: z.string(), revision: z.int().min(0), digest: sha256 })
const standingLine = z.object({
  followed: z.string().optional(),
  held: sha256,
  indexes: z.record(z.string(), sha256),
})
const places = z.object({ head: z.string().optional(), followed: z.string().optional() })

const parseLine = <T extends z.ZodType>(form: T, value: unknown): z.output<T> => {
  const parsed = form.safeParse(value)
  if (parsed.success) return parsed.data
  const fix = 'bring this program and the server to one version'
  const text = 'a line of the live state is not understood'
  throw new CommandFault('failed', 'ANSWER_INVALID', text, fix, parsed.error)
}

const readLive = async (
  api: Api,
  path: string,
): Promise<{ standing: LiveStanding; digests: LiveDigest[] }> => {
  let standing: LiveStanding | undefined
  const digests: LiveDigest[] = []
  for await (const value of readLines(api, path)) {
    if (standing) digests.push(parseLine(digestLine, value))
    else standing = parseLine(standingLine, value)
  }
  return { standing: standing ?? parseLine(standingLine, undefined), digests }
}

/** What the broker holds now, and where it stands now and at a few moments after. */
export const readLiveView = async (api: Api): Promise<LiveView> => {
  const { standing, digests } = await readLive(api, '/api/audit/live')
  const standings = [standing]
  while (standings.length < verifyStandingCountMax) {
    standings.push((await readLive(api, '/api/audit/live?streams=none')).standing)
  }
  return { followed: standing.followed, digests, standings }
}

/** The broker is not at the end of the log, and does not move towards it. */
export type Lag = {
  readonly kind: 'behind'
  /** Position it has followed; absent when there is none. */
  readonly followed?: string | undefined
  readonly head?: string | undefined
}

/** Looks for as long as verifyLagMs whether a broker that is behind moves; undefined: it does. */
export const findLag = async (
  api: Pick<Api, 'ask'>,
  wait: (delayMs: number) => Promise<unknown> = setTimeout,
): Promise<Lag | undefined> => {
  const look = () => api.ask(places, { path: '/api/audit/size' })
  const first = await look()
  let now = first
  for (let waitedMs = 0; now.followed !== now.head; waitedMs += verifyLagPollMs) {
    if (now.followed !== first.followed) return undefined
    if (waitedMs >= verifyLagMs) return { kind: 'behind', ...now }
    await wait(verifyLagPollMs)
    now = await look()
  }
  return undefined
}
