/** `causeway log compact`: the space of outdated heartbeats, given back to the disk. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Compacted, compactHeartbeats } from '../../adapters/lmdb-heartbeat-compact.ts'
import { Fault } from '../../domain/errors.ts'
import type { Run } from './command.ts'
import { CommandFault, failure } from './exit.ts'
import { type Progress, startProgress } from './progress.ts'

const inUse = (error: unknown): unknown => {
  if (!(error instanceof Fault) || error.code !== 'LOG_IN_USE') return error
  const fix = 'stop the broker first; while it runs it deletes outdated heartbeats by itself'
  return new CommandFault('failed', error.code, error.detail, fix, error)
}

const textOf = ({ removed, kept, bytesBefore, bytesAfter }: Compacted): string =>
  `${removed} outdated heartbeats deleted, ${kept} kept\n` +
  `the file has ${bytesAfter} bytes now, it had ${bytesBefore}\n` +
  'the log of decisions is never compacted: it is the truth that everything else is made of\n'

/** Compacts the heartbeats of a data folder that no broker holds. */
export const runLogCompact = async (run: Run): Promise<undefined> => {
  const { config } = await run.settings()
  const site = resolve(run.io.cwd, config.dataFolder)
  const folder = join(site, 'heartbeats')
  if (!existsSync(join(site, 'causeway.json'))) {
    throw failure(`${site} is no data folder`, 'name it by --data-folder')
  }
  if (!existsSync(folder)) {
    throw failure(`${site} holds no heartbeats`, 'there is nothing to compact: none is needed')
  }
  const keptFromMs = run.io.nowMs() - config.limits.heartbeatRetentionMs
  let bar: Promise<Progress> | undefined
  let shown: Progress | undefined
  try {
    const compacted = await compactHeartbeats({
      folder,
      keptFromMs,
      onProgress: (removed, total) => {
        bar ??= startProgress(run, 'deleting outdated heartbeats', total).then((started) => {
          shown = started
          return started
        })
        shown?.update(removed, total)
      },
    })
    ;(await bar)?.stop()
    run.out.result({ folder, ...compacted }, () => textOf(compacted))
  } catch (error) {
    ;(await bar)?.stop()
    throw inUse(error)
  }
}
