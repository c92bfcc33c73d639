/** Filters of reads and subscriptions: by stream or by type, by prefix or by regular expression. */
import type { RecordedEvent } from '../../broker/ports.ts'
import { esdbFilterPrefixCountMax, esdbFilterRegexCharsMax } from '../../domain/limits.ts'
import { shownName } from './foreign-event.ts'
import type { ReadReq } from './messages.ts'

export type EventFilter = {
  readonly matches: (event: RecordedEvent) => boolean
  /** A checkpoint is due after so many events that were looked at. */
  readonly checkpointEvery: number
}

const everything: EventFilter = { matches: () => true, checkpointEvery: Number.POSITIVE_INFINITY }

/**
 * A pattern of a client runs in the broker's own thread: repetition is allowed twice, and never of
 * a group, so that no name takes longer than its length squared.
 */
const isTame = (pattern: string): boolean => {
  const plain = pattern.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x')
  const repeats = plain.match(/[*+]|\{\d+,\d*\}/g) ?? []
  return repeats.length <= 2 && !/\)[*+{?]/.test(plain) && !/\\[1-9]|\\k/.test(pattern)
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
  if (regex.length > esdbFilterRegexCharsMax || !isTame(regex)) {
    const form = `at most ${esdbFilterRegexCharsMax} characters and two repetitions`
    return `a filter's regular expression has ${form}, none of a group`
  }
  try {
    const pattern = new RegExp(regex, 'u')
    return (text) => pattern.test(text)
  } catch {
    return 'the filter is not a regular expression'
  }
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
