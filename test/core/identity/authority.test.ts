import { X509Certificate } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createAuthority,
  fingerprintOf,
  isCertificateOf,
  isServerCertificateFit,
  issueServerCertificate,
  newCertificateKey,
  type PemPair,
} from '../../../core/identity/authority.ts'
import { createFakeSystem } from './fake-system.ts'

const day = 24 * 3_600_000
const names = ['localhost', '127.0.0.1', 'desktops.example']

const makeAuthority = async (nowMs: number): Promise<PemPair> => {
  const key = newCertificateKey()
  const system = createFakeSystem(nowMs)
  return { key, certificate: await createAuthority({ system }, { siteId: 'site', key }) }
}

const makeServer = async (authority: PemPair, nowMs: number): Promise<PemPair> => {
  const key = newCertificateKey()
  const system = createFakeSystem(nowMs)
  return { key, certificate: await issueServerCertificate({ system }, { authority, names, key }) }
}

const now = Date.now()
const authority = await makeAuthority(now)
const server = await makeServer(authority, now)

/** What a client that trusts this authority meets: 'trusted' or the reason why not. */
const shakeHands = (pair: PemPair, ca: string, servername: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const listener = createServer({ cert: pair.certificate, key: pair.key }, (socket) => {
      socket.on('error', () => undefined)
      socket.end()
    })
    listener.on('tlsClientError', () => undefined)
    onTestFinished(() => new Promise((done) => listener.close(() => done())))
    listener.once('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address() as AddressInfo
      // An address is no server name: the client then checks the address it dialled.
      const named = servername === '127.0.0.1' ? {} : { servername }
      const socket = connect({ host: '127.0.0.1', port, ca, ...named })
      socket.once('secureConnect', () => {
        socket.destroy()
        resolve('trusted')
      })
      socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    })
  })

describe('a TLS handshake', () => {
  it('works under each name and address of the certificate', async () => {
    for (const name of names) {
      expect(await shakeHands(server, authority.certificate, name)).toBe('trusted')
    }
  })

  it('fails under another name', async () => {
    const wrong = await shakeHands(server, authority.certificate, 'other.example')
    expect(wrong).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  })

  it('fails for a client that trusts another authority', async () => {
    const other = await makeAuthority(now)
    const met = await shakeHands(server, other.certificate, 'localhost')
    expect(met).not.toBe('trusted')
    expect(met).toMatch(/UNABLE_TO|SELF_SIGNED|SIGNATURE/)
  })

  it('fails with an expired certificate, and with one of the future', async () => {
    const old = await makeServer(await makeAuthority(now - 400 * day), now - 400 * day)
    const root = old.certificate.slice(old.certificate.indexOf('-----BEGIN', 10))
    expect(await shakeHands(old, root, 'localhost')).toBe('CERT_HAS_EXPIRED')
    const early = await makeServer(authority, now + 2 * day)
    const met = await shakeHands(early, authority.certificate, 'localhost')
    expect(met).toBe('CERT_NOT_YET_VALID')
  })
})

describe('certificates', () => {
  it('the root may sign and nothing else, the server the reverse', () => {
    const root = new X509Certificate(authority.certificate)
    expect(root.ca).toBe(true)
    const leaf = new X509Certificate(server.certificate)
    expect(leaf.ca).toBe(false)
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(leaf.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, DNS:127.0.0.1, DNS:desktops.example',
    )
  })

  it('the root stands behind the server’s, so that its fingerprint can be found', () => {
    const behind = server.certificate.slice(server.certificate.indexOf('-----BEGIN', 10))
    expect(fingerprintOf(behind)).toBe(fingerprintOf(authority.certificate))
    expect(fingerprintOf(authority.certificate)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('no server certificate outlives its root', async () => {
    const late = await makeServer(authority, now + 3_600 * day)
    const [leaf, root] = [new X509Certificate(late.certificate), authority.certificate]
    expect(Date.parse(leaf.validTo)).toBe(Date.parse(new X509Certificate(root).validTo))
  })

  it('a certificate belongs to its own key alone', () => {
    expect(isCertificateOf(server.certificate, server.key)).toBe(true)
    expect(isCertificateOf(server.certificate, authority.key)).toBe(false)
    expect(isCertificateOf('no certificate', server.key)).toBe(false)
  })

  it('it is time for a new one when less than a third is left, or something does not fit', async () => {
    const wanted = { authority: authority.certificate, names, key: server.key, nowMs: now }
    const fits = (change: Partial<typeof wanted>): boolean =>
      isServerCertificateFit(server.certificate, { ...wanted, ...change })
    expect(fits({})).toBe(true)
    expect(fits({ names: ['localhost'] })).toBe(true)
    expect(fits({ nowMs: now + 242 * day })).toBe(true)
    expect(fits({ nowMs: now + 244 * day })).toBe(false)
    expect(fits({ nowMs: now - day })).toBe(false)
    expect(fits({ names: [...names, 'new.example'] })).toBe(false)
    expect(fits({ names: [...names, '10.0.0.1'] })).toBe(false)
    expect(fits({ key: authority.key })).toBe(false)
    expect(fits({ authority: (await makeAuthority(now)).certificate })).toBe(false)
  })
})
