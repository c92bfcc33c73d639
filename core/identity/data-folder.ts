/**
 * The data folder of a site: its marker, keys and development certificates. Made at the first
 * start (0700), found again at each later one; refused when it is not ours, open to others, of a
 * newer version, or holds a secret that anybody can know.
 */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { System } from '../broker/ports.ts'
import {
  createAuthority,
  fingerprintOf,
  isCertificateOf,
  isServerCertificateFit,
  issueServerCertificate,
  newCertificateKey,
} from './authority.ts'
import { elsewhere, openMarker, readSiteId } from './folder-marker.ts'
import { secretKeyBytes } from './identity-limits.ts'
import { newMachineKey } from './machine-keys.ts'
import {
  DataFolderFault,
  readOrMakePrivate,
  readPrivate,
  refuseExposed,
  replacePrivate,
  systemCode,
} from './private-files.ts'
import { isPublishedSecret } from './published-secrets.ts'
import { parseSigningKey } from './signing-key.ts'
import {
  joinFolder,
  refuseIncomplete,
  type SiteBundle,
  sharedFiles,
  signInFile,
} from './site-bundle.ts'

export type DataFolder = {
  /** Absolute. */
  readonly path: string
  readonly siteId: string
  /** Names the broker of this folder; those of one site differ. */
  readonly brokerId: string
  /** Made from the keys of another machine of the site. */
  readonly joined: boolean
  /** The development issuer of the machine that was joined. */
  readonly signInAt: string | undefined
  /** True when this call made it. */
  readonly created: boolean
  /** 32 bytes behind the ids in streams. */
  readonly streamKey: Uint8Array
  /** Ed25519: signs connection tickets, until another follows it. */
  readonly ticketKey: KeyObject
  /** Ed25519: signs tokens of the development issuer. */
  readonly issuerKey: KeyObject
  /** Ed25519: signs short-lived tokens of whoever can read this folder. */
  readonly localAdminKey: KeyObject
  /** The root certificate, PEM. */
  readonly authorityFile: string
  /** SHA-256 of the root certificate, lower-case hex. */
  readonly authorityFingerprint: string
  /** A certificate of that root with the root behind it, and its key, PEM. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string }
  /** Absolute path of something in the folder. */
  file(name: string): string
}

export type DataFolderPorts = { readonly system: Pick<System, 'nowMs' | 'randomBytes'> }

/**
 * Opens or makes the folder, and a certificate for these names and addresses when the one there
 * does not fit. Throws DataFolderFault.
 */
export const openDataFolder = async (
  ports: DataFolderPorts,
  options: {
    readonly folder: string
    readonly names: readonly string[]
    /** Keys of a site that the folder shall belong to. */
    readonly join?: SiteBundle
  },
): Promise<DataFolder> => {
  const path = resolve(options.folder)
  const file = (name: string): string => join(path, name)
  openFolder(path)
  const nowMs = ports.system.nowMs()
  const marker =
    options.join === undefined ? openMarker(path, nowMs) : joinFolder(path, options.join, nowMs)
  const { siteId, brokerId, joined, signInAt, created } = marker
  if (joined) refuseIncomplete(path)
  for (const name of ['keys', 'tls']) openFolder(file(name))
  const authorityFile = file(sharedFiles.authority)
  const authority = await openAuthority(ports, {
    siteId,
    file: authorityFile,
    keyFile: file(sharedFiles.authorityKey),
  })
  const tls = { certificateFile: file('tls/server.pem'), keyFile: file('tls/server-key.pem') }
  await renewServerCertificate(ports, { ...tls, authority, names: options.names })
  return {
    path,
    siteId,
    brokerId,
    joined,
    signInAt,
    created,
    streamKey: openSecret(ports, file(sharedFiles.streamKey)),
    ticketKey: openSigningKey(file('keys/tickets.pem')),
    issuerKey: openSigningKey(file(sharedFiles.issuerKey)),
    localAdminKey: openSigningKey(localAdminKeyFile(path)),
    authorityFile,
    authorityFingerprint: fingerprintOf(authority.certificate),
    tls,
    file,
  }
}

/**
 * What `causeway admin` needs of a folder that was opened before: nothing is made or renewed.
 * Undefined when there is no site in it. Throws DataFolderFault.
 */
export const readLocalAdminKey = (
  folder: string,
): { readonly siteId: string; readonly key: KeyObject } | undefined => {
  const path = resolve(folder)
  const siteId = readSiteId(path)
  const keyFile = localAdminKeyFile(path)
  const pem = siteId === undefined ? undefined : readPrivate(keyFile)
  if (siteId === undefined || pem === undefined) return undefined
  return { siteId, key: parseSigningKey(keyFile, pem) }
}

export type IssuerKey = {
  /** As its tokens name it. */
  readonly name: string
  readonly key: KeyObject
}

/**
 * The development issuer of a folder whose broker has started with one: nothing is made. Undefined
 * when there is none. Throws DataFolderFault.
 */
export const readIssuerKey = (folder: string): IssuerKey | undefined => {
  const path = resolve(folder)
  const keyFile = join(path, sharedFiles.issuerKey)
  const [pem, named] = [readPrivate(keyFile), readPrivate(join(path, signInFile))]
  const name = named?.toString('utf8').trim() ?? ''
  return pem === undefined || name === '' ? undefined : { name, key: parseSigningKey(keyFile, pem) }
}

/** The public half of a signing key. */
export const publicHalf = (key: KeyObject): KeyObject => createPublicKey(key)

const localAdminKeyFile = (path: string): string => join(path, sharedFiles.localAdminKey)

const openFolder = (path: string): void => {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false) {
      throw new DataFolderFault(`${path} is not a folder`, elsewhere)
    }
    mkdirSync(path, { recursive: true, mode: 0o700 })
    // An empty one was made for us, by hand or with another umask.
    if (readdirSync(path).length === 0) chmodSync(path, 0o700)
    refuseExposed(path)
  } catch (error) {
    if (error instanceof DataFolderFault) throw error
    throw new DataFolderFault(`${path} cannot be used: ${systemCode(error)}`, elsewhere, error)
  }
}

const openAuthority = async (
  ports: DataFolderPorts,
  site: { readonly siteId: string; readonly file: string; readonly keyFile: string },
): Promise<{ readonly certificate: string; readonly key: string }> => {
  const { siteId } = site
  const key = readOrMakePrivate(site.keyFile, newCertificateKey).toString('utf8')
  // Any certificate of the stored key will do, so two first starts at once agree.
  const fresh = readPrivate(site.file) ? '' : await createAuthority(ports, { siteId, key })
  const certificate = readOrMakePrivate(site.file, () => fresh).toString('utf8')
  if (!isCertificateOf(certificate, key)) {
    throw new DataFolderFault(
      `${site.file} and ${site.keyFile} do not belong together`,
      'restore both from a backup, or delete both and let every machine join again',
    )
  }
  return { certificate, key }
}

const renewServerCertificate = async (
  ports: DataFolderPorts,
  wanted: {
    readonly certificateFile: string
    readonly keyFile: string
    readonly authority: { readonly certificate: string; readonly key: string }
    readonly names: readonly string[]
  },
): Promise<void> => {
  const { authority, names, certificateFile } = wanted
  const key = readOrMakePrivate(wanted.keyFile, newCertificateKey).toString('utf8')
  const known = readPrivate(certificateFile)?.toString('utf8') ?? ''
  const nowMs = ports.system.nowMs()
  const rules = { authority: authority.certificate, names, key, nowMs }
  if (isServerCertificateFit(known, rules)) return
  replacePrivate(certificateFile, await issueServerCertificate(ports, { authority, names, key }))
}

const openSigningKey = (path: string): KeyObject =>
  parseSigningKey(path, readOrMakePrivate(path, newMachineKey))

const openSecret = ({ system }: DataFolderPorts, path: string): Uint8Array => {
  const bytes = new Uint8Array(readOrMakePrivate(path, () => system.randomBytes(secretKeyBytes)))
  if (bytes.length === secretKeyBytes && !isPublishedSecret(bytes)) return bytes
  throw new DataFolderFault(
    `${path} is not a random key of ${secretKeyBytes} bytes`,
    'restore it from a backup: without it the users of the log cannot be recognised',
  )
}
