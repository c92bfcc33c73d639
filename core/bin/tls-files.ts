/** The certificate and key that settings name, read before anything listens. */
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { systemCode } from '../identity/private-files.ts'
import { CommandFault, failure } from './cli/exit.ts'
import type { Config } from './config-schema.ts'
import type { ConfigFault } from './config-sources.ts'

const read = (setting: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const what = `${setting}: ${path} cannot be read: ${systemCode(error)}`
    throw failure(what, 'give the path of a PEM file that this user may read', error)
  }
}

/**
 * PEM of both. Throws a CommandFault naming the setting that is wrong.
 * @param names of the two settings
 */
export const readTlsFiles = (
  files: { readonly cert: string; readonly key: string },
  names = { cert: 'tls.cert', key: 'tls.key' },
): { readonly cert: string; readonly key: string } => {
  const pem = { cert: read(names.cert, files.cert), key: read(names.key, files.key) }
  try {
    createSecureContext({ ...pem, minVersion: 'TLSv1.2' })
    return pem
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const what = `${names.cert} ${files.cert} and ${names.key} ${files.key} are no pair: ${why}`
    throw failure(what, 'give a certificate chain and its own key, both PEM', error)
  }
}

/** What is wrong with the files that the settings name; empty when they name none. */
export const tlsFileFaults = ({ cert, key }: Config['tls']): readonly ConfigFault[] => {
  if (cert === undefined || key === undefined) return []
  try {
    readTlsFiles({ cert, key })
    return []
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error
    return [{ where: '', what: error.message, fix: error.fix }]
  }
}
