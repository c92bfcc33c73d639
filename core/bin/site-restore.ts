/**
 * Makes a data folder of a backup. Every file is held against its digest, the log is read from end
 * to end, every ticket key in it is retired, and the key that signs tickets is a new one: a ticket
 * that was handed out before, or after the backup was made, opens nothing here. The marker comes
 * last: a folder without it is refused by whatever opens it.
 */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { newMachineKey } from '../identity/machine-keys.ts'
import { readOrMakePrivate } from '../identity/private-files.ts'
import { type BackupManifest, copyPrivate, readManifest } from './backup-files.ts'
import { failure } from './cli/exit.ts'
import { checkWholeLog, type LogProgress, makeEmpty } from './site-backup.ts'
import { type VoidTicketsPorts, voidTickets } from './void-tickets.ts'

const markerName = 'causeway.json'
const ticketKey = 'keys/tickets.pem'
/** Keys that sign tickets, of now and before. */
const ticketKeys = /^keys\/tickets/

const fix = 'take another backup'

const checkLog = async (
  folder: string,
  wanted: NonNullable<BackupManifest['log']>,
  onProgress: LogProgress,
): Promise<void> => {
  const found = await checkWholeLog(folder, onProgress)
  const same =
    found.events === wanted.events && found.streams === wanted.streams && found.head === wanted.head
  if (same) return
  const counts = `${found.events} events of ${found.streams} streams`
  throw failure(`the log has ${counts}, not ${wanted.events} of ${wanted.streams}`, fix)
}

export type SiteRestored = BackupManifest & {
  /** Ticket keys that were retired in the log; none where the log lies elsewhere. */
  readonly ticketKeysRetired: number
}

/**
 * Restores into a folder that is absent or empty. Throws a CommandFault for a backup that is not
 * whole, or a Fault for its log; the folder is then as it was.
 */
export const restoreSite = async (
  ports: VoidTicketsPorts,
  options: { readonly from: string; readonly to: string; readonly onProgress: LogProgress },
): Promise<SiteRestored> => {
  const [from, to] = [resolve(options.from), resolve(options.to)]
  const manifest = await readManifest(from)
  const paths = new Set(manifest.files.map(({ path }) => path))
  if (!paths.has(markerName)) throw failure(`the backup has no ${markerName}`, fix)
  const isNew = !existsSync(to)
  makeEmpty(to)
  const restore = async ({ path, bytes, sha256 }: BackupManifest['files'][number]) => {
    if (!existsSync(join(from, path))) throw failure(`${join(from, path)} is missing`, fix)
    const copied = await copyPrivate(join(from, path), join(to, path))
    if (copied.bytes === bytes && copied.sha256 === sha256) return
    throw failure(`${join(from, path)} does not match its digest`, fix)
  }
  try {
    for (const file of manifest.files) {
      if (file.path !== markerName && !ticketKeys.test(file.path)) await restore(file)
    }
    let ticketKeysRetired = 0
    if (manifest.log !== undefined) {
      const logFolder = join(to, 'log')
      await checkLog(logFolder, manifest.log, options.onProgress)
      ticketKeysRetired = await voidTickets(ports, { logFolder, siteId: manifest.siteId })
    }
    readOrMakePrivate(join(to, ticketKey), newMachineKey)
    for (const file of manifest.files) if (file.path === markerName) await restore(file)
    return { ...manifest, ticketKeysRetired }
  } catch (error) {
    for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true, force: true })
    if (isNew) rmdirSync(to)
    throw error
  }
}
