/**
 * The keys that every broker of a site shares, as one file for another machine: the site's id, the
 * key behind the ids in streams, the authority, and what signs tokens. Whoever holds it can be the
 * site; it leaves a machine once and is deleted after use. Tickets are signed by a key of each
 * broker's own, which never leaves its folder.
 */
import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isCertificateOf } from './authority.ts'
import { type Marker, openMarker, readMarker } from './folder-marker.ts'
import {
  DataFolderFault,
  readOrMakePrivate,
  readPrivate,
  replacePrivate,
  systemCode,
} from './private-files.ts'

/** Files that are the same in every data folder of a site, by their field in the bundle. */
export const sharedFiles = {
  authority: 'ca.pem',
  authorityKey: 'keys/ca-key.pem',
  streamKey: 'keys/streams.key',
  issuerKey: 'keys/issuer.pem',
  localAdminKey: 'keys/local-admin.pem',
} as const

/** Holds the name of the development issuer, for bundles; written by a broker that runs one. */
export const signInFile = 'keys/sign-in-at'

type SharedName = keyof typeof sharedFiles

const base64 = z.base64().min(4).max(65_536)
const bundleSchema = z.strictObject({
  kind: z.literal('causeway-site'),
  format: z.literal(1),
  siteId: z.uuid(),
  signInAt: z.url().optional(),
  files: z.strictObject({
    authority: base64,
    authorityKey: base64,
    streamKey: base64,
    issuerKey: base64,
    localAdminKey: base64,
  }),
})

export type SiteBundle = z.output<typeof bundleSchema>

const names = Object.keys(sharedFiles) as SharedName[] // The table's own keys.

/** The bundle of a folder that a broker has opened before. Throws DataFolderFault. */
export const readBundleOf = (folder: string): SiteBundle => {
  const path = resolve(folder)
  const marker = readMarker(path)
  const start = 'start the broker of that folder once, or name another with --data-folder'
  if (marker === undefined) throw new DataFolderFault(`${path} holds no site`, start)
  const contentOf = (name: SharedName): string => {
    const bytes = readPrivate(join(path, sharedFiles[name]))
    if (bytes !== undefined) return bytes.toString('base64')
    throw new DataFolderFault(`${join(path, sharedFiles[name])} is missing`, start)
  }
  const written = readPrivate(join(path, signInFile))?.toString('utf8').trim()
  const signInAt = marker.signInAt ?? written
  return {
    kind: 'causeway-site',
    format: 1,
    siteId: marker.siteId,
    ...(signInAt === undefined || signInAt === '' ? {} : { signInAt }),
    files: {
      authority: contentOf('authority'),
      authorityKey: contentOf('authorityKey'),
      streamKey: contentOf('streamKey'),
      issuerKey: contentOf('issuerKey'),
      localAdminKey: contentOf('localAdminKey'),
    },
  }
}

/** Writes a new file, 0600; one that is there is left alone. Throws DataFolderFault. */
export const writeBundle = (file: string, bundle: SiteBundle): void => {
  const path = resolve(file)
  const draft = `${path}.${randomUUID()}`
  replacePrivate(draft, `${JSON.stringify(bundle, null, 2)}\n`)
  try {
    // A link appears whole or not at all, and never replaces another's.
    linkSync(draft, path)
  } catch (error) {
    const taken = systemCode(error) === 'EEXIST'
    const what = taken ? 'is there already' : `cannot be written: ${systemCode(error)}`
    throw new DataFolderFault(`${path} ${what}`, 'name another file', error)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Reads a bundle from its file; undefined when there is none. Throws DataFolderFault. */
export const readBundle = (file: string): SiteBundle | undefined => {
  const path = resolve(file)
  const bytes = readPrivate(path)
  if (bytes === undefined) return undefined
  const again = 'make one with `causeway admin keys export` on a machine of the site'
  let parsed: unknown
  try {
    parsed = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw new DataFolderFault(`${path} is not a site's bundle of keys`, again, error)
  }
  const { data: bundle } = bundleSchema.safeParse(parsed)
  if (bundle === undefined) {
    throw new DataFolderFault(`${path} is not a bundle that this version knows`, again)
  }
  const text = (name: SharedName): string => contentOf(bundle, name).toString('utf8')
  if (isCertificateOf(text('authority'), text('authorityKey'))) return bundle
  throw new DataFolderFault(`${path} holds a certificate and a key of two authorities`, again)
}

const contentOf = (bundle: SiteBundle, name: SharedName): Buffer =>
  Buffer.from(bundle.files[name], 'base64')

/**
 * Makes the folder one of this site: a marker in an empty one, and each shared key that a crash
 * left out. What is there already must be the same. Throws DataFolderFault.
 */
export const joinFolder = (
  folder: string,
  bundle: SiteBundle,
  createdAtMs: number,
): Marker & { readonly created: boolean } => {
  const { siteId, signInAt } = bundle
  const first = { siteId, ...(signInAt === undefined ? {} : { signInAt }) }
  const marker = openMarker(folder, createdAtMs, first)
  const other = 'join with a new folder, which --data-folder names'
  if (marker.siteId !== siteId) {
    throw new DataFolderFault(`${folder} is of another site than the bundle`, other)
  }
  mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 })
  for (const name of names) {
    const file = join(folder, sharedFiles[name])
    const wanted = contentOf(bundle, name)
    // The site's own folder lacks nothing; what is missing there is not known to be this.
    const known = marker.joined ? readOrMakePrivate(file, () => wanted) : readPrivate(file)
    if (known?.equals(wanted) === true) continue
    throw new DataFolderFault(`${file} is another one than in the bundle`, other)
  }
  return marker
}

/** A joined folder whose shared keys are not all there is refused. Throws DataFolderFault. */
export const refuseIncomplete = (folder: string): void => {
  for (const name of names) {
    const file = join(folder, sharedFiles[name])
    if (readPrivate(file) !== undefined) continue
    const fix = 'start once more with the bundle: a key of the site is never made anew here'
    throw new DataFolderFault(`${file} is missing`, fix)
  }
}
