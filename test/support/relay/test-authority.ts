/** A certificate authority for tests, whose certificates can be wrong in chosen ways. */
import 'reflect-metadata'
import { createHash, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto)

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const hourMs = 3_600_000

export type ServerCertificate = {
  /** The server's certificate, then the authority's. */
  readonly cert: string
  readonly key: string
}

export type TestAuthority = {
  readonly caPem: string
  /** SHA-256 of the authority's certificate, lower-case hex. */
  readonly fingerprint: string
  /** A certificate for 127.0.0.1 and localhost unless told otherwise. */
  issue(options?: {
    readonly names?: readonly string[]
    readonly expired?: boolean
  }): Promise<ServerCertificate>
}

const pemOf = (label: string, der: ArrayBuffer): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

export const createTestAuthority = async (name = 'CN=Test authority'): Promise<TestAuthority> => {
  const keys = await makeKeys()
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    notBefore: new Date(Date.now() - hourMs),
    notAfter: new Date(Date.now() + 24 * hourMs),
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  })
  const caPem = pemOf('CERTIFICATE', ca.rawData)
  return {
    caPem,
    fingerprint: createHash('sha256').update(new Uint8Array(ca.rawData)).digest('hex'),
    issue: async ({ names = ['localhost', '127.0.0.1'], expired = false } = {}) => {
      const serverKeys = await makeKeys()
      const leaf = await x509.X509CertificateGenerator.create({
        subject: 'CN=Test server',
        issuer: ca.subject,
        publicKey: serverKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        notBefore: new Date(Date.now() - 2 * hourMs),
        notAfter: new Date(Date.now() + (expired ? -hourMs : hourMs)),
        extensions: [
          new x509.SubjectAlternativeNameExtension(
            names.map((value) => ({
              type: /^[\d.]+$/.test(value) ? ('ip' as const) : ('dns' as const),
              value,
            })),
          ),
        ],
      })
      const key = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey)
      return {
        cert: pemOf('CERTIFICATE', leaf.rawData) + caPem,
        key: pemOf('PRIVATE KEY', key),
      }
    },
  }
}

/** Servers that nobody may believe, and what a client says of each. */
export const untrustedServers: readonly {
  readonly what: string
  readonly issue: (authority: TestAuthority) => Promise<ServerCertificate>
  readonly says: RegExp
}[] = [
  {
    what: 'a certificate for another name',
    issue: (authority) => authority.issue({ names: ['elsewhere.example', '10.9.8.7'] }),
    says: /does not match certificate's altnames/,
  },
  {
    what: 'a certificate of an unknown authority',
    issue: async () => (await createTestAuthority('CN=Stranger')).issue(),
    says: /self-signed certificate/,
  },
  {
    what: 'an expired certificate',
    issue: (authority) => authority.issue({ expired: true }),
    says: /certificate has expired/,
  },
]
