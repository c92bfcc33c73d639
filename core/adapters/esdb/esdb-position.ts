/** Positions of an EventStoreDB log: `e:<commit>`, or `e:<commit>/<prepare>` where they differ. */
import type { Position } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'

export type EsdbPlace = { readonly commit: bigint; readonly prepare: bigint }

const form = /^e:([1-9]\d{0,18})(?:\/([1-9]\d{0,18}))?$/

/** The position of an event. */
export const positionOf = ({ commit, prepare }: EsdbPlace): Position =>
  // The one place where text becomes a position of this log.
  (commit === prepare ? `e:${commit}` : `e:${commit}/${prepare}`) as Position

/** Undefined when it is no position of this log. */
export const parsePosition = (text: string): Position | undefined =>
  form.test(text) ? (text as Position) : undefined

/** The place behind a position. Throws Fault REQUEST_INVALID when it is another log's. */
export const placeOf = (position: Position): EsdbPlace => {
  const [, commit, prepare] = form.exec(position) ?? []
  if (commit === undefined) {
    throw new Fault('REQUEST_INVALID', `position ${position} is not one of this log`)
  }
  return { commit: BigInt(commit), prepare: BigInt(prepare ?? commit) }
}

/** Negative, zero or positive as a lies before, at or after b. */
export const comparePlaces = (a: EsdbPlace, b: EsdbPlace): number => {
  const difference = a.commit === b.commit ? a.prepare - b.prepare : a.commit - b.commit
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
