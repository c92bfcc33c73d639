/**
 * The thread that walks over a log for one question of history, apart from the broker's loop. It
 * may be started before there is a question.
 */
import { parentPort } from 'node:worker_threads'
import type { Moment } from '../../projections/audit/moment.ts'
import { foldVersion } from '../adapters/fold-version.ts'
import { openSnapshotFolder } from '../adapters/snapshot-folder.ts'
import { createSystem } from '../adapters/system.ts'
import { Fault } from '../domain/errors.ts'
import { foldUntil, takeSnapshots, verifySnapshots, type WalkedLog } from './history-job.ts'
import type { HistoryAnswer, HistoryOrder } from './history-messages.ts'
import { openLogToRead } from './log-to-read.ts'
import { statePieces } from './state-pieces.ts'

const post = (answer: HistoryAnswer, moved: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(answer, moved)
const onProgress = (events: number): void => post({ kind: 'progress', events })

const absent = (moment: Moment): string =>
  `the log has no event at ${moment.kind === 'position' ? moment.position : 'any time'}`

/** What came of a job, and what of it moves to whoever asked instead of being copied. */
type Outcome = { readonly result: unknown; readonly moved?: readonly ArrayBuffer[] }

const work = async (order: HistoryOrder, log: WalkedLog): Promise<Outcome> => {
  const version = foldVersion()
  const folder = openSnapshotFolder(order.snapshotFolder, version)
  switch (order.job.kind) {
    case 'snapshots': {
      const { every } = order
      return {
        result: await takeSnapshots(log, folder, { foldVersion: version, every, onProgress }),
      }
    }
    case 'verify':
      return { result: await verifySnapshots(log, folder, onProgress) }
    case 'state': {
      const { moment } = order.job
      const folded = await foldUntil(log, folder, moment, onProgress)
      if (folded === undefined) throw new Fault('NOT_FOUND', absent(moment))
      const { live, events, snapshotEvents, position } = folded
      const pieces = [...statePieces(live)]
      const result = { events, snapshotEvents, position, pieces }
      return { result, moved: pieces.map(({ buffer }) => buffer) }
    }
  }
}

const run = async (order: HistoryOrder): Promise<void> => {
  const log = await openLogToRead(order.logFolder, order.logUrl, createSystem())
  try {
    const { result, moved } = await work(order, log)
    post({ kind: 'done', result }, moved)
  } finally {
    await log.stop()
  }
}

const fail = (error: unknown): void => {
  const fault = error instanceof Fault ? error : undefined
  const detail = fault?.detail ?? (error instanceof Error ? (error.stack ?? error.message) : '')
  post({ kind: 'failed', code: fault?.code, detail })
}

// One order, then nothing holds the thread: it ends, and its memory is free again.
parentPort?.once('message', (order: HistoryOrder) => void run(order).catch(fail))
