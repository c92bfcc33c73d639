/** Is a log whole? Every stream from revision 0 without a gap, and how much there is of it. */
import { Fault } from '../domain/errors.ts'
import type { RecordedEvent } from './ports.ts'

export type GapCheck = {
  /** The next event in log order. Throws Fault LOG_CORRUPT for one that does not follow. */
  add(event: Pick<RecordedEvent, 'stream' | 'revision'>): void
  counts(): { readonly events: number; readonly streams: number }
}

/** Makes the check of one log, from its first event. */
export const createGapCheck = (): GapCheck => {
  const lengths = new Map<string, number>()
  let events = 0
  return {
    add: ({ stream, revision }) => {
      const length = lengths.get(stream) ?? 0
      if (revision !== length) {
        throw new Fault('LOG_CORRUPT', `${stream} has revision ${revision} where ${length} belongs`)
      }
      lengths.set(stream, length + 1)
      events += 1
    },
    counts: () => ({ events, streams: lengths.size }),
  }
}
