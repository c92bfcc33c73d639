/**
 * The marker of a data folder, causeway.json: that the folder is ours, in which format, of which
 * site, and which broker of that site lives in it. A newer format is refused, an older one too
 * until it was upgraded: neither is ever guessed at.
 */
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { DataFolderFault, readOrMakePrivate, readPrivate, replacePrivate } from './private-files.ts'

/** Name of the marker's file. */
export const markerName = 'causeway.json'
/** Raised with each step of core/bin/site-upgrade.ts. */
export const folderFormat = 1

export type Marker = {
  readonly siteId: string
  /** Names this folder's broker in events; brokers of one site differ. */
  readonly brokerId: string
  /** The folder was made from another machine's keys: a lost one is never replaced by a new one. */
  readonly joined: boolean
  /** The development issuer of the machine whose keys these are; absent where there is none. */
  readonly signInAt?: string
}

const markerSchema = z.looseObject({ kind: z.literal('causeway'), format: z.int().min(1) })

/** What a broker may be called: it stands in events, logs and lists. */
export const brokerIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

const siteSchema = z.object({
  siteId: z.uuid(),
  brokerId: z.string().regex(brokerIdPattern).optional(),
  joined: z.boolean().default(false),
  signInAt: z.url().optional(),
})

/** What to do about a folder that cannot be used. */
export const elsewhere = 'name a folder of your own with --data-folder'

/** The broker of a folder that was made before folders named theirs. */
const firstBrokerId = (siteId: string): string => `broker-${siteId.slice(0, 8)}`

const damaged = (file: string, cause?: unknown): DataFolderFault =>
  new DataFolderFault(`${file} is damaged or not ours`, 'restore it from a backup', cause)

/** Undefined when there is no marker. Throws DataFolderFault when it is not one. */
const parseMarker = (folder: string): z.infer<typeof markerSchema> | undefined => {
  const file = join(folder, markerName)
  const bytes = readPrivate(file)
  if (bytes === undefined) return undefined
  let marker: unknown
  try {
    marker = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw damaged(file, error)
  }
  const { data: known } = markerSchema.safeParse(marker)
  if (known === undefined) throw damaged(file)
  return known
}

/**
 * The format in which a folder was written; undefined when there is no site in it. Throws
 * DataFolderFault for one that is newer than `known`.
 */
export const readFolderFormat = (folder: string, known = folderFormat): number | undefined => {
  const path = resolve(folder)
  const format = parseMarker(path)?.format
  if (format === undefined || format <= known) return format
  const what = `${path} has format ${format}, this version knows ${known}`
  throw new DataFolderFault(what, 'upgrade causeway')
}

/** Notes the format to which a folder was brought; whole or not at all. */
export const writeFolderFormat = (folder: string, format: number): void => {
  const path = resolve(folder)
  const marker = { ...parseMarker(path), format }
  replacePrivate(join(path, markerName), `${JSON.stringify(marker, null, 2)}\n`)
}

/**
 * The marker; undefined when there is none. Throws DataFolderFault when it is damaged, or of
 * another format than `known`.
 */
export const readMarker = (folder: string, known = folderFormat): Marker | undefined => {
  const path = resolve(folder)
  const format = readFolderFormat(path, known)
  if (format === undefined) return undefined
  if (format < known) {
    const what = `${path} has format ${format}, this version needs ${known}`
    const fix = 'back it up with the version that wrote it, then `causeway log upgrade`'
    throw new DataFolderFault(what, fix)
  }
  const { data: site } = siteSchema.safeParse(parseMarker(path))
  if (site === undefined) throw damaged(join(path, markerName))
  const { siteId, brokerId = firstBrokerId(siteId), joined, signInAt } = site
  return { siteId, brokerId, joined, ...(signInAt === undefined ? {} : { signInAt }) }
}

/** The id of the site in a folder; undefined when there is none. Throws as readMarker does. */
export const readSiteId = (folder: string, known = folderFormat): string | undefined =>
  readMarker(folder, known)?.siteId

/** What a folder that has no marker yet shall be: absent, a site of its own. */
export type FirstMarker = Pick<Marker, 'siteId' | 'signInAt'>

/**
 * The marker, which is made when the folder is empty. Of two processes that make it at once the
 * first wins, and both read the same. Throws DataFolderFault for a folder of something else.
 */
export const openMarker = (
  folder: string,
  createdAtMs: number,
  first?: FirstMarker,
): Marker & { readonly created: boolean } => {
  const known = readMarker(folder)
  if (known !== undefined) return { ...known, created: false }
  const foreign = readdirSync(folder).filter((name) => !name.startsWith(`${markerName}.`))
  if (foreign.length > 0) {
    const found = `it holds ${foreign[0]} and no ${markerName}`
    throw new DataFolderFault(`${folder} is not a data folder: ${found}`, elsewhere)
  }
  // A site's first folder and each that joins it: their brokers are told apart by this draw.
  const brokerId = `broker-${randomUUID().slice(0, 8)}`
  const site = first ?? { siteId: randomUUID() }
  const mine = { ...site, brokerId, joined: first !== undefined }
  const createdAt = new Date(createdAtMs).toISOString()
  const text = JSON.stringify(
    { kind: 'causeway', format: folderFormat, ...mine, createdAt },
    null,
    2,
  )
  readOrMakePrivate(join(folder, markerName), () => `${text}\n`)
  const marker = readMarker(folder) ?? mine
  return { ...marker, created: marker.brokerId === brokerId }
}
