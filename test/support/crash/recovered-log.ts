/** What a log that was recovered must hold, as a list of what it does not. Knows no store. */
import type { RecordedEvent } from '../../../core/broker/ports.ts'

/** An acknowledged event as its writer noted it: `<stream> <revision> <event id>`. */
export const acknowledgedLine = (event: {
  readonly stream: string
  readonly revision: number
  readonly eventId: string
}): string => `${event.stream} ${event.revision} ${event.eventId}`

/**
 * Findings: acknowledged events that are not there, events that are there twice, revisions that a
 * stream lacks. Empty when all is well.
 */
export const findLosses = (
  events: readonly RecordedEvent[],
  acknowledged: Iterable<string>,
): string[] => {
  const findings: string[] = []
  const stored = new Set<string>()
  const eventIds = new Set<string>()
  const lengths = new Map<string, number>()
  for (const event of events) {
    const length = lengths.get(event.stream) ?? 0
    if (event.revision !== length)
      findings.push(`${event.stream} has revision ${event.revision} where ${length} comes next`)
    lengths.set(event.stream, event.revision + 1)
    if (eventIds.has(event.eventId)) findings.push(`event ${event.eventId} is there twice`)
    eventIds.add(event.eventId)
    stored.add(acknowledgedLine(event))
  }
  for (const line of acknowledged) {
    if (!stored.has(line)) findings.push(`acknowledged and lost: ${line}`)
  }
  return findings
}

/** Appends of which a part is missing: the cause of each event ends in `/<count of its events>`. */
export const findTornAppends = (events: readonly RecordedEvent[]): string[] => {
  const counts = new Map<string, number>()
  for (const { causationId } of events) {
    if (causationId.includes('/')) counts.set(causationId, (counts.get(causationId) ?? 0) + 1)
  }
  return [...counts].flatMap(([cause, count]) =>
    cause.split('/')[1] === String(count) ? [] : [`${count} events of append ${cause}`],
  )
}
