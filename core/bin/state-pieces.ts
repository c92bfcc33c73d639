/**
 * A state as an auditor's answer holds it, `{"section":…,"id":…,"value":…}` a line, in pieces of
 * whole lines: made where it was folded and handed over as bytes, so that a large state neither is
 * copied thing by thing nor holds up the broker's loop.
 */
import { viewThings } from '../../projections/audit/state-view.ts'
import type { LiveState } from '../broker/live-state.ts'
import { statePieceChars } from '../domain/limits.ts'

/** The bytes of one piece after the other; each has its memory to itself and can be transferred. */
export function* statePieces(
  live: LiveState,
  pieceChars = statePieceChars,
): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  let text = ''
  for (const thing of viewThings(live)) {
    text += `${JSON.stringify(thing)}\n`
    if (text.length < pieceChars) continue
    yield encoder.encode(text)
    text = ''
  }
  if (text !== '') yield encoder.encode(text)
}
