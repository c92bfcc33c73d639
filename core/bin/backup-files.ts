/**
 * What a backup is made of: a folder of files and a list of them with their digests, which is
 * written last. A folder without the list is no backup.
 */
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, openSync, readdirSync, statSync } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { backupFileCountMax, backupManifestBytesMax } from '../domain/limits.ts'
import { replacePrivate, systemCode } from '../identity/private-files.ts'
import { failure } from './cli/exit.ts'

const manifestName = 'backup.json'
const format = 1

/** Names with slashes between them; none is `.` or `..`: no path leads out of the folder. */
const pathForm = /^(?:(?!\.{1,2}(?:\/|$))[^/\0]+(?:\/(?!$)|$))+$/

const headSchema = z.object({ kind: z.literal('causeway-backup'), format: z.int().min(1) })
const manifestSchema = z.object({
  siteId: z.uuid(),
  createdAt: z.iso.datetime(),
  /** Absent where the site's log lies elsewhere. */
  log: z
    .object({ events: z.int().min(0), streams: z.int().min(0), head: z.string().optional() })
    .optional(),
  files: z
    .array(
      z.object({
        path: z.string().max(500).regex(pathForm),
        bytes: z.int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(backupFileCountMax),
})

export type BackupManifest = z.infer<typeof manifestSchema>
export type BackupFile = BackupManifest['files'][number]

const syncFolder = (folder: string): void => {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/**
 * Copies a file (0600) into a folder (0700), synced to disk; gives what was copied. Rejects with
 * the system's error.
 */
export const copyPrivate = async (
  from: string,
  to: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const hash = createHash('sha256')
  let bytes = 0
  const source = await open(from, 'r')
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    const target = await open(to, 'wx', 0o600)
    try {
      for await (const chunk of source.createReadStream({ autoClose: false })) {
        const part: Buffer = chunk
        hash.update(part)
        bytes += part.length
        await target.writeFile(part)
      }
      await target.sync()
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Size and digest of a file that is there, which is synced to disk. */
export const digestFile = async (
  path: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return { bytes: statSync(path).size, sha256: hash.digest('hex') }
}

/** Paths of the regular files in a folder and below, relative to it; none of links. */
export const listFiles = (folder: string, below = ''): string[] =>
  readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) return listFiles(folder, path)
    return entry.isFile() ? [path] : []
  })

/** Makes the folder a backup. Throws a CommandFault for what could not be restored. */
export const writeManifest = (folder: string, manifest: BackupManifest): void => {
  const listed = manifestSchema.safeParse(manifest)
  if (!listed.success) {
    const at = listed.error.issues[0]?.path.join('.') ?? ''
    const fix = `move what is not ours out of the data folder: at most ${backupFileCountMax} files`
    throw failure(`the files cannot be listed (${at})`, fix, listed.error)
  }
  const text = JSON.stringify({ kind: 'causeway-backup', format, ...manifest }, null, 2)
  for (const path of new Set(manifest.files.map((file) => dirname(join(folder, file.path))))) {
    syncFolder(path)
  }
  replacePrivate(join(folder, manifestName), `${text}\n`)
  syncFolder(folder)
}

/** Reads what a backup holds. Throws a CommandFault for a folder that is none. */
export const readManifest = async (folder: string): Promise<BackupManifest> => {
  const path = join(folder, manifestName)
  const fix = 'give the folder that `causeway log backup` filled'
  let text: string
  try {
    if (statSync(path).size > backupManifestBytesMax) throw failure(`${path} is too long`, fix)
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    throw failure(`${folder} is no finished backup: it holds no ${manifestName}`, fix, error)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw failure(`${path} is not JSON`, fix, error)
  }
  const head = headSchema.safeParse(value)
  if (!head.success) throw failure(`${path} is not the list of a backup`, fix)
  if (head.data.format > format) {
    const what = `the backup has format ${head.data.format}, this version knows ${format}`
    throw failure(what, 'restore it with the version that made it, or a newer one')
  }
  const manifest = manifestSchema.safeParse(value)
  if (!manifest.success) throw failure(`${path} is damaged`, fix, manifest.error)
  return manifest.data
}
