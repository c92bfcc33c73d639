/**
 * Positions of a log that numbers its events from 1: `<letter>:<sequence>`. The letter keeps a
 * position of one log from being used on another.
 */
import type { Position } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'

export type Positions = {
  /** The position of the event with this sequence. */
  of(sequence: number): Position
  /** The sequence behind a position; Fault REQUEST_INVALID when it is another log's. */
  sequenceOf(position: Position): number
  /** Parses what a person typed; undefined when it is not a position of this log. */
  parse(text: string): Position | undefined
  compare(a: Position, b: Position): number
}

/** Makes the positions of one kind of log. */
export const createPositions = (letter: string): Positions => {
  const prefix = `${letter}:`
  const form = new RegExp(`^${letter}:[1-9][0-9]{0,15}$`)

  const parse = (text: string): Position | undefined =>
    form.test(text) && Number.isSafeInteger(Number(text.slice(prefix.length)))
      ? // The one place where text becomes a position, after its form was checked.
        (text as Position)
      : undefined

  const sequenceOf = (position: Position): number => {
    if (parse(position) === undefined)
      throw new Fault('REQUEST_INVALID', `position ${position} is not one of this log`)
    return Number(position.slice(prefix.length))
  }

  return {
    // Sequences are counted by the log itself.
    of: (sequence) => (prefix + sequence) as Position,
    sequenceOf,
    parse,
    compare: (a, b) => sequenceOf(a) - sequenceOf(b),
  }
}
