/**
 * Which authorities vouch for an API: those of --ca, else of the data folder here, else the one
 * that was pinned at login, else the system's. Nothing is trusted on first sight: a person names
 * the fingerprint, or gives the file.
 */
import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createControlTrust } from '../../../relay/control-trust.ts'
import { createSystem } from '../../adapters/system.ts'
import { controlHandshakeMs } from '../../domain/limits.ts'
import { CommandFault, usageFault } from './exit.ts'

/** The file of the development authority within a data folder. */
export const authorityFileName = 'ca.pem'

export type ApiTrust = {
  readonly from: 'flag' | 'data-folder' | 'login' | 'system'
  /** PEM; absent: the system's authorities. */
  readonly ca?: string
  /** The data folder that the authority lies in, when it does. */
  readonly folder?: string
}

const readPem = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * The authority of a data folder; undefined when there is none, or when others could have put it
 * there: the working folder may be anybody's.
 */
export const readAuthority = (folder: string): string | undefined => {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined || (found.mode & 0o022) !== 0) return undefined
  const mine = process.getuid === undefined || [0, process.getuid()].includes(found.uid)
  return mine ? readPem(join(folder, authorityFileName)) : undefined
}

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

export type TrustInput = {
  readonly cwd: string
  /** Path of --ca. */
  readonly caFile: string | undefined
  readonly dataFolder: string
  /** PEM pinned at an earlier login to this API. */
  readonly pinned: string | undefined
}

/** Decides whom to trust. Throws a usage fault when --ca cannot be used. */
export const findTrust = (input: TrustInput): ApiTrust => {
  const folder = resolve(input.cwd, input.dataFolder)
  if (input.caFile !== undefined) {
    const path = resolve(input.cwd, input.caFile)
    const ca = readPem(path)
    if (ca === undefined || !isCertificate(ca)) {
      throw usageFault(`${input.caFile} holds no certificate that can be read`, 'give a PEM file')
    }
    return { from: 'flag', ca, folder: dirname(path) }
  }
  const local = readAuthority(folder)
  // The folder of another site on this machine says nothing about an API that was pinned.
  if (local !== undefined && (input.pinned === undefined || input.pinned === local)) {
    return { from: 'data-folder', ca: local, folder }
  }
  return input.pinned === undefined ? { from: 'system' } : { from: 'login', ca: input.pinned }
}

const hexOf = (fingerprint: string): string => fingerprint.replace(/[:\s]/g, '').toLowerCase()

/**
 * Fetches the authority with this SHA-256 fingerprint from the API's own handshake, on which
 * nothing is said. Throws when another one answers.
 */
export const pinAuthority = async (apiUrl: string, fingerprint: string): Promise<string> => {
  const wanted = hexOf(fingerprint)
  if (!/^[0-9a-f]{64}$/.test(wanted)) {
    throw usageFault(
      '--authority-fingerprint is not a SHA-256 fingerprint',
      'give the 64 hex digits that `causeway serve` prints',
    )
  }
  const trust = createControlTrust(
    { system: createSystem() },
    { fingerprint: wanted, deadlineMs: controlHandshakeMs },
  )
  const found = await trust.resolve(apiUrl)
  if (found.kind === 'trusted' && found.ca !== undefined) return found.ca
  const detail = 'detail' in found ? found.detail : ''
  throw new CommandFault(
    'unreachable',
    found.kind === 'untrusted' ? 'UNTRUSTED' : 'UNREACHABLE',
    `${apiUrl}: ${detail}`,
    'check the url and the fingerprint with your administrator',
  )
}
