/**
 * Our own end of a leg: joins one TCP connection with one WebSocket on a gateway, under the credit
 * scheme of `causeway.leg.v1` (proto/README.md, "Legs"). Never sends beyond the granted credit,
 * never grants more than the window, tells end and reset apart. Agent and connector share it; it
 * knows neither tickets nor orders, and reads nothing of what it carries unless told to inspect.
 */
import type { Socket } from 'node:net'
import type { RawData, WebSocket } from 'ws'
import type { System } from '../core/broker/ports.ts'
import { legTextBytesMax } from '../core/domain/limits.ts'
import { endings } from './endings.ts'
import {
  creditText,
  finText,
  legSubprotocol,
  parseLegText,
  pingText,
  pongText,
  rstText,
} from './leg-text.ts'

export { legSubprotocol }

/** Why it is over. */
export type LegClientEndKind =
  /** Both streams ended in order, or the other end closed the relay in order. */
  | 'closed'
  /** Our TCP peer reset its connection, or could not be written to. */
  | 'peer-reset'
  /** The relay was ended otherwise: the close code and text say why. */
  | 'leg-closed'
  /** The gateway was silent for too long. */
  | 'leg-silent'
  /** The gateway broke the rules of the leg. */
  | 'protocol-violation'
  /** The inspection refused to pass what the TCP peer sent. */
  | 'inspection-refused'
  /** We were told to end it. */
  | 'stopped'

export type LegClientEnd = {
  readonly kind: LegClientEndKind
  readonly detail: string
  readonly bytesToLeg: number
  readonly bytesFromLeg: number
}

/** Looks at the first bytes of a stream; what it holds back passes later or never. */
export type Inspection = {
  /** Bytes that go to the TCP peer; they always pass. */
  toPeer(bytes: Uint8Array): void
  /** Bytes from the TCP peer: what may pass now, or why nothing may pass any more. */
  fromPeer(bytes: Buffer): Buffer | { readonly refused: string }
  /** The TCP peer has ended its stream: what was held back. */
  flush(): Buffer
}

export type LegClientOptions = {
  /** Credit that the other end may have outstanding, in bytes. */
  readonly windowBytes: number
  /** Bytes of the TCP peer held while there is no credit for them. */
  readonly heldBytesMax: number
  readonly keepaliveMs: number
  readonly silenceMs: number
  /** What remains is dropped when nothing moved for this long after an end. */
  readonly closeMs: number
  readonly inspection?: Inspection
}

export type LegClient = {
  /** Starts relaying over an open, paused WebSocket. At most once. */
  attach(leg: WebSocket): void
  /** Ends both sides now. Idempotent. */
  stop(): void
  /** Resolves when the TCP connection and the WebSocket are gone. Never rejects. */
  readonly ended: Promise<LegClientEnd>
  /** Resolves when the TCP peer reset its connection, or left it without a word, before attach. */
  readonly left: Promise<void>
}

const noop = (): void => undefined

/**
 * Takes a connected TCP socket over, made with allowHalfOpen. It is read at once, so that an early
 * end is noticed, but nothing of it is sent before attach and credit.
 */
export const createLegClient = (
  tcp: Socket,
  ports: { readonly system: Pick<System, 'after' | 'monotonicMs'> },
  options: LegClientOptions,
): LegClient => {
  const { system } = ports
  let leg: WebSocket | undefined
  let end: { kind: LegClientEndKind; detail: string } | undefined
  let creditBytes = 0
  let grantedBytes = 0
  let drainedBytes = 0
  let bytesToLeg = 0
  let bytesFromLeg = 0
  let held: Buffer[] = []
  let heldBytes = 0
  let peerEnded = false
  let finSent = false
  let finSeen = false
  let heardAt = 0
  let pingNumber = 0
  let tcpClosed = false
  let legClosed = true
  let cancelKeepalive = noop
  let cancelClose = noop
  let movedAt = 0
  let resolveEnded: (end: LegClientEnd) => void = noop
  let resolveLeft: () => void = noop
  const ended = new Promise<LegClientEnd>((resolve) => {
    resolveEnded = resolve
  })
  const left = new Promise<void>((resolve) => {
    resolveLeft = resolve
  })

  const settle = (): void => {
    if (!(tcpClosed && legClosed)) return
    cancelClose()
    cancelKeepalive()
    resolveEnded({ kind: 'closed', detail: '', ...end, bytesToLeg, bytesFromLeg })
  }

  /** The first reason wins; what follows from it is no news. */
  const note = (kind: LegClientEndKind, detail = ''): void => {
    end ??= { kind, detail }
  }

  /** From the first end on, the rest must move or go. */
  const watchClose = (): void => {
    movedAt = system.monotonicMs()
    cancelClose()
    cancelClose = system.after(options.closeMs, () => {
      if (system.monotonicMs() - movedAt < options.closeMs) return watchClose()
      if (!tcpClosed) tcp.resetAndDestroy()
      leg?.terminate()
    })
  }

  const resetPeer = (): void => {
    if (!tcpClosed) tcp.resetAndDestroy()
  }

  const closeLeg = (code: number, text: string): void => {
    held = []
    heldBytes = 0
    if (leg?.readyState === leg?.OPEN) leg?.close(code, text)
    watchClose()
  }

  const violate = (detail: string): void => {
    note('protocol-violation', detail)
    closeLeg(endings.protocol_violation.closeCode, 'protocol_violation')
    resetPeer()
  }

  const pump = (): void => {
    if (leg === undefined || end !== undefined) return
    while (creditBytes > 0 && heldBytes > 0) {
      const first = held[0] ?? Buffer.alloc(0)
      const part = first.length <= creditBytes ? first : first.subarray(0, creditBytes)
      if (part === first) held.shift()
      else held[0] = first.subarray(part.length)
      heldBytes -= part.length
      creditBytes -= part.length
      bytesToLeg += part.length
      leg.send(part, { binary: true })
    }
    if (peerEnded && heldBytes === 0 && !finSent) {
      finSent = true
      leg.send(finText)
    }
    if (tcp.isPaused() && heldBytes < options.heldBytesMax) tcp.resume()
  }

  const onPeerData = (chunk: Buffer): void => {
    if (end !== undefined) return
    const passed = options.inspection?.fromPeer(chunk) ?? chunk
    if ('refused' in passed) {
      note('inspection-refused', passed.refused)
      closeLeg(endings.host_closed.closeCode, 'host_closed')
      resetPeer()
      return
    }
    hold(passed)
    pump()
    if (heldBytes >= options.heldBytesMax) tcp.pause()
  }

  const hold = (bytes: Buffer): void => {
    if (bytes.length === 0) return
    held.push(bytes)
    heldBytes += bytes.length
  }

  const onPeerEnd = (): void => {
    peerEnded = true
    hold(options.inspection?.flush() ?? Buffer.alloc(0))
    if (leg === undefined && heldBytes === 0) resolveLeft()
    pump()
  }

  const onPeerGone = (detail: string): void => {
    resolveLeft()
    if (end === undefined && leg?.readyState === leg?.OPEN) leg?.send(rstText)
    note('peer-reset', detail)
    closeLeg(1000, '')
  }

  const onPeerClose = (): void => {
    tcpClosed = true
    resolveLeft()
    // Both streams have ended and everything is written: the leg has done its work.
    if (end === undefined && leg !== undefined) {
      if (finSent && finSeen) closeLeg(1000, '')
      else onPeerGone('the connection was closed')
    }
    settle()
  }

  const grant = (): void => {
    if (finSeen || end !== undefined || leg?.readyState !== leg?.OPEN) return
    grantedBytes += drainedBytes
    leg?.send(creditText(drainedBytes))
    drainedBytes = 0
  }

  const onLegData = (data: Buffer): void => {
    if (finSeen) return violate('data after fin')
    grantedBytes -= data.length
    if (grantedBytes < 0) return violate('data beyond the credit')
    bytesFromLeg += data.length
    options.inspection?.toPeer(data)
    tcp.write(data, (error) => {
      if (error) return
      movedAt = system.monotonicMs()
      drainedBytes += data.length
      // A quarter at a time: few texts, and the sender still has three quarters under way.
      if (drainedBytes * 4 >= options.windowBytes) grant()
    })
  }

  const onLegText = (data: Buffer): void => {
    const message = data.length > legTextBytesMax ? undefined : parseLegText(data.toString('latin1'))
    switch (message?.kind) {
      case 'credit':
        creditBytes += message.bytes
        pump()
        break
      case 'fin':
        if (finSeen) return violate('a second fin')
        finSeen = true
        tcp.end()
        break
      case 'rst':
        note('leg-closed', 'the other end was reset')
        resetPeer()
        closeLeg(1000, '')
        break
      case 'ping':
        leg?.send(pongText(message.number))
        break
      case 'pong':
        break
      case undefined:
        violate('unknown text')
    }
  }

  const onLegMessage = (data: RawData, isBinary: boolean): void => {
    heardAt = system.monotonicMs()
    if (end !== undefined || !Buffer.isBuffer(data)) return
    if (isBinary) onLegData(data)
    else onLegText(data)
  }

  const onLegClose = (code: number, text: Buffer): void => {
    legClosed = true
    cancelKeepalive()
    held = []
    heldBytes = 0
    if (code === 1000) {
      note('closed', text.toString())
      // What came before is still written; what the peer says from here on has no reader.
      tcp.end()
      tcp.resume()
      watchClose()
    } else {
      note('leg-closed', `${code} ${text.toString()}`)
      resetPeer()
    }
    settle()
  }

  const keepAlive = (): void => {
    if (system.monotonicMs() - heardAt >= options.silenceMs) {
      note('leg-silent', 'nothing was heard from the gateway')
      resetPeer()
      leg?.terminate()
      return
    }
    pingNumber += 1
    leg?.send(pingText(pingNumber))
    cancelKeepalive = system.after(options.keepaliveMs, keepAlive)
  }

  tcp.on('data', onPeerData)
  tcp.once('end', onPeerEnd)
  tcp.once('error', (error) => onPeerGone(error.message))
  tcp.once('close', onPeerClose)
  if (tcp.destroyed) onPeerClose()
  return {
    attach: (socket) => {
      if (end !== undefined || tcpClosed) return socket.terminate()
      leg = socket
      legClosed = false
      heardAt = system.monotonicMs()
      socket.on('message', onLegMessage)
      socket.once('close', onLegClose)
      grantedBytes = options.windowBytes
      socket.send(creditText(options.windowBytes))
      cancelKeepalive = system.after(options.keepaliveMs, keepAlive)
      pump()
      socket.resume()
    },
    stop: () => {
      note('stopped')
      closeLeg(1000, '')
      resetPeer()
    },
    ended,
    left,
  }
}
