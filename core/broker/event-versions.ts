/**
 * In which version events are written and which ones can be read. Written is the newest version
 * that the log's feature level allows, so that an older broker on the same log understands it. A
 * level or version beyond this program is met once: from then on nothing is decided here, because
 * the state would be another than that of the log.
 */
import { type StoredPayload, type StoredSpan, spanOf } from '../../proto/event-codec.ts'
import { Fault } from '../domain/errors.ts'
import type { DomainEvent } from '../domain/events.ts'
import type { LiveState } from './live-state.ts'

/** The one stream of what holds for the whole log: `features-log`. */
export const featuresId = 'log'

/** What one version of the program can write and read. */
export type EventVersions = {
  readonly levelMax: number
  /** At the newest version of this level. Throws Fault UPGRADE_NOT_FINALIZED for a later type. */
  encode(event: DomainEvent, level: number): StoredPayload
  /** Throws Fault LOG_TOO_NEW or LOG_CORRUPT. */
  decode(stored: StoredSpan): DomainEvent
}

export type EventReading = {
  /** The event of a stored one. Throws Fault LOG_TOO_NEW or LOG_CORRUPT. */
  read(stored: StoredSpan): DomainEvent
  /** What is stored of an event at the log's level, and the event as everybody reads it then. */
  write(event: DomainEvent): { readonly stored: StoredPayload; readonly event: DomainEvent }
  /** Throws the Fault LOG_TOO_NEW that was met, if one was. */
  refuseTooNew(): void
}

/** Joins one program's versions to the state of one log. */
export const createEventReading = (
  versions: EventVersions,
  live: Pick<LiveState, 'stateOf'>,
  /** Told once of what this program is too old for: it must stop. */
  onTooNew: (fault: Fault) => void,
): EventReading => {
  let tooNew: Fault | undefined

  const understand = (stored: StoredSpan): DomainEvent => {
    const event = versions.decode(stored)
    if (event.type === 'FeatureLevelRaised' && event.data.level > versions.levelMax) {
      const { level } = event.data
      throw new Fault('LOG_TOO_NEW', `it is at level ${level}, this knows ${versions.levelMax}`)
    }
    return event
  }

  return {
    read: (stored) => {
      try {
        return understand(stored)
      } catch (error) {
        if (tooNew === undefined && error instanceof Fault && error.code === 'LOG_TOO_NEW') {
          tooNew = error
          onTooNew(error)
        }
        throw error
      }
    },
    write: (event) => {
      const level = live.stateOf('features', featuresId).featureLevel
      const stored = versions.encode(event, level)
      // An older version may say less: this broker then knows no more than the others.
      return { stored, event: level < versions.levelMax ? versions.decode(spanOf(stored)) : event }
    },
    refuseTooNew: () => {
      if (tooNew !== undefined) throw tooNew
    },
  }
}
