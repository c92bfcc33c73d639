/**
 * How far this broker has followed the log, and waiting for it to have followed all that is there.
 */
import { Fault } from '../domain/errors.ts'
import { catchUpMs } from '../domain/limits.ts'
import type { EventLog, Position, System } from './ports.ts'

export type CatchUp = {
  /** The live state holds everything up to here. */
  moved(position: Position): void
  /** Undefined while nothing was read. */
  position(): Position | undefined
  /**
   * Resolves when everything that the log holds at the time of the call is in the live state.
   * Rejects with LOG_UNAVAILABLE when that takes longer than catchUpMs.
   */
  wait(): Promise<void>
}

export type CatchUpPorts = {
  readonly log: Pick<EventLog, 'head' | 'comparePositions'>
  readonly system: Pick<System, 'after'>
}

/** Starts before the first event. */
export const createCatchUp = ({ log, system }: CatchUpPorts): CatchUp => {
  let followed: Position | undefined
  const waiters = new Set<() => void>()

  const isPast = (position: Position): boolean =>
    followed !== undefined && log.comparePositions(followed, position) >= 0

  const waitFor = (position: Position): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (isPast(position)) finish(resolve)
      }
      const finish = (settle: () => void): void => {
        cancel()
        waiters.delete(look)
        settle()
      }
      const cancel = system.after(catchUpMs, () =>
        finish(() => reject(new Fault('LOG_UNAVAILABLE', 'the log is not followed to its end'))),
      )
      waiters.add(look)
    })

  return {
    moved: (position) => {
      followed = position
      for (const look of [...waiters]) look()
    },
    position: () => followed,
    wait: async () => {
      const head = await log.head()
      if (head !== undefined && !isPast(head)) await waitFor(head)
    },
  }
}
