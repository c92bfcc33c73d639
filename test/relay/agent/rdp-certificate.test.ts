import { X509Certificate } from 'node:crypto'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { createSystem } from '../../../core/adapters/system.ts'
import { readRdpCertificate } from '../../../relay/agent/rdp-certificate.ts'
import { createTestAuthority } from '../../support/relay/test-authority.ts'

const servers: { server: Server; sockets: Set<Socket> }[] = []

afterEach(async () => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A target that does with its first bytes what the test says. */
const startTarget = async (serve: (socket: Socket, first: Buffer) => void): Promise<number> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', (first: Buffer) => serve(socket, first))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push({ server, sockets })
  return (server.address() as AddressInfo).port
}

const confirm = (protocol: number): Buffer =>
  Buffer.from(`030000130ed00000123400021f08000${protocol}000000`, 'hex')

const read = (port: number, deadlineMs = 5_000) =>
  readRdpCertificate(
    { system: createSystem() },
    { host: '127.0.0.1', port, protocol: 'rdp' },
    { deadlineMs },
  )

describe('the certificate of an RDP server', () => {
  it('is read by its fingerprint after the negotiation, though the answer comes in pieces', async () => {
    const authority = await createTestAuthority()
    const { cert, key } = await authority.issue({ names: ['whatever.example'] })
    const requests: string[] = []
    const port = await startTarget((socket, first) => {
      requests.push(first.toString('hex'))
      socket.write(confirm(1).subarray(0, 7))
      setImmediate(() => {
        socket.write(confirm(1).subarray(7))
        const secureContext = createSecureContext({ cert, key })
        new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined)
      })
    })
    const expected = new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase()
    const reading = await read(port)
    if (reading.kind !== 'certificate') throw new Error(`unexpected ${reading.kind}`)
    expect(Buffer.from(reading.fingerprintSha256).toString('hex')).toBe(expected)
    // TPKT and X.224 Connection Request that asks for TLS or CredSSP.
    expect(requests).toEqual(['030000130ee000000000000100080003000000'])
  })

  it('is none when the server selects standard security or does not negotiate', async () => {
    const standard = await startTarget((socket) => socket.write(confirm(0)))
    expect(await read(standard)).toEqual({ kind: 'none' })
    const old = await startTarget((socket) =>
      socket.write(Buffer.from('0300000b06d00000123400', 'hex')),
    )
    expect(await read(old)).toEqual({ kind: 'none' })
  })
})

describe('a target of which nothing can be said', () => {
  it('does not listen', async () => {
    const port = await startTarget(() => undefined)
    const [entry] = servers.splice(0)
    await new Promise((resolve) => entry?.server.close(resolve))
    expect(await read(port)).toMatchObject({ kind: 'unreachable' })
  })

  it('is no RDP server', async () => {
    const port = await startTarget((socket) => socket.write('SSH-2.0-server\r\n'))
    expect(await read(port)).toEqual({
      kind: 'unreachable',
      detail: 'the target does not answer as an RDP server',
    })
  })

  it('says nothing', async () => {
    const port = await startTarget(() => undefined)
    expect(await read(port, 30)).toMatchObject({
      kind: 'unreachable',
      detail: expect.stringContaining('in time'),
    })
  })

  it('hangs up in the middle', async () => {
    const port = await startTarget((socket) => socket.end(confirm(1).subarray(0, 5)))
    expect(await read(port)).toMatchObject({ kind: 'unreachable' })
  })

  it('breaks the TLS handshake', async () => {
    const port = await startTarget((socket) => {
      socket.write(confirm(2))
      socket.once('data', () => socket.end('this is not TLS at all'))
    })
    expect(await read(port)).toMatchObject({ kind: 'unreachable' })
  })
})
