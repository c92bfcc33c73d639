/**
 * The load generator: both ends of many pairs in one process. Hosts send one way as fast as their
 * socket, their credit and a window of their own allow; what arrives is counted, and looked at no
 * further. Round trips go over a pair of their own.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createServer as createTlsServer } from 'node:tls'
import { dataFrame, openLeanLeg } from '../bench/lean-leg.ts'
import { type End, openStream, streamEnd } from './stream-end.ts'

export type Certificate = { readonly certFile: string; readonly keyFile: string }

/**
 * legs: both ends dial the relay. stream: the client dials it, and it dials the generator. naive:
 * like legs, without credit. mesh: both ends dial MeshCentral's relay, which joins two of one id.
 */
export type Shape = 'legs' | 'naive' | 'stream' | 'mesh'

export type GeneratorOrder =
  /** Takes what a relay of streams dials. */
  | { readonly kind: 'listen'; readonly certificate?: Certificate }
  | {
      readonly kind: 'open'
      readonly shape: Shape
      readonly clientPort: number
      readonly ownPort: number
      readonly pairs: number
      /** Authority of the relay's certificate; absent: no TLS. */
      readonly ca?: string
      /** Further lines of each end's request. */
      readonly headers?: readonly string[]
    }
  /** Frames of so many bytes from every host from now on, so many of them in one write. */
  | { readonly kind: 'send'; readonly frameBytes: number; readonly framesPerWrite: number }
  | { readonly kind: 'count' }
  /** So many round trips of 100 bytes, one after the other: no more than the host's credit. */
  | {
      readonly kind: 'ping'
      readonly count: number
      /** Between one and the next; absent: none. */
      readonly pauseMs?: number
    }

export type GeneratorAnswer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'counted'; readonly receivedBytes: number }
  | {
      readonly kind: 'pinged'
      readonly p50Ms: number
      readonly p99Ms: number
      readonly maxMs: number
    }

/** Bytes of a pair that may be under way: some relays have no bound of their own. */
const windowBytes = 4_194_304
const pingBytes = 100

type Pair = { readonly host: End; readonly client: End; sent: number; received: number }
type Open = Extract<GeneratorOrder, { kind: 'open' }>
type Send = Extract<GeneratorOrder, { kind: 'send' }>

const pairs: Pair[] = []
let opened = 0
let server: Server | undefined
let order: Open | undefined
const accepted: Socket[] = []
let receivedBytes = 0

const answer = (message: GeneratorAnswer): void => {
  process.send?.(message)
}

const listen = async (certificate: Certificate | undefined): Promise<void> => {
  const take = (socket: Socket): void => {
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    accepted.push(socket)
    server?.emit('taken')
  }
  server =
    certificate === undefined
      ? createServer(take)
      : createTlsServer(
          { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) },
          take,
        )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A listening TCP server has an address and port.
  answer({ kind: 'listening', port: (server.address() as AddressInfo).port })
}

const takeAccepted = async (): Promise<Socket> => {
  if (server === undefined) throw new Error('the generator does not listen')
  if (accepted.length === 0) await once(server, 'taken')
  const socket = accepted.shift()
  return socket ?? takeAccepted()
}

/** Each end is told by a text when the other is there; what it sent before would be lost. */
const openMesh = async (to: Open, name: string): Promise<Pick<Pair, 'host' | 'client'>> => {
  const { clientPort: port, headers = [] } = to
  const path = `/meshrelay.ashx?id=${name}&browser=1`
  const end = { port, path, bearer: '', credit: false, headers, awaitedText: 'c' }
  const [client, host] = await Promise.all([openLeanLeg(end), openLeanLeg(end)])
  return { client, host }
}

const openEnds = async (to: Open, name: string): Promise<Pick<Pair, 'host' | 'client'>> => {
  const tls = to.ca === undefined ? {} : { ca: to.ca }
  if (to.shape === 'stream') {
    const dialled = openStream(to.clientPort, to.ca)
    const host = streamEnd(await takeAccepted())
    return { host, client: await dialled }
  }
  if (to.shape === 'mesh') return openMesh(to, name)
  const credit = to.shape === 'legs'
  const front = { port: to.clientPort, path: '/connect', bearer: name, credit: false, ...tls }
  const client = openLeanLeg(front)
  // Who waits for the other end is known before the other end comes.
  client.catch(() => undefined)
  const path = `/rendezvous/${name}`
  const host = await openLeanLeg({ port: to.ownPort, path, bearer: name, credit, ...tls })
  if (credit) host.sendText(`+${windowBytes}`)
  return { host, client: await client }
}

const open = async (to: Open): Promise<void> => {
  order = to
  for (let count = 0; count < to.pairs; count++) {
    opened += 1
    const pair: Pair = { ...(await openEnds(to, `pair-${opened}`)), sent: 0, received: 0 }
    pairs.push(pair)
    pair.client.onData = (piece) => {
      receivedBytes += piece.length
      pair.received += piece.length
      pair.host.onWritable()
    }
  }
  answer({ kind: 'open' })
}

const sendOn = (pair: Pair, { frameBytes, framesPerWrite }: Send, framed: boolean): void => {
  const payload = randomBytes(frameBytes)
  const frame = framed ? dataFrame(payload) : payload
  const batch = Buffer.concat(Array.from({ length: framesPerWrite }, () => frame))
  const payloadBytes = framesPerWrite * frameBytes
  const { host } = pair
  host.onWritable = () => {
    while (
      host.creditBytes() >= payloadBytes &&
      pair.sent - pair.received < windowBytes &&
      !host.socket.writableNeedDrain
    ) {
      pair.sent += payloadBytes
      host.send(batch, payloadBytes)
    }
  }
  host.onWritable()
}

const ping = async (count: number, pauseMs: number | undefined): Promise<void> => {
  if (order === undefined) throw new Error('no pair was opened')
  opened += 1
  const { host, client } = await openEnds(order, `ping-${opened}`)
  const payload = Buffer.alloc(pingBytes)
  const frame = order.shape === 'stream' ? payload : dataFrame(payload)
  let atHost = 0
  host.onData = (piece) => {
    atHost += piece.length
    for (; atHost >= pingBytes; atHost -= pingBytes) host.send(frame, pingBytes)
  }
  const tookMs: number[] = []
  let atClient = 0
  let back: () => void = () => undefined
  client.onData = (piece) => {
    atClient += piece.length
    if (atClient < pingBytes) return
    atClient -= pingBytes
    back()
  }
  for (let index = 0; index < count; index++) {
    const sentAt = performance.now()
    await new Promise<void>((resolve) => {
      back = resolve
      client.send(frame, pingBytes)
    })
    tookMs.push(performance.now() - sentAt)
    if (pauseMs !== undefined) await delay(pauseMs)
  }
  tookMs.sort((a, b) => a - b)
  const at = (share: number): number => tookMs[Math.floor(tookMs.length * share)] ?? 0
  answer({ kind: 'pinged', p50Ms: at(0.5), p99Ms: at(0.99), maxMs: tookMs.at(-1) ?? 0 })
}

const run = async (message: GeneratorOrder): Promise<void> => {
  switch (message.kind) {
    case 'listen':
      return listen(message.certificate)
    case 'open':
      return open(message)
    case 'send':
      for (const pair of pairs) sendOn(pair, message, order?.shape !== 'stream')
      return answer({ kind: 'sending' })
    case 'count':
      return answer({ kind: 'counted', receivedBytes })
    case 'ping':
      return ping(message.count, message.pauseMs)
  }
}

process.on('message', (message: GeneratorOrder) => {
  run(message).catch((error: unknown) => {
    process.stderr.write(`generator: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit())
