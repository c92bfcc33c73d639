/**
 * Between `causeway serve` and the processes it supervises: what a child says once it is ready,
 * and what its parent may ask. Node's own IPC channel, which only the parent holds.
 */

export type ReadyMessage = { readonly event: 'ready' } & Readonly<Record<string, unknown>>

export type ParentLink = {
  /** True when a supervisor started this process. */
  readonly supervised: boolean
  ready(facts: Readonly<Record<string, unknown>>): void
}

/** The link of this process to its supervisor, if it has one. */
export const parentLink = (): ParentLink => ({
  supervised: process.send !== undefined,
  ready: (facts) => {
    process.send?.({ event: 'ready', ...facts })
  },
})

/** Narrows what a child sent. */
export const isReadyMessage = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && 'event' in message && message.event === 'ready'
