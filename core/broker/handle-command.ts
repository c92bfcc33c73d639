/**
 * Load, fold, decide, append, with a bounded retry when somebody else was faster. The one way by
 * which this broker writes a decision. What records nothing is decided on what the log holds now:
 * another broker may have written what this one has not followed yet.
 */
import { type ErrorCode, Fault, type Refusal } from '../domain/errors.ts'
import type { DomainEvent } from '../domain/events.ts'
import { decisionRetryCountMax } from '../domain/limits.ts'
import { aggregates, type CommandOf, type StateOf } from './aggregates.ts'
import { deriveEventId } from './event-id.ts'
import type { EventReading } from './event-versions.ts'
import type { LiveState } from './live-state.ts'
import type { EventLog, FoldableEvent, NewEvent, RecordedEvent, System } from './ports.ts'
import { foldable } from './scan-log.ts'
import { type Category, streamOf } from './streams.ts'

export type Cause = {
  /** Who: `user:<id>`, `agent:<id>`, `gateway:<id>`, `admin:<name>`, `broker:<id>`. */
  readonly actor: string
  /** The connection this belongs to, or the empty string. */
  readonly connectionId: string
  /** What led to it: stable across a crash where it can be repeated, else a fresh id. */
  readonly causationId: string
}

export type Executed<S> = {
  readonly kind: 'executed'
  readonly state: S
  /** What this call recorded; empty when nothing had to change. */
  readonly events: readonly DomainEvent[]
}

export type ExecuteOptions<K extends Category = Category> = {
  /** Decided only while the aggregate's last event has this revision; else nothing is recorded. */
  readonly atRevision?: number
  /**
   * Is what is wanted recorded, and for good? Then nothing has to be read to know that nothing is
   * left to do.
   */
  readonly isDone?: (state: StateOf[K]) => boolean
}

export type CommandHandler = {
  /**
   * Decides the commands one after the other on one aggregate and records all their events in
   * one append. The first refusal refuses the whole; nothing is recorded then. Throws a Fault
   * when the log does not take it.
   */
  execute<K extends Category>(
    category: K,
    id: string,
    commands: CommandOf[K] | readonly CommandOf[K][],
    cause: Cause,
    options?: ExecuteOptions<K>,
  ): Promise<Executed<StateOf[K]> | Refusal>
  /**
   * Folds what the log holds of one aggregate beyond what is known here. A connection that is
   * over and not known here stays unknown: what was forgotten is not woken.
   */
  catchUp(category: Category, id: string): Promise<void>
  /** Folds what the log delivers; idempotent. */
  follow(events: readonly FoldableEvent[]): void
}

export type CommandHandlerPorts = {
  readonly log: Pick<EventLog, 'append' | 'readStream'>
  readonly live: LiveState
  readonly reading: EventReading
  readonly system: Pick<System, 'nowMs'>
  /** Told of every event once, in stream order, after it was folded, and who caused it. */
  readonly onEvent: (stream: string, event: DomainEvent, actor: string) => void
}

const endingTypes: ReadonlySet<string> = new Set([
  'ConnectionRefused',
  'ConnectionFailed',
  'RelayEnded',
])

/** The events of all commands, each decided on what the ones before it leave behind. */
const decideAll = <K extends Category>(
  category: K,
  before: StateOf[K],
  commands: readonly CommandOf[K][],
  now: number,
): readonly DomainEvent[] | Refusal => {
  const aggregate = aggregates[category]
  let state = before
  const events: DomainEvent[] = []
  for (const [index, command] of commands.entries()) {
    const decision = aggregate.decide(state, command)
    if (decision.kind === 'refused') return decision
    events.push(...decision.events)
    // Nothing is decided on what the last one leaves: that is folded once it is recorded.
    if (index === commands.length - 1) break
    for (const event of decision.events) state = aggregate.evolve(state, event, now)
  }
  return events
}

/** Makes the handler of one broker. */
export const createCommandHandler = (ports: CommandHandlerPorts): CommandHandler => {
  const { log, live, reading, system, onEvent } = ports
  /** The last command under way on each stream: the next one waits, so few appends collide. */
  const tails = new Map<string, Promise<unknown>>()
  /** Streams whose last append failed: it may lie in the log all the same. */
  const doubtful = new Set<string>()

  const follow = (events: readonly FoldableEvent[]): void => {
    for (const recorded of events) {
      const { stream, revision, recordedAt, actor = '' } = recorded
      // What this broker wrote itself comes back here: it is not decoded for nothing.
      if (live.has(stream, revision)) continue
      const event = reading.read(recorded)
      if (live.apply({ stream, revision, recordedAt, event })) onEvent(stream, event, actor)
    }
  }

  const reload = async (stream: string, from: number): Promise<void> => {
    for await (const batch of log.readStream(stream, { from })) follow(batch.map(foldable))
  }

  const catchUp = async (category: Category, id: string): Promise<void> => {
    const stream = streamOf(category, id)
    const known = live.get(category, id)
    if (known || category !== 'connection') return reload(stream, (known?.revision ?? -1) + 1)
    const events: RecordedEvent[] = []
    for await (const batch of log.readStream(stream)) events.push(...batch)
    if (!endingTypes.has(events.at(-1)?.type ?? '')) follow(events.map(foldable))
  }

  const append: typeof log.append = async (stream, expected, events) => {
    try {
      return await log.append(stream, expected, events)
    } catch (error) {
      doubtful.add(stream)
      throw error
    }
  }

  const attempt = async <K extends Category>(
    category: K,
    id: string,
    commands: readonly CommandOf[K][],
    cause: Cause,
    { atRevision, isDone, isCurrent }: ExecuteOptions<K> & { readonly isCurrent: boolean },
  ): Promise<Executed<StateOf[K]> | Refusal | 'decide-again'> => {
    reading.refuseTooNew()
    const stream = streamOf(category, id)
    if (doubtful.has(stream)) {
      await reload(stream, (live.get(category, id)?.revision ?? -1) + 1)
      doubtful.delete(stream)
    }
    const entry = live.get(category, id)
    const now = system.nowMs()
    const before = entry?.state ?? aggregates[category].initialState
    const known = entry?.revision ?? -1
    if (atRevision !== undefined && atRevision !== known) {
      return { kind: 'executed', state: before, events: [] }
    }
    const decided = decideAll(category, before, commands, now)
    if ('kind' in decided || decided.length === 0) {
      if (!isCurrent && isDone?.(before) !== true) await catchUp(category, id)
      if ((live.get(category, id)?.revision ?? -1) !== known) return 'decide-again'
      return 'kind' in decided ? decided : { kind: 'executed', state: before, events: decided }
    }
    const { evolve } = aggregates[category]
    const first = known + 1
    const written = decided.map(reading.write)
    const newEvents = written.map(
      ({ stored }, index): NewEvent => ({
        type: stored.type,
        schemaVersion: stored.schemaVersion,
        payload: stored.payload,
        eventId: deriveEventId(cause.causationId, stream, first + index),
        recordedAt: now,
        actor: cause.actor,
        connectionId: cause.connectionId,
        causationId: cause.causationId,
      }),
    )
    const appended = await append(stream, entry?.revision ?? 'none', newEvents)
    if (appended.kind === 'conflict') {
      await reload(stream, first)
      return 'decide-again'
    }
    for (const [index, { event }] of written.entries()) {
      const decoded = { stream, revision: first + index, recordedAt: now, event }
      if (live.apply(decoded)) onEvent(stream, event, cause.actor)
    }
    const after = live.get(category, id)
    // What followed in the meantime, or was forgotten, is not part of this answer.
    const state =
      after?.revision === known + written.length
        ? after.state
        : written.reduce((all, { event }) => evolve(all, event, now), before)
    return { kind: 'executed', state, events: written.map(({ event }) => event) }
  }

  const retry = async <K extends Category>(
    category: K,
    id: string,
    commands: readonly CommandOf[K][],
    cause: Cause,
    options: ExecuteOptions<K>,
  ): Promise<Executed<StateOf[K]> | Refusal> => {
    for (let count = 0; count <= decisionRetryCountMax; count++) {
      const how = { ...options, isCurrent: count > 0 }
      const result = await attempt(category, id, commands, cause, how)
      if (result !== 'decide-again') return result
    }
    const code: ErrorCode = 'TOO_MANY_CONFLICTS'
    throw new Fault(code, streamOf(category, id))
  }

  return {
    follow,
    catchUp,
    execute: (category, id, commands, cause, options = {}) => {
      const stream = streamOf(category, id)
      const list = Array.isArray(commands) ? commands : [commands]
      const run = () => retry(category, id, list, cause, options)
      const turn = (tails.get(stream) ?? Promise.resolve()).then(run, run)
      tails.set(stream, turn)
      const clear = () => {
        if (tails.get(stream) === turn) tails.delete(stream)
      }
      turn.then(clear, clear)
      return turn
    },
  }
}
