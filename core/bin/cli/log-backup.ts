/** `causeway log backup` and `log restore`: a data folder to a folder of files and back. */
import { resolve } from 'node:path'
import { createSystem } from '../../adapters/system.ts'
import { DataFolderFault } from '../../identity/private-files.ts'
import type { BackupManifest } from '../backup-files.ts'
import { backUpSite, type LogProgress } from '../site-backup.ts'
import { restoreSite } from '../site-restore.ts'
import type { Run } from './command.ts'
import { failure } from './exit.ts'
import { type Progress, startProgress } from './progress.ts'

/** Runs with a bar that begins when the log is read. */
const withBar = async <T>(run: Run, work: (onProgress: LogProgress) => Promise<T>): Promise<T> => {
  let bar: Promise<Progress> | undefined
  let shown: Progress | undefined
  try {
    return await work((done, total) => {
      bar ??= startProgress(run, 'reading the log', total).then((started) => {
        shown = started
        return started
      })
      shown?.update(done, total)
    })
  } catch (error) {
    throw error instanceof DataFolderFault ? failure(error.message, error.fix, error) : error
  } finally {
    ;(await bar)?.stop()
  }
}

const logText = ({ log }: BackupManifest): string =>
  log === undefined
    ? 'the log of this site lies elsewhere and is not in it\n'
    : `${log.events} events of ${log.streams} streams, read and whole\n`

/** Backs up the data folder, whether its broker runs or not. */
export const runLogBackup = async (run: Run): Promise<undefined> => {
  const { config } = await run.settings()
  const from = resolve(run.io.cwd, config.dataFolder)
  const to = resolve(run.io.cwd, run.text('to') ?? '')
  const manifest = await withBar(run, (onProgress) =>
    backUpSite({ system: createSystem() }, { from, to, onProgress }),
  )
  const { files, ...facts } = manifest
  run.out.result(
    { folder: to, ...facts, files: files.length },
    () =>
      `${files.length} files in ${to}\n${logText(manifest)}` +
      'they hold all keys of the site: keep them as you keep the data folder\n',
  )
}

/** Restores a backup into a data folder that is not there yet. */
export const runLogRestore = async (run: Run): Promise<undefined> => {
  const { config } = await run.settings()
  const from = resolve(run.io.cwd, run.text('from') ?? '')
  const to = resolve(run.io.cwd, config.dataFolder)
  const restored = await withBar(run, (onProgress) =>
    restoreSite({ system: createSystem() }, { from, to, onProgress }),
  )
  const { files, ...facts } = restored
  // A log that lies elsewhere is not rolled back: its keys are other brokers' too.
  const ticketsVoided = restored.log !== undefined
  const tickets = ticketsVoided
    ? 'tickets that were handed out before are void'
    : "tickets of before count until this broker's old key is retired: `causeway admin keys list`"
  run.out.result(
    { folder: to, ...facts, files: files.length, ticketsVoided },
    () =>
      `${files.length} files in ${to}\n${logText(restored)}${tickets}\n` +
      'never run this and the old folder at once\n',
  )
}
