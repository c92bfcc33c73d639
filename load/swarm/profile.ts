/**
 * What a swarm does and when, as a YAML file: hosts join, users come in phases, machines fail.
 * Shares are of all hosts or users of the run, so one profile fits every size.
 */
import { parse } from 'yaml'
import { z } from 'zod'
import { parseDuration } from '../../core/bin/cli/duration.ts'
import {
  swarmDurationMaxMs,
  swarmPhaseCountMax,
  swarmSendBytesMax,
} from '../../core/domain/limits.ts'

const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text)
  if (ms !== undefined && ms <= swarmDurationMaxMs) return ms
  context.addIssue({ code: 'custom', message: 'is no span of time such as 90s, 10m or 24h' })
  return z.NEVER
})
const share = z.number().gt(0, 'must be above 0').max(1, 'must be at most 1, which is all')

const phase = z.strictObject({
  /** From the start of the run. */
  at: duration,
  /** The users of the phase come spread evenly over this. */
  over: duration.default(0),
  share: share.default(1),
  /** How long each connection lasts: drawn evenly from between the two. */
  stay: z.strictObject({ min: duration, max: duration }).refine((stay) => stay.min <= stay.max, {
    message: 'min is above max',
  }),
  /** After this pause the user comes again, and again; absent: once. */
  again: duration.optional(),
})

const fault = z.strictObject({
  /** `host-failure`: gone without a word. `partition`: sockets stay, nothing passes. */
  kind: z.enum(['host-failure', 'partition']),
  at: duration,
  /** The hosts concerned are hit spread evenly over this. */
  over: duration.default(0),
  share: share.default(1),
  /** Then they come back; absent: not within the run. */
  for: duration.optional(),
})

const profileSchema = z.strictObject({
  title: z.string().min(1).max(200),
  duration,
  hosts: z.strictObject({ joinOver: duration }),
  users: z.array(phase).max(swarmPhaseCountMax).default([]),
  /** What each user sends and waits for the echo of. */
  send: z
    .strictObject({ bytes: z.number().int().min(1).max(swarmSendBytesMax), every: duration })
    .default({ bytes: 100, every: 1_000 }),
  faults: z.array(fault).max(swarmPhaseCountMax).default([]),
})

/** Times in milliseconds. */
export type Profile = Readonly<z.output<typeof profileSchema>>

export type ParsedProfile =
  | { readonly kind: 'profile'; readonly profile: Profile }
  /** What is wrong, each with the path of its field: `users.0.stay: …`. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] }

/** Reads the text of a profile. Never throws. */
export const parseProfile = (text: string): ParsedProfile => {
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { kind: 'faults', faults: [`it is not YAML: ${message}`] }
  }
  const parsed = profileSchema.safeParse(value)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    )
    return { kind: 'faults', faults }
  }
  return { kind: 'profile', profile: parsed.data }
}
