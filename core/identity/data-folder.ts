/**
 * The data folder of a site: its marker, keys and development certificates. Made at the first
 * start (0700), found again at each later one; refused when it is not ours or open to others.
 */
import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import {
  createAuthority,
  fingerprintOf,
  isServerCertificateFit,
  issueServerCertificate,
} from './authority.ts'
import { newMachineKey } from './machine-keys.ts'

/** Why a folder cannot be used: for people, with what to do. */
export class DataFolderFault extends Error {
  readonly fix: string

  constructor(message: string, fix: string) {
    super(message)
    this.name = 'DataFolderFault'
    this.fix = fix
  }
}

export type DataFolder = {
  readonly path: string
  readonly siteId: string
  /** True when this call made it. */
  readonly created: boolean
  /** 32 bytes behind the ids in streams. */
  readonly streamKey: Uint8Array
  readonly ticketKey: KeyObject
  /** Signs tokens of the development issuer. */
  readonly issuerKey: KeyObject
  /** Signs short-lived tokens of whoever can read this folder. */
  readonly localAdminKey: KeyObject
  readonly authorityFile: string
  readonly authorityFingerprint: string
  readonly tls: { readonly certificateFile: string; readonly keyFile: string }
  file(name: string): string
}

const marker = 'causeway.json'
const format = 1
const markerSchema = z.object({ format: z.int(), kind: z.literal('causeway'), siteId: z.uuid() })

/** Keys that stand in documents and examples: a site that uses one is open to all readers. */
const isSampleKey = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte === bytes[0]) ||
  /sample|example|changeme|secret|password|test-?key/i.test(Buffer.from(bytes).toString('latin1'))

const writeOwn = (path: string, content: string | Uint8Array): void => {
  const partial = `${path}.new`
  writeFileSync(partial, content, { mode: 0o600 })
  renameSync(partial, path)
}

const refuseOpen = (path: string): void => {
  const { mode } = statSync(path)
  if ((mode & 0o077) !== 0) {
    throw new DataFolderFault(
      `${path} can be read or written by others (mode ${(mode & 0o777).toString(8)})`,
      `chmod ${statSync(path).isDirectory() ? '700' : '600'} ${path}`,
    )
  }
}

const openMarker = (path: string): { siteId: string; created: boolean } => {
  const file = join(path, marker)
  if (!existsSync(file)) {
    if (readdirSync(path).length > 0) {
      throw new DataFolderFault(
        `${path} holds files of something else (there is no ${marker})`,
        'give an empty folder with --data-folder',
      )
    }
    const siteId = randomUUID()
    writeOwn(file, `${JSON.stringify({ format, kind: 'causeway', siteId })}\n`)
    return { siteId, created: true }
  }
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    value = undefined
  }
  const parsed = markerSchema.safeParse(value)
  if (!parsed.success) {
    throw new DataFolderFault(`${file} is damaged or not ours`, 'restore it from a backup')
  }
  if (parsed.data.format > format) {
    throw new DataFolderFault(`${path} was written by a newer version`, 'upgrade causeway')
  }
  return { siteId: parsed.data.siteId, created: false }
}

const openFolder = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const stat = statSync(path)
    if (!stat.isDirectory()) throw new DataFolderFault(`${path} is not a folder`, 'name a folder')
    readdirSync(path)
    if (readdirSync(path).length === 0) chmodSync(path, 0o700)
  } catch (error) {
    if (error instanceof DataFolderFault) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new DataFolderFault(
      `${path} cannot be used: ${code}`,
      'give a folder of your own with --data-folder',
    )
  }
  refuseOpen(path)
}

const readOrMake = (path: string, make: () => string | Uint8Array): Buffer => {
  if (!existsSync(path)) writeOwn(path, make())
  refuseOpen(path)
  return readFileSync(path)
}

const openSigningKey = (path: string): KeyObject => {
  const pem = readOrMake(path, newMachineKey)
  try {
    const key = createPrivateKey(pem)
    const seed = key.export({ type: 'pkcs8', format: 'der' }).subarray(-32)
    if (key.asymmetricKeyType === 'ed25519' && !isSampleKey(seed)) return key
  } catch {
    // Told below, with the way out.
  }
  throw new DataFolderFault(
    `${path} is not a key of this site's own`,
    'delete it: the next start makes a new one',
  )
}

const openSecret = (path: string): Uint8Array => {
  const bytes = new Uint8Array(readOrMake(path, () => randomBytes(32)))
  if (bytes.length !== 32 || isSampleKey(bytes)) {
    throw new DataFolderFault(
      `${path} is not a random key of 32 bytes`,
      'restore it from a backup: without it the users of the log cannot be recognised',
    )
  }
  return bytes
}

/**
 * Opens or makes the folder. `names` are what the development certificate must cover. Throws
 * DataFolderFault.
 */
export const openDataFolder = async (
  folder: string,
  names: readonly string[],
  nowMs: number,
): Promise<DataFolder> => {
  const path = resolve(folder)
  openFolder(path)
  const { siteId, created } = openMarker(path)
  for (const name of ['keys', 'tls']) mkdirSync(join(path, name), { recursive: true, mode: 0o700 })
  const file = (name: string): string => join(path, name)
  const authorityFile = file('ca.pem')
  const authorityKeyFile = file('keys/ca-key.pem')
  if (!existsSync(authorityFile) || !existsSync(authorityKeyFile)) {
    const authority = await createAuthority(siteId, nowMs)
    writeOwn(authorityKeyFile, authority.key)
    writeOwn(authorityFile, authority.certificate)
  }
  const authority = {
    certificate: readFileSync(authorityFile, 'utf8'),
    key: readFileSync(authorityKeyFile, 'utf8'),
  }
  const tls = { certificateFile: file('tls/server.pem'), keyFile: file('tls/server-key.pem') }
  const fit =
    existsSync(tls.certificateFile) &&
    existsSync(tls.keyFile) &&
    isServerCertificateFit(
      readFileSync(tls.certificateFile, 'utf8'),
      authority.certificate,
      names,
      nowMs,
    )
  if (!fit) {
    const issued = await issueServerCertificate(authority, names, nowMs)
    writeOwn(tls.keyFile, issued.key)
    writeOwn(tls.certificateFile, issued.certificate)
  }
  return {
    path,
    siteId,
    created,
    streamKey: openSecret(file('keys/streams.key')),
    ticketKey: openSigningKey(file('keys/tickets.pem')),
    issuerKey: openSigningKey(file('keys/issuer.pem')),
    localAdminKey: openSigningKey(file('keys/local-admin.pem')),
    authorityFile,
    authorityFingerprint: fingerprintOf(authority.certificate),
    tls,
    file,
  }
}

/** The public half of a signing key. */
export const publicHalf = (key: KeyObject): KeyObject => createPublicKey(key)
