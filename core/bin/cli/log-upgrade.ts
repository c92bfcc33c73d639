/** `causeway log upgrade`: a data folder of an older version, made fit for this one. */
import { resolve } from 'node:path'
import { Fault } from '../../domain/errors.ts'
import { DataFolderFault } from '../../identity/private-files.ts'
import { upgradeSite } from '../site-upgrade.ts'
import type { Run } from './command.ts'
import { CommandFault, failure } from './exit.ts'

const told = (error: unknown): unknown => {
  if (error instanceof DataFolderFault) return failure(error.message, error.fix, error)
  if (!(error instanceof Fault) || error.code !== 'LOG_IN_USE') return error
  return new CommandFault('failed', error.code, error.detail, 'stop the broker first', error)
}

/** Upgrades the data folder; tells every step. */
export const runLogUpgrade = async (run: Run): Promise<undefined> => {
  const { config } = await run.settings()
  const folder = resolve(run.io.cwd, config.dataFolder)
  const upgraded = await upgradeSite(folder).catch((error: unknown) => {
    throw told(error)
  })
  const { from, to, steps } = upgraded
  run.out.result({ folder, ...upgraded }, () =>
    steps.length === 0
      ? `${folder} has format ${to} already: nothing to do\n`
      : `${steps.map((step) => `${step}\n`).join('')}${folder} has format ${to} now, not ${from}\n`,
  )
}
