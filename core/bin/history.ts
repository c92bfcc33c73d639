/**
 * Questions about the past of a log, each worked out in a thread of its own, so that the broker's
 * loop goes on; and the snapshots that make their answers quick. A thread that has loaded its code
 * waits for the next question: it answers once and ends, and with it goes the memory of the state.
 */
import type { Worker } from 'node:worker_threads'
import { foldVersion } from '../adapters/fold-version.ts'
import type { SnapshotMark } from '../adapters/snapshot-file.ts'
import { openSnapshotFolder } from '../adapters/snapshot-folder.ts'
import { startThread } from '../adapters/thread.ts'
import type { PastState, PastStates, SnapshotsVerified } from '../api/ports.ts'
import type { StatePart } from '../broker/live-state.ts'
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import {
  foldYoungMegabytes,
  historyJobCountMax,
  historyJobMs,
  snapshotEventCount,
} from '../domain/limits.ts'
import { nearestSnapshot, type WalkedLog } from './history-job.ts'
import type { HistoryAnswer, HistoryJob, HistoryOrder } from './history-messages.ts'

export type History = PastStates & {
  /** The newest snapshot of this log, for a start; undefined when there is none. */
  newest(): Promise<
    { readonly mark: SnapshotMark; readonly parts: readonly StatePart[] } | undefined
  >
  /** Is a snapshot being taken? */
  isTaking(): boolean
  /** Keeps a thread ready for the next question, and after each another one. */
  prepare(): void
  /** Told how many events have been folded; takes a snapshot in the background when it is time. */
  advanced(events: number): void
  stop(): Promise<void>
}

export type HistoryOptions = Omit<HistoryOrder, 'job' | 'every'> & {
  /** Events between two snapshots; for tests. */
  readonly every?: number
}

export type HistoryPorts = {
  readonly log: WalkedLog
  readonly system: Pick<System, 'after'>
  /** Told when a snapshot could not be taken: nothing depends on it. */
  readonly onFault: (error: unknown) => void
}

type OnProgress = (events: number) => void

const faultOf = ({ code, detail }: Extract<HistoryAnswer, { kind: 'failed' }>): Error =>
  code === undefined ? new Error(detail) : new Fault(code, detail)

/** Makes the history of one log. */
export const createHistory = (ports: HistoryPorts, options: HistoryOptions): History => {
  const { every = snapshotEventCount, ...places } = options
  const folder = openSnapshotFolder(places.snapshotFolder, foldVersion())
  const threads = new Set<Worker>()
  let ready: Worker | undefined
  let asked = 0
  let taking = false
  let stopping = false
  let covered = folder.list().at(-1)?.events ?? 0

  const start = (): Worker => {
    const thread = startThread({
      beside: import.meta.url,
      name: 'history-thread',
      resourceLimits: { maxYoungGenerationSizeMb: foldYoungMegabytes },
    })
    threads.add(thread)
    thread.once('exit', () => {
      threads.delete(thread)
      if (ready === thread) ready = undefined
    })
    return thread
  }

  const prepare = (): void => {
    if (stopping || ready !== undefined) return
    const thread = start()
    ready = thread
    // It only waits: the next question is told what is wrong with a thread, by its own.
    thread.once('error', ports.onFault)
  }

  const takeReady = (): Worker | undefined => {
    const thread = ready
    ready = undefined
    thread?.removeListener('error', ports.onFault)
    return thread
  }

  const run = (
    thread: Worker,
    job: HistoryJob,
    onProgress: OnProgress = () => undefined,
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const order: HistoryOrder = { ...places, every, job }
      const cancel = ports.system.after(historyJobMs, () => void thread.terminate())
      thread.on('message', (answer: HistoryAnswer) => {
        if (answer.kind === 'progress') onProgress(answer.events)
        else if (answer.kind === 'done') resolve(answer.result)
        else reject(faultOf(answer))
      })
      thread.once('error', reject)
      thread.once('exit', () => {
        cancel()
        reject(new Fault('LOG_UNAVAILABLE', 'the fold of the log was given up'))
      })
      thread.postMessage(order)
    })

  /** For somebody who waits: not more at once than the machine bears. */
  const ask = async (job: HistoryJob, onProgress?: OnProgress): Promise<unknown> => {
    if (asked >= historyJobCountMax) {
      throw new Fault('RATE_LIMITED', 'other states of the past are being worked out')
    }
    asked += 1
    const readied = takeReady()
    try {
      return await run(readied ?? start(), job, onProgress)
    } finally {
      asked -= 1
      // Not before: it would take time from the one that somebody waits for.
      if (readied !== undefined) prepare()
    }
  }

  const take = async (): Promise<void> => {
    taking = true
    try {
      await run(start(), { kind: 'snapshots' })
    } catch (error) {
      if (!stopping) ports.onFault(error)
    } finally {
      taking = false
      covered = Math.max(covered, folder.list().at(-1)?.events ?? 0)
    }
  }

  return {
    newest: () => nearestSnapshot(ports.log, folder),
    isTaking: () => taking,
    prepare,
    advanced: (events) => {
      if (taking || stopping || events - covered < every) return
      // Whatever comes of it, the next one is so many events later.
      covered = events
      void take()
    },
    // The thread answers in the form of its job.
    stateAt: async (moment, onProgress) =>
      (await ask({ kind: 'state', moment }, onProgress)) as PastState,
    verify: async (onProgress) => (await ask({ kind: 'verify' }, onProgress)) as SnapshotsVerified,
    stop: async () => {
      stopping = true
      await Promise.all([...threads].map((thread) => thread.terminate()))
    },
  }
}
