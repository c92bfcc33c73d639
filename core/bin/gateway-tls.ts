/** The certificates of a gateway: read, checked, and read again when their files change. */

import { X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import type { Registry } from 'prom-client'
import { Counter, Gauge } from 'prom-client'
import type { Log } from '../../relay/log-port.ts'
import type { NamedTlsFiles, TlsFiles } from '../../relay/uws-server.ts'
import type { System } from '../broker/ports.ts'
import { gatewayNameCountMax, tlsLookMs } from '../domain/limits.ts'
import { usageFault } from './cli/exit.ts'
import type { Config } from './config-schema.ts'
import { readTlsFiles } from './tls-files.ts'

const further = { cert: 'gateway.certificates', key: 'gateway.certificates' }

/** Names that a certificate is for, `*.` included; addresses are no names. */
const namesOf = (pem: string): string[] =>
  (new X509Certificate(pem).subjectAltName ?? '')
    .split(', ')
    .filter((name) => name.startsWith('DNS:'))
    .map((name) => name.slice('DNS:'.length).toLowerCase())

type Read = { readonly files: TlsFiles; readonly expiresAtMs: number }

/**
 * What the settings name, as the listeners take it. Throws a CommandFault naming the file that
 * cannot be read, is no pair or names nobody.
 */
export const readGatewayTls = (config: Config): Read => {
  const { cert, key } = config.tls
  if (cert === undefined || key === undefined) {
    throw usageFault('a gateway needs tls.cert and tls.key', 'give --tls-cert and --tls-key')
  }
  const pems = [readTlsFiles({ cert, key }).cert]
  const named: NamedTlsFiles[] = []
  for (const pair of config.gateway.certificates) {
    const [certFile = '', keyFile = ''] = pair.split('=')
    const pem = readTlsFiles({ cert: certFile, key: keyFile }, further).cert
    const names = namesOf(pem)
    if (names.length === 0) {
      const fix = 'give a certificate with DNS names as subject alternative names'
      throw usageFault(`gateway.certificates: ${certFile} carries no name`, fix)
    }
    pems.push(pem)
    named.push({ certFile, keyFile, names })
  }
  const nameCount = named.reduce((sum, { names }) => sum + names.length, 0)
  if (nameCount > gatewayNameCountMax) {
    const what = `gateway.certificates carry ${nameCount} names, ${gatewayNameCountMax} at most`
    throw usageFault(what, 'leave certificates out, or use one with a wildcard')
  }
  const ends = pems.map((pem) => Date.parse(new X509Certificate(pem).validTo))
  return { files: { certFile: cert, keyFile: key, named }, expiresAtMs: Math.min(...ends) }
}

/** Changes whenever one of the files does; a file that is gone counts as changed. */
const signatureOf = (config: Config): string => {
  const pairs = config.gateway.certificates.flatMap((pair) => pair.split('='))
  return [config.tls.cert ?? '', config.tls.key ?? '', ...pairs]
    .map((path) => {
      const found = statSync(path, { throwIfNoEntry: false })
      return found === undefined ? 'gone' : `${found.ino} ${found.size} ${found.mtimeMs}`
    })
    .join('|')
}

export type TlsWatch = {
  readonly changed: number
  readonly refused: number
  /** When the first of the certificates in use expires, in milliseconds since 1970. */
  readonly expiresAtMs: number
}

/**
 * Looks at the files every tlsLookMs. What is new is used once it looked the same twice, so that
 * nobody reads half of it; what is no pair is logged and the old certificates stay in use.
 * @param apply has new connections use the files; may throw
 * @returns counts that go on changing, and what ends the looking
 */
export const watchGatewayTls = (
  ports: {
    readonly system: Pick<System, 'after'>
    readonly log: Log
    readonly apply: (files: TlsFiles) => void
  },
  config: Config,
): { readonly facts: TlsWatch; stop(): void } => {
  const facts = { changed: 0, refused: 0, expiresAtMs: readGatewayTls(config).expiresAtMs }
  let settled = signatureOf(config)
  let seen = settled

  const take = (): void => {
    try {
      const { files, expiresAtMs } = readGatewayTls(config)
      ports.apply(files)
      facts.changed += 1
      facts.expiresAtMs = expiresAtMs
      ports.log.info({ expires: new Date(expiresAtMs).toISOString() }, 'Certificates changed')
    } catch (error) {
      facts.refused += 1
      const why = error instanceof Error ? error.message : String(error)
      ports.log.warn({ why }, 'New certificates cannot be used; the old ones stay')
    }
  }

  const look = (): void => {
    const now = signatureOf(config)
    const isStill = now === seen
    seen = now
    if (isStill && now !== settled) {
      settled = now
      take()
    }
    cancel = ports.system.after(tlsLookMs, look)
  }
  let cancel = ports.system.after(tlsLookMs, look)
  return { facts, stop: () => cancel() }
}

/** Shows how the certificates are, when somebody scrapes. */
export const registerTlsMetrics = (registry: Registry, facts: TlsWatch): void => {
  const registers = [registry]
  new Gauge({
    name: 'causeway_gateway_certificate_expires_seconds',
    help: 'When the first certificate in use expires, in seconds since 1970.',
    registers,
    collect() {
      this.set(Math.floor(facts.expiresAtMs / 1_000))
    },
  })
  new Counter({
    name: 'causeway_gateway_certificate_changes_total',
    help: 'Changes of certificate files, by what became of them.',
    labelNames: ['outcome'],
    registers,
    collect() {
      this.reset()
      this.inc({ outcome: 'used' }, facts.changed)
      this.inc({ outcome: 'refused' }, facts.refused)
    },
  })
}
