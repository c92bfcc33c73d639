/**
 * The development certificate authority: one P-256 root in the data folder and the server
 * certificate it issues. P-256 because full handshakes with RSA cost a gateway several times more.
 */
import 'reflect-metadata'
import { createHash, createPrivateKey, randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto as Parameters<typeof x509.cryptoProvider.set>[0])

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const

const dayMs = 24 * 3_600_000
const rootLifetimeMs = 3_650 * dayMs
/** Clients refuse server certificates that live longer than 398 days. */
const serverLifetimeMs = 365 * dayMs
/** Made valid a little earlier: clocks of clients differ. */
const backdatedMs = 3_600_000

export type PemPair = { readonly certificate: string; readonly key: string }

const exportKey = async (key: webcrypto.CryptoKey): Promise<string> => {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

const importKey = (pem: string): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }),
    keyAlgorithm,
    true,
    ['sign'],
  )

/** A positive serial number of 127 random bits (RFC 5280, 4.1.2.2). */
const serial = (): string => {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return bytes.toString('hex')
}

/** A new root, valid for ten years. */
export const createAuthority = async (siteId: string, nowMs: number): Promise<PemPair> => {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=Causeway development authority ${siteId.slice(0, 8)}`,
    notBefore: new Date(nowMs - backdatedMs),
    notAfter: new Date(nowMs + rootLifetimeMs),
    signingAlgorithm: signing,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey) }
}

const isAddress = (name: string): boolean => /^[0-9.]+$|:/.test(name)

/**
 * A server certificate for these names and addresses, with the root behind it in the chain. An
 * address is also written as a DNS name: FreeRDP looks at nothing else.
 */
export const issueServerCertificate = async (
  authority: PemPair,
  names: readonly string[],
  nowMs: number,
): Promise<PemPair> => {
  const issuer = new x509.X509Certificate(authority.certificate)
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
  const alternatives = names.flatMap((name) =>
    isAddress(name)
      ? [
          { type: 'ip' as const, value: name },
          { type: 'dns' as const, value: name },
        ]
      : [{ type: 'dns' as const, value: name }],
  )
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    notBefore: new Date(nowMs - backdatedMs),
    notAfter: new Date(nowMs + serverLifetimeMs),
    signingAlgorithm: signing,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(alternatives),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  // The root goes along, so that a machine that joins finds the fingerprint of its token.
  const chain = `${certificate.toString('pem')}\n${authority.certificate}\n`
  return { certificate: chain, key: await exportKey(keys.privateKey) }
}

/** SHA-256 over the DER of the first certificate, lower-case hex. */
export const fingerprintOf = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('hex')

/** Does the certificate cover these names, and live for another third of its life? */
export const isServerCertificateFit = (
  pem: string,
  authorityPem: string,
  names: readonly string[],
  nowMs: number,
): boolean => {
  const certificate = new X509Certificate(pem)
  if (!certificate.verify(new X509Certificate(authorityPem).publicKey)) return false
  const from = Date.parse(certificate.validFrom)
  const to = Date.parse(certificate.validTo)
  const covered = names.every(
    (name) =>
      certificate.checkHost(name) !== undefined ||
      (isAddress(name) && certificate.checkIP(name) !== undefined),
  )
  return covered && nowMs >= from && to - nowMs > (to - from) / 3
}
