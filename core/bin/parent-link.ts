/**
 * Between `causeway serve` and the processes it supervises: what a child says once it is ready,
 * and what its parent may ask. Node's own IPC channel, which only the parent holds.
 */

export type ReadyMessage = { readonly event: 'ready' } & Readonly<Record<string, unknown>>

/** What a supervisor asks of a broker that it starts. */
export type Greeting = { readonly event: 'greeting'; readonly localGateways: readonly string[] }

export type ParentLink = {
  /** True when a supervisor started this process. */
  readonly supervised: boolean
  ready(facts: Readonly<Record<string, unknown>>): void
  /** Aborts with the given signal, or when the supervisor is gone: nobody else would stop us. */
  stopSignal(signal: AbortSignal): AbortSignal
  /** The supervisor's greeting; at once undefined for a process that nobody supervises. */
  greeting(): Promise<Greeting | undefined>
}

/** The link of this process to its supervisor, if it has one. */
export const parentLink = (): ParentLink => ({
  supervised: process.send !== undefined,
  ready: (facts) => {
    process.send?.({ event: 'ready', ...facts })
  },
  stopSignal: (signal) => {
    if (process.send === undefined) return signal
    const orphaned = new AbortController()
    process.once('disconnect', () => orphaned.abort())
    return AbortSignal.any([signal, orphaned.signal])
  },
  greeting: () =>
    process.send === undefined
      ? Promise.resolve(undefined)
      : new Promise((resolve) => {
          process.once('message', (message) => {
            resolve(isGreeting(message) ? message : undefined)
          })
          process.once('disconnect', () => resolve(undefined))
        }),
})

const isGreeting = (message: unknown): message is Greeting =>
  typeof message === 'object' &&
  message !== null &&
  'event' in message &&
  message.event === 'greeting' &&
  'localGateways' in message &&
  Array.isArray(message.localGateways)

/** Narrows what a child sent. */
export const isReadyMessage = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && 'event' in message && message.event === 'ready'

/** Resolves once the signal has been given. */
export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
