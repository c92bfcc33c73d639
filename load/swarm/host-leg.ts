/**
 * The rendezvous leg of a simulated host: dials the gateway as an agent does, speaks
 * causeway.leg.v1, and gives back what it gets. The stub behind it has no socket of its own, so
 * that a relay costs the load generator one file at this end.
 */
import type { WebSocket } from 'ws'
import type { System } from '../../core/broker/ports.ts'
import {
  legKeepaliveMs,
  legMessageBytesMax,
  swarmLegWindowBytes,
} from '../../core/domain/limits.ts'
import {
  creditText,
  finText,
  legSubprotocol,
  parseLegText,
  pongText,
} from '../../relay/leg-text.ts'
import { type DialResult, dialWebSocket } from '../../relay/websocket-dial.ts'
import type { SwarmNetwork } from './network.ts'
import type { RendezvousOrder } from './sim-host.ts'
import { createStubRdp } from './stub-rdp.ts'

export type HostLeg = {
  /** Breaks off without a close frame. */
  fail(): void
  fallSilent(): void
  heal(): void
  /** Ends it in order. */
  close(): void
}

/** Dials once; an open leg calls back when it is over. Never rejects. */
export const openHostLeg = async (
  ports: { readonly system: Pick<System, 'after'>; readonly network: SwarmNetwork },
  order: RendezvousOrder,
  options: { readonly index: number; readonly onEnd: () => void; readonly signal: AbortSignal },
): Promise<HostLeg | Exclude<DialResult, { kind: 'open' }>> => {
  const { ca, secureContext } = ports.network
  const dialled = await dialWebSocket(ports, {
    url: order.gatewayUrl,
    subprotocol: legSubprotocol,
    headers: { Authorization: `Bearer ${order.secret}` },
    ca,
    secureContext,
    localAddress: ports.network.localAddress(options.index),
    deadlineMs: order.deadlineMs,
    messageBytesMax: legMessageBytesMax,
    signal: options.signal,
  })
  return dialled.kind === 'open' ? runHostLeg(ports, dialled.socket, options.onEnd) : dialled
}

const runHostLeg = (
  { system }: { readonly system: Pick<System, 'after'> },
  socket: WebSocket,
  onEnd: () => void,
): HostLeg => {
  const stub = createStubRdp()
  let creditBytes = 0
  let pings = 0
  let waiting = Buffer.alloc(0)
  let finished = false

  /** What is given back frees as much for the sender, so no more than the window ever waits. */
  const flush = (): void => {
    const count = Math.min(creditBytes, waiting.length)
    if (count > 0) {
      socket.send(waiting.subarray(0, count))
      waiting = waiting.subarray(count)
      creditBytes -= count
      socket.send(creditText(count))
    }
    if (finished && waiting.length === 0) socket.send(finText)
  }

  const onText = (text: string): void => {
    const message = parseLegText(text)
    if (message?.kind === 'ping') socket.send(pongText(message.number))
    else if (message?.kind === 'credit') {
      creditBytes += message.bytes
      flush()
    } else if (message?.kind === 'fin') {
      finished = true
      flush()
    }
  }

  const keepAlive = (): void => {
    pings += 1
    if (!socket.isPaused) socket.send(`ping ${pings}`)
    cancelKeepalive = system.after(legKeepaliveMs, keepAlive)
  }

  let cancelKeepalive = system.after(legKeepaliveMs, keepAlive)
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return onText(data.toString('latin1'))
    waiting = Buffer.concat([waiting, stub.take(data)])
    flush()
  })
  socket.once('close', () => {
    cancelKeepalive()
    onEnd()
  })
  socket.send(creditText(swarmLegWindowBytes))
  socket.resume()
  return {
    fail: () => socket.terminate(),
    fallSilent: () => socket.pause(),
    heal: () => socket.resume(),
    close: () => socket.close(1000),
  }
}
