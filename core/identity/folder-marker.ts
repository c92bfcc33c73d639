/**
 * The marker of a data folder, causeway.json: that the folder is ours, of which format, of which
 * site, and which broker of that site lives in it.
 */
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DataFolderFault, readOrMakePrivate, readPrivate } from './private-files.ts'

/** Name of the marker's file. */
export const markerName = 'causeway.json'
const format = 1

export type Marker = {
  readonly siteId: string
  /** Names this folder's broker in events; brokers of one site differ. */
  readonly brokerId: string
  /** The folder was made from another machine's keys: a lost one is never replaced by a new one. */
  readonly joined: boolean
  /** The development issuer of the machine whose keys these are; absent where there is none. */
  readonly signInAt?: string
}

const markerSchema = z.object({ kind: z.literal('causeway'), format: z.int().min(1) })

/** What a broker may be called: it stands in events, logs and lists. */
export const brokerIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

const siteSchema = z.object({
  siteId: z.uuid(),
  brokerId: z.string().regex(brokerIdPattern).optional(),
  joined: z.boolean().default(false),
  signInAt: z.url().optional(),
})

/** The broker of a folder that was made before folders named theirs. */
const firstBrokerId = (siteId: string): string => `broker-${siteId.slice(0, 8)}`

/** The marker; undefined when there is none. Throws DataFolderFault. */
export const readMarker = (folder: string): Marker | undefined => {
  const file = join(folder, markerName)
  const bytes = readPrivate(file)
  if (bytes === undefined) return undefined
  const damaged = (cause?: unknown): DataFolderFault =>
    new DataFolderFault(`${file} is damaged or not ours`, 'restore it from a backup', cause)
  let marker: unknown
  try {
    marker = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw damaged(error)
  }
  const { data: known } = markerSchema.safeParse(marker)
  if (known === undefined) throw damaged()
  if (known.format > format) {
    const what = `${folder} has format ${known.format}, this version knows ${format}`
    throw new DataFolderFault(what, 'upgrade causeway')
  }
  const { data: site } = siteSchema.safeParse(marker)
  if (site === undefined) throw damaged()
  const { siteId, brokerId = firstBrokerId(siteId), joined, signInAt } = site
  return { siteId, brokerId, joined, ...(signInAt === undefined ? {} : { signInAt }) }
}

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
  const text = JSON.stringify({ kind: 'causeway', format, ...mine, createdAt }, null, 2)
  readOrMakePrivate(join(folder, markerName), () => `${text}\n`)
  const marker = readMarker(folder) ?? mine
  return { ...marker, created: marker.brokerId === brokerId }
}

/** What to do about a folder that cannot be used. */
export const elsewhere = 'name a folder of your own with --data-folder'
