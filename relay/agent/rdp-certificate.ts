/**
 * Reads the certificate that an RDP server shows: X.224 negotiation for TLS (MS-RDPBCGR 2.2.1.1),
 * then a TLS handshake that believes anything, since only the fingerprint is wanted. Sends no
 * credentials and goes no further.
 */
import { createHash } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { connect } from 'node:tls'
import type { System } from '../../core/broker/ports.ts'
import { dialTarget, type Target } from './target-dial.ts'

export type CertificateReading =
  /** SHA-256 of the certificate's DER bytes. */
  | { readonly kind: 'certificate'; readonly fingerprintSha256: Uint8Array }
  /** It answers, but without TLS. */
  | { readonly kind: 'none' }
  /** Not reached, or not an RDP server; says nothing about its certificate. */
  | { readonly kind: 'unreachable'; readonly detail: string }

/** TPKT, X.224 Connection Request, RDP_NEG_REQ for PROTOCOL_SSL and PROTOCOL_HYBRID. */
const connectionRequest = Buffer.from('030000130ee000000000000100080003000000', 'hex')
const confirmLength = 19
const negotiationResponse = 2

/** Reads once. Never rejects. */
export const readRdpCertificate = async (
  ports: { readonly system: Pick<System, 'after'> },
  target: Target,
  options: { readonly deadlineMs: number },
): Promise<CertificateReading> => {
  const dialled = await dialTarget(ports, target, options)
  if (dialled.kind === 'failed') return { kind: 'unreachable', detail: dialled.detail }
  const { socket } = dialled
  return await new Promise((resolve) => {
    const finish = (reading: CertificateReading): void => {
      cancel()
      socket.on('error', () => undefined)
      socket.destroy()
      resolve(reading)
    }
    const cancel = ports.system.after(options.deadlineMs, () =>
      finish({ kind: 'unreachable', detail: 'the RDP server did not answer in time' }),
    )
    negotiate(socket, target, finish)
  })
}

const negotiate = (
  socket: Socket,
  target: Target,
  finish: (reading: CertificateReading) => void,
): void => {
  let answer = Buffer.alloc(0)
  const fail = (detail: string): void => finish({ kind: 'unreachable', detail })
  const onEnd = (): void => fail('the RDP server closed the connection')
  const onData = (chunk: Buffer): void => {
    answer = Buffer.concat([answer, chunk])
    if (answer.length > 1 && !(answer[0] === 3 && answer[1] === 0)) {
      fail('the target does not answer as an RDP server')
      return
    }
    // An answer without negotiation is shorter; its own length field says so.
    const length = answer.length >= 4 ? answer.readUInt16BE(2) : confirmLength
    if (answer.length < Math.min(length, confirmLength)) return
    socket.removeListener('data', onData)
    socket.removeListener('end', onEnd)
    const usesTls =
      length >= confirmLength && answer[11] === negotiationResponse && answer.readUInt32LE(15) !== 0
    if (usesTls) shakeHands(socket, target, finish)
    else finish({ kind: 'none' })
  }
  socket.on('error', (error) => fail(error.message))
  socket.on('data', onData)
  socket.once('end', onEnd)
  socket.write(connectionRequest)
}

const shakeHands = (
  socket: Socket,
  target: Target,
  finish: (reading: CertificateReading) => void,
): void => {
  const servername = isIP(target.host) === 0 ? target.host : ''
  const tls = connect({ socket, servername, rejectUnauthorized: false })
  tls.on('error', (error) => finish({ kind: 'unreachable', detail: error.message }))
  tls.once('close', () => finish({ kind: 'unreachable', detail: 'closed during the handshake' }))
  tls.once('secureConnect', () => {
    const { raw } = tls.getPeerCertificate()
    const fingerprintSha256 = new Uint8Array(createHash('sha256').update(raw).digest())
    finish({ kind: 'certificate', fingerprintSha256 })
  })
}
