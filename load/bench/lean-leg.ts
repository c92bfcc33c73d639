/**
 * The leanest leg that Node can dial, for load and bulk tests: a WebSocket client by hand over a
 * bare socket. Frames are masked with the zero key, which costs nothing, and data is handed on in
 * the pieces in which it arrives. Not for production: it trusts its server to keep to the protocol.
 */
import { connect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { legSubprotocol, parseLegText } from '../../relay/leg-text.ts'

export type LeanLegTarget = {
  readonly port: number
  readonly path: string
  readonly bearer: string
  /** Authority of the gateway's certificate; absent: no TLS. */
  readonly ca?: string
  /** Offer causeway.leg.v1. */
  readonly credit: boolean
  /** Address to dial from, such as 127.0.0.2, where one address has too few ports. */
  readonly localAddress?: string
  /** Further lines of the request, without their line ends. */
  readonly headers?: readonly string[]
  /** Opened only once the server has sent this text; absent: as soon as it has upgraded. */
  readonly awaitedText?: string
}

export type LeanLeg = {
  readonly socket: Socket
  /** Data bytes that may still be sent; infinite on a stock leg. */
  creditBytes(): number
  /** Sends a frame made by dataFrame. False: wait for `writable`. */
  send(frame: Buffer, payloadBytes: number): boolean
  sendText(text: string): void
  onData: (piece: Buffer) => void
  /** More may be sent: credit came, or the socket drained. */
  onWritable: () => void
  onClose: () => void
}

const zeroMask = Buffer.alloc(4)

/** A masked frame with FIN set: opcode 1 is text, 2 binary. */
const frameOf = (opcode: number, payload: Buffer): Buffer => {
  const { length } = payload
  let head: Buffer
  if (length < 126) head = Buffer.from([0x80 | opcode, 0x80 | length])
  else if (length < 65_536) head = Buffer.from([0x80 | opcode, 0xfe, length >> 8, length & 0xff])
  else {
    head = Buffer.alloc(10)
    head[0] = 0x80 | opcode
    head[1] = 0xff
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([head, zeroMask, payload])
}

/** A binary frame, to be sent any number of times. */
export const dataFrame = (payload: Buffer): Buffer => frameOf(2, payload)

/** Dials and upgrades; rejects with the server's status line when it refuses. */
export const openLeanLeg = async (target: LeanLegTarget): Promise<LeanLeg> => {
  const socket = await dial(target)
  socket.setNoDelay(true)
  let credit = target.credit ? 0 : Number.POSITIVE_INFINITY
  const leg: LeanLeg = {
    socket,
    creditBytes: () => credit,
    send: (frame, payloadBytes) => {
      credit -= payloadBytes
      return socket.write(frame)
    },
    sendText: (text) => {
      socket.write(frameOf(1, Buffer.from(text)))
    },
    onData: () => undefined,
    onWritable: () => undefined,
    onClose: () => undefined,
  }
  let onAwaited: () => void = () => undefined
  const awaited = new Promise<void>((resolve) => {
    onAwaited = resolve
  })
  const onText = (text: string): void => {
    if (text === target.awaitedText) onAwaited()
    const message = parseLegText(text)
    if (message?.kind === 'ping') leg.sendText(`pong ${message.number}`)
    if (message?.kind !== 'credit') return
    credit += message.bytes
    leg.onWritable()
  }
  const parse = createFrameParser((piece) => leg.onData(piece), onText)
  socket.on('drain', () => leg.onWritable())
  socket.on('close', () => leg.onClose())
  parse(await upgrade(socket, target))
  socket.on('data', parse)
  if (target.awaitedText !== undefined) await awaited
  return leg
}

const dial = (target: LeanLegTarget): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { port, ca, localAddress } = target
    const address = { port, host: '127.0.0.1', ...(localAddress && { localAddress }) }
    const socket = ca === undefined ? connect(address) : tlsConnect({ ...address, ca })
    socket.once(ca === undefined ? 'connect' : 'secureConnect', () => resolve(socket))
    socket.once('error', reject)
  })

/** Resolves with what came behind the answer's head. */
const upgrade = (socket: Socket, target: LeanLegTarget): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    let text = Buffer.alloc(0)
    const onData = (chunk: Buffer): void => {
      text = Buffer.concat([text, chunk])
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      socket.off('data', onData)
      const head = text.toString('latin1', 0, end)
      if (head.startsWith('HTTP/1.1 101 ')) resolve(text.subarray(end + 4))
      else reject(new Error(`the gateway answered ${head.slice(0, head.indexOf('\r\n'))}`))
    }
    socket.on('data', onData)
    socket.once('close', () => reject(new Error('the gateway closed before it answered')))
    const protocol = target.credit ? `Sec-WebSocket-Protocol: ${legSubprotocol}\r\n` : ''
    const more = (target.headers ?? []).map((line) => `${line}\r\n`)
    socket.write(
      `GET ${target.path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n` +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        `Authorization: Bearer ${target.bearer}\r\n${protocol}${more.join('')}\r\n`,
    )
  })

/** Parses unmasked frames as they come: data in pieces, text and control frames whole. */
const createFrameParser = (
  onData: (piece: Buffer) => void,
  onText: (text: string) => void,
): ((chunk: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0)
  let opcode = 0
  let remaining = 0
  let small = ''

  const takePayload = (chunk: Buffer): Buffer => {
    const piece = chunk.length <= remaining ? chunk : chunk.subarray(0, remaining)
    remaining -= piece.length
    if (opcode === 2) onData(piece)
    else small += piece.toString('latin1')
    if (remaining === 0 && opcode === 1) onText(small)
    if (remaining === 0) small = ''
    return chunk.subarray(piece.length)
  }

  /** The head's length, or 0 when it is not all there. */
  const takeHead = (chunk: Buffer): number => {
    if (chunk.length < 2) return 0
    const short = (chunk[1] ?? 0) & 0x7f
    const length = short === 126 ? 4 : short === 127 ? 10 : 2
    if (chunk.length < length) return 0
    opcode = (chunk[0] ?? 0) & 0x0f
    remaining = short
    if (short === 126) remaining = chunk.readUInt16BE(2)
    if (short === 127) remaining = Number(chunk.readBigUInt64BE(2))
    return length
  }

  return (received) => {
    let chunk = rest.length === 0 ? received : Buffer.concat([rest, received])
    rest = Buffer.alloc(0)
    while (chunk.length > 0) {
      if (remaining > 0) {
        chunk = takePayload(chunk)
        continue
      }
      const head = takeHead(chunk)
      if (head === 0) {
        rest = chunk
        return
      }
      chunk = chunk.subarray(head)
    }
  }
}
