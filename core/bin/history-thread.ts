/** The thread that walks over a log for one question of history, apart from the broker's loop. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Moment } from '../../projections/audit/moment.ts'
import { viewState } from '../../projections/audit/state-view.ts'
import { foldVersion } from '../adapters/fold-version.ts'
import { openSnapshotFolder } from '../adapters/snapshot-folder.ts'
import { createSystem } from '../adapters/system.ts'
import { Fault } from '../domain/errors.ts'
import { foldUntil, takeSnapshots, verifySnapshots, type WalkedLog } from './history-job.ts'
import type { HistoryAnswer, HistoryOrder } from './history-messages.ts'
import { openLogToRead } from './stores.ts'

const post = (answer: HistoryAnswer): void => parentPort?.postMessage(answer)
const onProgress = (events: number): void => post({ kind: 'progress', events })

const absent = (moment: Moment): string =>
  `the log has no event at ${moment.kind === 'position' ? moment.position : 'any time'}`

const work = async (order: HistoryOrder, log: WalkedLog): Promise<unknown> => {
  const version = foldVersion()
  const folder = openSnapshotFolder(order.snapshotFolder, version)
  switch (order.job.kind) {
    case 'snapshots':
      return takeSnapshots(log, folder, { foldVersion: version, every: order.every, onProgress })
    case 'verify':
      return verifySnapshots(log, folder, onProgress)
    case 'state': {
      const { moment } = order.job
      const folded = await foldUntil(log, folder, moment, onProgress)
      if (folded === undefined) throw new Fault('NOT_FOUND', absent(moment))
      const { live, events, snapshotEvents, position } = folded
      return { events, snapshotEvents, position, state: viewState(live) }
    }
  }
}

const run = async (order: HistoryOrder): Promise<void> => {
  const log = await openLogToRead(order.logFolder, order.logUrl, createSystem())
  try {
    post({ kind: 'done', result: await work(order, log) })
  } finally {
    await log.stop()
  }
}

// The data is given by the one file that starts this module.
run(workerData as HistoryOrder).catch((error: unknown) => {
  const fault = error instanceof Fault ? error : undefined
  const detail = fault?.detail ?? (error instanceof Error ? (error.stack ?? error.message) : '')
  post({ kind: 'failed', code: fault?.code, detail })
})
