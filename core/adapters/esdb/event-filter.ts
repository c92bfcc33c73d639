/** Filters of reads and subscriptions: by stream or by type, by prefix or by regular expression. */
import type { RecordedEvent } from '../../broker/ports.ts'
import {
  esdbFilterMemoryCountMax,
  esdbFilterPrefixCountMax,
  esdbFilterRegexCharsMax,
} from '../../domain/limits.ts'
import { shownName } from './foreign-event.ts'
import { linearPattern } from './linear-pattern.ts'
import type { ReadReq } from './messages.ts'

export type EventFilter = {
  readonly matches: (event: RecordedEvent) => boolean
  /** A checkpoint is due after so many events that were looked at. */
  readonly checkpointEvery: number
}

const everything: EventFilter = { matches: () => true, checkpointEvery: Number.POSITIVE_INFINITY }

/** Whatever it costs to look at a name is paid once for most of its events. */
const remembering = (test: (text: string) => boolean): ((text: string) => boolean) => {
  const known = new Map<string, boolean>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= esdbFilterMemoryCountMax) known.clear()
    const outcome = test(text)
    known.set(text, outcome)
    return outcome
  }
}

const testOf = (
  regex: string,
  prefixes: readonly string[],
): ((text: string) => boolean) | string => {
  if (regex === '') {
    if (prefixes.length > esdbFilterPrefixCountMax) {
      return `a filter has at most ${esdbFilterPrefixCountMax} prefixes`
    }
    return (text) => prefixes.some((prefix) => text.startsWith(prefix))
  }
  if (regex.length > esdbFilterRegexCharsMax) {
    return `a filter's regular expression has at most ${esdbFilterRegexCharsMax} characters`
  }
  const test = linearPattern(regex)
  return typeof test === 'string' ? test : remembering(test)
}

/** Reads the filter of a request; text says what is wrong with it. */
export const filterOf = (
  options: NonNullable<ReturnType<ReadReq['getOptions']>>,
): EventFilter | string => {
  const filter = options.getFilter()
  if (filter === undefined) return everything
  const byStream = filter.getStreamIdentifier()
  const expression = byStream ?? filter.getEventType()
  if (expression === undefined) return 'a filter names streams or event types'
  const test = testOf(expression.getRegex(), expression.getPrefixList())
  if (typeof test === 'string') return test
  const window = filter.hasMax() ? Math.max(1, filter.getMax()) : 32
  const checkpointEvery = window * Math.max(1, filter.getCheckpointintervalmultiplier())
  const matches = (event: RecordedEvent): boolean =>
    test(byStream === undefined ? event.type : shownName(event.stream))
  return { matches, checkpointEvery }
}
