/** States of the past without threads and without snapshots, for tests of the API. */

import { openSnapshotFolder } from '../../../core/adapters/snapshot-folder.ts'
import type { PastStates } from '../../../core/api/ports.ts'
import { foldUntil, type WalkedLog } from '../../../core/bin/history-job.ts'
import { statePieces } from '../../../core/bin/state-pieces.ts'
import { Fault } from '../../../core/domain/errors.ts'

/** Folds the log each time. */
export const createTestHistory = (log: WalkedLog): PastStates => ({
  stateAt: async (moment) => {
    const folded = await foldUntil(log, openSnapshotFolder('/nonexistent', 'test'), moment)
    if (folded === undefined) throw new Fault('NOT_FOUND', 'the log has no event there')
    const { live, ...counts } = folded
    return { ...counts, pieces: [...statePieces(live)] }
  },
  verify: async () => ({ verified: 0, findings: [] }),
})
