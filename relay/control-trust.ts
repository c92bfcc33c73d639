/**
 * Whom a machine believes to be its broker: the public authorities, or one pinned authority. The
 * pin starts as the fingerprint in the join token; the first connection fetches the certificate
 * with that fingerprint, says nothing on it, and every later one is verified against it.
 */
import { createHash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import type { System } from '../core/broker/ports.ts'

type Trust =
  /** `ca` is the PEM of the only authority; absent: the public ones. */
  | { readonly kind: 'trusted'; readonly ca?: string }
  /** The peer shows no authority of that fingerprint: somebody else answers at this address. */
  | { readonly kind: 'untrusted'; readonly detail: string }
  /** Not reached; may be tried again. */
  | { readonly kind: 'unreachable'; readonly detail: string }

export type ControlTrust = {
  /** What to verify the peer at this wss url against. The signal gives up. Never rejects. */
  resolve(url: string, signal?: AbortSignal): Promise<Trust>
}

export type ControlTrustOptions = {
  /** PEM pinned by an earlier run. */
  readonly ca?: string
  /** SHA-256 of the authority's certificate in lower-case hex; '' for public authorities. */
  readonly fingerprint: string
  /** Called once with the PEM when it has been found by its fingerprint. */
  readonly onPinned?: (ca: string) => void
  readonly deadlineMs: number
}

/** Authorities above a server's certificate: none sensible has more. */
const chainLengthMax = 10

/** Makes the trust of one machine. */
export const createControlTrust = (
  ports: { readonly system: Pick<System, 'after'> },
  options: ControlTrustOptions,
): ControlTrust => {
  let pinned = options.ca
  return {
    resolve: async (url, signal) => {
      if (pinned !== undefined) return { kind: 'trusted', ca: pinned }
      if (options.fingerprint === '') return { kind: 'trusted' }
      const chain = await fetchChain(ports, url, options.deadlineMs, signal)
      if (typeof chain === 'string') return { kind: 'unreachable', detail: chain }
      const ca = findAuthority(chain, options.fingerprint)
      if (ca === undefined) {
        const detail = `no authority with fingerprint ${options.fingerprint} answers at ${url}`
        return { kind: 'untrusted', detail }
      }
      pinned = ca
      options.onPinned?.(ca)
      return { kind: 'trusted', ca }
    },
  }
}

/** SHA-256 of a certificate's DER bytes, in lower-case hex. */
const certificateFingerprint = (der: Uint8Array): string =>
  createHash('sha256').update(der).digest('hex')

const findAuthority = (chain: readonly Uint8Array[], fingerprint: string): string | undefined => {
  const wanted = chain.find((der) => certificateFingerprint(der) === fingerprint)
  if (wanted === undefined) return undefined
  const certificate = new X509Certificate(wanted)
  return certificate.ca ? certificate.toString() : undefined
}

/** The certificates the peer presents, as DER; a text says why there are none. */
const fetchChain = (
  ports: { readonly system: Pick<System, 'after'> },
  url: string,
  deadlineMs: number,
  signal: AbortSignal | undefined,
): Promise<readonly Uint8Array[] | string> =>
  new Promise((resolve) => {
    if (!URL.canParse(url)) return resolve('broker address is not a url')
    const { hostname, port } = new URL(url)
    const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
    // INVARIANT: nothing is sent on this unverified connection, and nothing it says is believed
    // but bytes whose hash was known before.
    const socket = connect({
      host,
      port: port === '' ? 443 : Number(port),
      servername: isIP(host) === 0 ? host : '',
      minVersion: 'TLSv1.2',
      rejectUnauthorized: false,
    })
    const finish = (result: readonly Uint8Array[] | string): void => {
      cancel()
      signal?.removeEventListener('abort', giveUp)
      socket.on('error', () => undefined)
      socket.destroy()
      resolve(result)
    }
    const giveUp = (): void => finish('given up')
    signal?.addEventListener('abort', giveUp)
    const cancel = ports.system.after(deadlineMs, () => finish('no TLS handshake in time'))
    socket.once('error', (error) => finish(error.message))
    socket.once('close', () => finish('closed during the TLS handshake'))
    socket.once('secureConnect', () => finish(readChain(socket)))
  })

const readChain = (socket: TLSSocket): readonly Uint8Array[] => {
  const chain: Uint8Array[] = []
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (certificate?.raw !== undefined && chain.length < chainLengthMax) {
    chain.push(certificate.raw)
    // A self-signed certificate is its own issuer.
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate
    certificate = issuer === certificate ? undefined : issuer
  }
  return chain
}
