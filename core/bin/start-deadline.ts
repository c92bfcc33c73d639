/** How long a child may take to be ready: as long as it is heard to get on. */
import type { System } from '../broker/ports.ts'
import { startMs } from '../domain/limits.ts'

export type StartDeadline = {
  /** Counts from now on: the child was heard to get on, or may begin. */
  restart(): void
  /** The promise, or an Error once the time is over. */
  of<T>(promise: Promise<T>): Promise<T>
  stop(): void
}

/** Makes the deadline of one start, or of several that must all be done in time. */
export const createStartDeadline = (system: Pick<System, 'after'>, what: string): StartDeadline => {
  let cancel: () => void = () => undefined
  let expire: (error: Error) => void
  const expired = new Promise<never>((_resolve, reject) => {
    expire = reject
  })
  // Where it comes too late to matter nobody waits for it.
  expired.catch(() => undefined)
  return {
    restart: (): void => {
      cancel()
      const text = `${what} was not ready in ${startMs} ms`
      cancel = system.after(startMs, () => expire(new Error(text)))
    },
    of: <T>(promise: Promise<T>): Promise<T> => Promise.race([promise, expired]),
    stop: () => cancel(),
  }
}
