/**
 * The development certificate authority: one P-256 root in the data folder and the server
 * certificates it issues. P-256 because full handshakes with RSA cost a gateway several times more.
 * Keys are made apart from certificates, so that a renewed certificate keeps its key.
 */
import 'reflect-metadata'
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  webcrypto,
  X509Certificate,
} from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'
import type { System } from '../broker/ports.ts'
import {
  authorityLifetimeMs,
  certificateBackdateMs,
  serverCertificateLifetimeMs,
} from './identity-limits.ts'

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const

/** PEM texts. */
export type PemPair = { readonly certificate: string; readonly key: string }

type CertificatePorts = { readonly system: Pick<System, 'nowMs' | 'randomBytes'> }

/** A new P-256 key as PKCS #8 PEM. */
export const newCertificateKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()

/** A new root for a key, valid for ten years, as PEM. */
export const createAuthority = async (
  ports: CertificatePorts,
  options: { readonly siteId: string; readonly key: string },
): Promise<string> => {
  const keys = await importPair(options.key)
  const { notBefore, notAfter } = validity(ports, authorityLifetimeMs)
  const usages = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(ports),
    name: `CN=Causeway development authority ${options.siteId.slice(0, 8)}`,
    notBefore,
    notAfter,
    signingAlgorithm: signing,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(usages, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return `${certificate.toString('pem')}\n`
}

/**
 * A server certificate for these names and addresses, with the root behind it: a machine that joins
 * finds the fingerprint of its token in the chain. An address is also written as a DNS name, since
 * FreeRDP looks at nothing else.
 */
export const issueServerCertificate = async (
  ports: CertificatePorts,
  options: {
    readonly authority: PemPair
    readonly names: readonly string[]
    /** PKCS #8 PEM of the server's own key. */
    readonly key: string
  },
): Promise<string> => {
  const { authority, names } = options
  const issuer = new x509.X509Certificate(authority.certificate)
  const { publicKey } = await importPair(options.key)
  const { notBefore, notAfter } = validity(ports, serverCertificateLifetimeMs)
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(ports),
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    notBefore,
    notAfter: new Date(Math.min(notAfter.getTime(), issuer.notAfter.getTime())),
    signingAlgorithm: signing,
    publicKey,
    signingKey: (await importPair(authority.key)).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.flatMap(alternativesOf)),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return `${certificate.toString('pem')}\n${authority.certificate.trim()}\n`
}

/** SHA-256 over the DER of the first certificate, lower-case hex. */
export const fingerprintOf = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('hex')

/** Does the first certificate belong to this key? False for what is not a certificate. */
export const isCertificateOf = (pem: string, key: string): boolean => {
  try {
    return new X509Certificate(pem).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

/**
 * Is the certificate of this authority and this key, does it cover these names, and has it another
 * third of its life before it? Otherwise it is time for a new one.
 */
export const isServerCertificateFit = (
  pem: string,
  wanted: {
    readonly authority: string
    readonly names: readonly string[]
    readonly key: string
    readonly nowMs: number
  },
): boolean => {
  if (!isCertificateOf(pem, wanted.key)) return false
  const certificate = new X509Certificate(pem)
  if (!certificate.verify(new X509Certificate(wanted.authority).publicKey)) return false
  const from = Date.parse(certificate.validFrom)
  const to = Date.parse(certificate.validTo)
  const covered = wanted.names.every((name) =>
    isIP(name) === 0
      ? certificate.checkHost(name) !== undefined
      : certificate.checkIP(name) !== undefined,
  )
  return covered && wanted.nowMs >= from && to - wanted.nowMs > (to - from) / 3
}

const validity = (
  { system }: CertificatePorts,
  lifetimeMs: number,
): { readonly notBefore: Date; readonly notAfter: Date } => ({
  notBefore: new Date(system.nowMs() - certificateBackdateMs),
  notAfter: new Date(system.nowMs() + lifetimeMs),
})

/** A positive number of 127 random bits (RFC 5280 section 4.1.2.2). */
const serialNumber = ({ system }: CertificatePorts): string => {
  const bytes = Buffer.from(system.randomBytes(16))
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return bytes.toString('hex')
}

const alternativesOf = (name: string): { readonly type: 'dns' | 'ip'; readonly value: string }[] =>
  isIP(name) === 0
    ? [{ type: 'dns', value: name }]
    : [
        { type: 'ip', value: name },
        { type: 'dns', value: name },
      ]

const importPair = async (pem: string) => {
  const key = createPrivateKey(pem)
  const [privateDer, publicDer] = [
    key.export({ type: 'pkcs8', format: 'der' }),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  ]
  const { subtle } = webcrypto
  return {
    privateKey: await subtle.importKey('pkcs8', privateDer, keyAlgorithm, false, ['sign']),
    publicKey: await subtle.importKey('spki', publicDer, keyAlgorithm, true, ['verify']),
  }
}
