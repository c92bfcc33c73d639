/**
 * One turn of the event loop: legs that gathered bytes, and effects that must wait for the end of
 * the poll phase. Under TLS a write from inside a message, drain or close handler destroys the
 * input of the connection being read (uSockets resets the remaining ciphertext on every
 * SSL_write), so every write of the gateway happens in `run`, never in a handler.
 */
import type { Leg } from './leg.ts'

export type Turn = {
  /** Has this leg flushed at the end of the turn, once. */
  mark(leg: Leg): void
  /** Runs the effect after the marked legs have been flushed, in order of arrival. */
  defer(effect: () => void): void
}

/**
 * @param schedule calls back once after the poll phase, such as setImmediate
 * @param flush sends what the leg has gathered; it may mark legs and defer effects
 */
export const createTurn = (
  schedule: (run: () => void) => void,
  flush: (leg: Leg) => void,
): Turn => {
  const marked: Leg[] = []
  let effects: Array<() => void> = []
  let armed = false

  const flushMarked = (): void => {
    // By index: a flush may mark further legs.
    for (let index = 0; index < marked.length; index++) {
      const leg = marked[index]
      if (leg === undefined) continue
      leg.marked = false
      flush(leg)
    }
    marked.length = 0
  }

  const run = (): void => {
    for (;;) {
      flushMarked()
      if (effects.length === 0) break
      const batch = effects
      effects = []
      for (const effect of batch) effect()
    }
    armed = false
  }

  const arm = (): void => {
    if (armed) return
    armed = true
    schedule(run)
  }

  return {
    mark: (leg) => {
      if (leg.marked) return
      leg.marked = true
      marked.push(leg)
      arm()
    },
    defer: (effect) => {
      effects.push(effect)
      arm()
    },
  }
}
