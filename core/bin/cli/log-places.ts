/**
 * The logs that `causeway log copy` names: `lmdb:PATH`, a data folder or the folder of a log in
 * it; `esdb://…`; or `env:NAME`, a variable that holds one of both.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ownBatches, ownEvents } from '../../adapters/esdb/foreign-event.ts'
import { openLmdbEventLog, openLmdbEventLogReader } from '../../adapters/lmdb-event-log.ts'
import type { CopySource, CopyTarget } from '../../broker/copy-log.ts'
import type { System } from '../../broker/ports.ts'
import { usageFault } from './exit.ts'
import type { Io } from './io.ts'

export type LogPlace =
  | { readonly kind: 'lmdb'; readonly folder: string }
  | { readonly kind: 'esdb'; readonly url: string }

const forms = 'give lmdb:PATH, esdb://user:password@host:port?…, or env:NAME of a variable with one'

/** Understands what stands behind `--from` or `--to`. Throws a CommandFault. */
export const logPlaceOf = (
  flag: string,
  given: string,
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
): LogPlace => {
  const name = /^env:(\w+)$/.exec(given)?.[1]
  const text = name === undefined ? given : env[name]
  if (text === undefined) throw usageFault(`${flag}: ${name} is not set`, forms)
  if (/^esdb(?:\+discover)?:\/\/[^\s/]+/.test(text)) return { kind: 'esdb', url: text }
  const path = /^lmdb:(.+)$/.exec(text)?.[1]
  // What a variable holds may be a password: it is not repeated.
  if (path === undefined) throw usageFault(`${flag} names no log`, forms)
  const folder = resolve(cwd, path)
  if (flag === '--from' && !existsSync(folder)) {
    throw usageFault(`--from: there is no folder ${folder}`, forms)
  }
  const isSite = existsSync(join(folder, 'causeway.json'))
  return { kind: 'lmdb', folder: isSite ? join(folder, 'log') : folder }
}

type Opened<Log> = { readonly log: Log; stop(): Promise<void> }

const openRemote = async (url: string, system: System) => {
  const { openEsdbEventLog } = await import('../../adapters/esdb-event-log.ts')
  const log = openEsdbEventLog({ system }, { url })
  return { log, stop: log.stop }
}

/**
 * Opens what is only read: an embedded log also while a broker writes it. `others`: the streams of
 * others too. Throws a Fault like the log.
 */
export const openCopySource = async (
  place: LogPlace,
  system: System,
  others: boolean,
): Promise<Opened<CopySource>> => {
  if (place.kind === 'esdb') return openRemote(place.url, system)
  const log = await openLmdbEventLogReader({ folder: place.folder })
  const own = { size: log.size, readAll: () => ownBatches(log.readAll()) }
  return { log: others ? log : own, stop: log.stop }
}

/** Opens what is written. Throws a Fault like the log: LOG_IN_USE for one that a broker has. */
export const openCopyTarget = async (
  place: LogPlace,
  system: System,
  others: boolean,
): Promise<Opened<CopyTarget>> => {
  if (place.kind === 'esdb') return openRemote(place.url, system)
  const log = await openLmdbEventLog({ folder: place.folder, system })
  return { log: others ? log : ownEvents(log), stop: log.stop }
}
