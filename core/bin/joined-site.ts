/** What a broker of a site that others share tells a person at its start. */
import { existsSync } from 'node:fs'
import type { Logger } from 'pino'
import { Fault } from '../domain/errors.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { failure, usageFault } from './cli/exit.ts'
import type { Config } from './config-schema.ts'

/** A broker that joined a site decides by the site's log, never by an empty one of its own. */
export const refuseOwnLog = (config: Config, folder: DataFolder): void => {
  if (!folder.joined || config.log.url !== 'lmdb:') return
  const what = `${folder.path} has joined a site, and the embedded log is not that site's`
  throw usageFault(what, "name the site's log with --log esdb://… or CAUSEWAY_LOG_URL")
}

/** The keys lie in the folder by now: what is left of the bundle is a danger only. */
export const warnOfBundle = ({ broker }: Config, log: Logger): void => {
  if (broker.join === undefined || !existsSync(broker.join)) return
  log.warn({ file: broker.join }, 'Keys of the site lie in a file that is not needed: delete it')
}

/** A log of another site, as the end of a command; anything else goes on. */
export const otherSite = (error: unknown): never => {
  if (!(error instanceof Fault) || error.code !== 'LOG_FOREIGN') throw error
  const fix = 'join that site with --join, or name a log of its own'
  throw failure(error.detail, fix, error)
}
