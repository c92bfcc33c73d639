/** One log for several brokers: each sees it through its own, slower or faster, view. */
import type { EventLog, RecordedEvent } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'
import type { FakeSystem } from '../../support/fake-system.ts'
import type { Life } from './sim-log.ts'

export type LogDelays = {
  /** From the call to the answer; the event is in the log half-way. */
  appendMs(): number
  /** From the log to a broker that follows it. */
  deliveryMs(): number
  /** From the call of a read to its answer. */
  readMs(): number
}

export type ClusterLog = {
  /** Appends that are in the log, over all brokers. */
  appendCount(): number
  /** Called after each append with its number, before its writer is told. */
  onAppend: (number: number, brokerId: string) => void
  /** Appends whose writer is told of a fault although they are in the log. */
  loseAnswer: () => boolean
  /** Makes every append of whatever expected revision count: the invariants must break. */
  ignoreRevisions: boolean
  /** Changed at will: the next append, delivery or read takes what they say then. */
  delays: LogDelays
  of(brokerId: string, life: Life): EventLog
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** Answers at once until a test says otherwise. */
export const createClusterLog = (
  logOf: (brokerId: string) => EventLog,
  system: FakeSystem,
): ClusterLog => {
  let count = 0

  const pause = (ms: number): Promise<void> =>
    ms <= 0 ? Promise.resolve() : new Promise((resolve) => system.after(ms, resolve))

  const force = async (
    inner: EventLog,
    ...[stream, expected, events]: Parameters<EventLog['append']>
  ): ReturnType<EventLog['append']> => {
    const result = await inner.append(stream, expected, events)
    return result.kind === 'conflict' ? force(inner, stream, result.actual, events) : result
  }

  const read = (life: Life, batches: () => ReturnType<EventLog['readStream']>) =>
    (async function* () {
      await pause(cluster.delays.readMs())
      if (!life.alive) await never()
      yield* batches()
    })()

  const viewOf = (inner: EventLog, brokerId: string, life: Life): EventLog => ({
    ...inner,
    append: async (stream, expected, events) => {
      const half = cluster.delays.appendMs() / 2
      await pause(half)
      if (!life.alive) return never()
      const result = cluster.ignoreRevisions
        ? await force(inner, stream, expected, events)
        : await inner.append(stream, expected, events)
      if (result.kind === 'appended') {
        count += 1
        cluster.onAppend(count, brokerId)
      }
      await pause(half)
      if (!life.alive) return never()
      if (cluster.loseAnswer()) throw new Fault('LOG_UNAVAILABLE', 'the answer was lost')
      return result
    },
    readStream: (stream, how) => read(life, () => inner.readStream(stream, how)),
    head: async () => {
      await pause(cluster.delays.readMs())
      return inner.head()
    },
    subscribe: (options) => {
      // Each batch takes its time on the way, none overtakes another, and none waits for one.
      let arrivesAt = 0
      let turn: Promise<void> = Promise.resolve()
      const deliver = async (events: readonly RecordedEvent[], at: number): Promise<void> => {
        await pause(at - system.monotonicMs())
        if (life.alive) await options.onEvents(events)
      }
      return inner.subscribe({
        ...options,
        onEvents: (events) => {
          const at = Math.max(arrivesAt, system.monotonicMs() + cluster.delays.deliveryMs())
          arrivesAt = at
          turn = turn.then(() => deliver(events, at)).catch((fault) => options.onFault?.(fault))
        },
      })
    },
  })

  const cluster: ClusterLog = {
    appendCount: () => count,
    onAppend: () => undefined,
    loseAnswer: () => false,
    ignoreRevisions: false,
    delays: { appendMs: () => 0, deliveryMs: () => 0, readMs: () => 0 },
    of: (brokerId, life) => viewOf(logOf(brokerId), brokerId, life),
  }
  return cluster
}
