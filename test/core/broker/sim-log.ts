/** An event log that a test can break: it dies after an append, loses an answer, or is away. */
import type { EventLog } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'

/** One life of a broker: what is dead acts no more, whatever it was waiting for. */
export type Life = { alive: boolean }

export type LogTrouble = {
  /** The life ends right after this append (counted from 1) has reached the disk. */
  dieAfter?: number | undefined
  /** Appends that reach the disk while their writer is told otherwise. */
  loseAnswer?: (appendNumber: number) => boolean
  /** Appends that never reach the disk. */
  refuse?: (appendNumber: number) => boolean
  /** Appends that are never answered, and never reach the disk. */
  hang?: (tryNumber: number) => boolean
}

export type SimLog = {
  /** Appends that reached the disk, over all lives. */
  appendCount(): number
  readonly trouble: LogTrouble
  of(life: Life): EventLog
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** Wraps the log that survives all lives. */
export const createSimLog = (
  inner: EventLog,
  onDeath: (life: Life) => void = () => undefined,
): SimLog => {
  const trouble: LogTrouble = {}
  let tries = 0
  let count = 0
  const of = (life: Life): EventLog => ({
    ...inner,
    append: async (stream, expected, events) => {
      if (!life.alive) return never()
      tries += 1
      const number = tries
      if (trouble.hang?.(number)) return never()
      if (trouble.refuse?.(number)) throw new Fault('LOG_UNAVAILABLE', 'the test says so')
      const result = await inner.append(stream, expected, events)
      if (result.kind === 'appended') count += 1
      if (!life.alive) return never()
      if (trouble.dieAfter === count) {
        life.alive = false
        onDeath(life)
        return never()
      }
      if (trouble.loseAnswer?.(number)) throw new Fault('LOG_UNAVAILABLE', 'the answer was lost')
      return result
    },
    subscribe: (options) =>
      inner.subscribe({
        ...options,
        onEvents: (events) => (life.alive ? options.onEvents(events) : undefined),
      }),
  })
  return { appendCount: () => count, trouble, of }
}
