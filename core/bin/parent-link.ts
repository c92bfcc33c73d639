/**
 * Between `causeway serve` and the processes it supervises: what a child says once it is ready,
 * and what its parent may ask. Node's own IPC channel, which only the parent holds.
 */

import { z } from 'zod'

export type ReadyMessage = { readonly event: 'ready' } & Readonly<Record<string, unknown>>

/** How far a child is that takes long to be ready. */
const progressSchema = z.object({
  event: z.literal('progress'),
  done: z.number(),
  total: z.number(),
})

export type ProgressMessage = z.infer<typeof progressSchema>

/** What a supervisor tells a child at each of its starts. */
const greetingSchema = z.discriminatedUnion('to', [
  z.object({
    event: z.literal('greeting'),
    to: z.literal('broker'),
    /** Names of the gateways that need join tokens. */
    localGateways: z.array(z.string()),
  }),
  z.object({
    event: z.literal('greeting'),
    to: z.literal('gateway'),
    brokerUrls: z.array(z.string()).min(1),
    /** Absent when it joined before. */
    join: z.string().optional(),
  }),
])

export type Greeting = z.infer<typeof greetingSchema>

/** Asks the broker for what a new local gateway joins with. */
const inviteSchema = z.object({ event: z.literal('invite'), name: z.string() })

/** What came of it: a join token, nothing for a gateway that is known, or a fault. */
const invitedSchema = z.object({
  event: z.literal('invited'),
  name: z.string(),
  join: z.string().optional(),
  fault: z.string().optional(),
})

export type InviteMessage = z.infer<typeof inviteSchema>
export type InvitedMessage = z.infer<typeof invitedSchema>

/** Tells a gateway that another has taken its place. */
const replacedSchema = z.object({ event: z.literal('replaced') })

export type ReplacedMessage = z.infer<typeof replacedSchema>

export type ParentLink = {
  /** True when a supervisor started this process. */
  readonly supervised: boolean
  ready(facts: Readonly<Record<string, unknown>>): void
  /** Says that it is not ready yet and why that is no reason to give up. */
  progress(done: number, total: number): void
  /** Aborts with the given signal, or when the supervisor is gone: nobody else would stop us. */
  stopSignal(signal: AbortSignal): AbortSignal
  /** The supervisor's greeting; at once undefined for a process that nobody supervises. */
  greeting<To extends Greeting['to']>(
    to: To,
  ): Promise<Extract<Greeting, { readonly to: To }> | undefined>
  /** Answers each invitation that the supervisor asks for; undefined: it is known already. */
  onInvite(invite: (name: string) => Promise<string | undefined>): void
  /** Resolves when the supervisor says that another has taken this process's place. */
  replaced(): Promise<void>
}

/** The link of this process to its supervisor, if it has one. */
export const parentLink = (): ParentLink => ({
  supervised: process.send !== undefined,
  ready: (facts) => {
    process.send?.({ event: 'ready', ...facts })
  },
  progress: (done, total) => {
    process.send?.({ event: 'progress', done, total })
  },
  stopSignal: (signal) => {
    if (process.send === undefined) return signal
    const orphaned = new AbortController()
    process.once('disconnect', () => orphaned.abort())
    return AbortSignal.any([signal, orphaned.signal])
  },
  greeting: (to) =>
    process.send === undefined
      ? Promise.resolve(undefined)
      : new Promise((resolve) => {
          process.once('message', (message) => resolve(greetingTo(to, message)))
          process.once('disconnect', () => resolve(undefined))
        }),
  onInvite: (invite) => {
    process.on('message', (message) => {
      const { data } = inviteSchema.safeParse(message)
      if (data === undefined) return
      const { name } = data
      const tell = (answer: Pick<InvitedMessage, 'join' | 'fault'>): void => {
        process.send?.({ event: 'invited', name, ...answer } satisfies InvitedMessage)
      }
      invite(name).then(
        (join) => tell(join === undefined ? {} : { join }),
        (error: unknown) => tell({ fault: error instanceof Error ? error.message : String(error) }),
      )
    })
  },
  replaced: () =>
    new Promise((resolve) => {
      process.on('message', (message) => {
        if (replacedSchema.safeParse(message).success) resolve()
      })
    }),
})

const greetingTo = <To extends Greeting['to']>(
  to: To,
  message: unknown,
): Extract<Greeting, { readonly to: To }> | undefined => {
  const { data } = greetingSchema.safeParse(message)
  const isOurs = (greeting: Greeting): greeting is Extract<Greeting, { readonly to: To }> =>
    greeting.to === to
  return data !== undefined && isOurs(data) ? data : undefined
}

/** Narrows what a child sent; undefined for anything else. */
export const progressOf = (message: unknown): ProgressMessage | undefined =>
  progressSchema.safeParse(message).data

/** Narrows what a child sent; undefined for anything else. */
export const invitedOf = (message: unknown): InvitedMessage | undefined =>
  invitedSchema.safeParse(message).data

/** Narrows what a child sent. */
export const isReadyMessage = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && 'event' in message && message.event === 'ready'

/** Resolves once the signal has been given. */
export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
