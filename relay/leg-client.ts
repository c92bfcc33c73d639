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
import { createHeldBytes } from './held-bytes.ts'
import type {
  LegClient,
  LegClientEnd,
  LegClientEndKind,
  LegClientOptions,
} from './leg-client-ports.ts'
import { creditText, finText, parseLegText, pingText, pongText, rstText } from './leg-text.ts'

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
  const held = createHeldBytes()
  let peerEnded = false
  let finSent = false
  let finSeen = false
  let heardAt = 0
  let pingNumber = 0
  let tcpClosed = false
  let legClosed = true
  let cancelKeepalive = noop
  let cancelClose = noop
  let writtenBytes = 0
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
    const waiting = leg?.bufferedAmount ?? 0
    const written = writtenBytes
    cancelClose()
    cancelClose = system.after(options.closeMs, () => {
      if (writtenBytes > written || (leg?.bufferedAmount ?? 0) < waiting) {
        watchClose()
      } else {
        resetPeer()
        leg?.terminate()
      }
    })
  }

  /**
   * libuv refuses a reset while a half-close is under way, and Node then forgets the socket without
   * closing it. The half-close takes a turn of the event loop; the reset waits for it.
   */
  const resetPeer = (): void => {
    if (tcpClosed) return
    const halfClosing = tcp.writableEnded && !tcp.writableFinished && tcp.writableLength === 0
    if (halfClosing) tcp.once('finish', () => tcp.resetAndDestroy())
    else tcp.resetAndDestroy()
  }

  const closeLeg = (code: number, text: string): void => {
    held.clear()
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
    for (let piece = held.take(creditBytes); piece; piece = held.take(creditBytes)) {
      creditBytes -= piece.length
      bytesToLeg += piece.length
      leg.send(piece, { binary: true })
    }
    if (peerEnded && held.size() === 0 && !finSent) {
      finSent = true
      leg.send(finText)
      closeWhenDone()
    }
    if (tcp.isPaused() && held.size() < options.heldBytesMax) tcp.resume()
  }

  /** Both streams have ended and everything is written: the leg has done its work. */
  const closeWhenDone = (): void => {
    if (tcpClosed && finSent && finSeen) closeLeg(1000, '')
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
    held.push(passed)
    pump()
    if (held.size() >= options.heldBytesMax) tcp.pause()
  }

  const onPeerEnd = (): void => {
    peerEnded = true
    if (options.inspection) held.push(options.inspection.flush())
    if (leg === undefined && held.size() === 0) resolveLeft()
    pump()
  }

  const onPeerGone = (detail: string): void => {
    if (leg === undefined) resolveLeft()
    if (end === undefined && leg?.readyState === leg?.OPEN) leg?.send(rstText)
    note('peer-reset', detail)
    closeLeg(1000, '')
  }

  const onPeerClose = (): void => {
    tcpClosed = true
    if (leg === undefined) resolveLeft()
    if (end === undefined && leg !== undefined) {
      if (peerEnded && finSeen) closeWhenDone()
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
    grantedBytes -= data.length
    if (finSeen || grantedBytes < 0) {
      violate(finSeen ? 'data after fin' : 'data beyond the credit')
      return
    }
    bytesFromLeg += data.length
    options.inspection?.toPeer(data)
    tcp.write(data, (error) => {
      if (error) return
      writtenBytes += data.length
      drainedBytes += data.length
      // A quarter at a time: few texts, and the sender still has three quarters under way.
      if (drainedBytes * 4 >= options.windowBytes) grant()
    })
  }

  const onLegText = (data: Buffer): void => {
    const message =
      data.length > legTextBytesMax ? undefined : parseLegText(data.toString('latin1'))
    switch (message?.kind) {
      case 'credit':
        creditBytes += message.bytes
        pump()
        break
      case 'fin':
        if (finSeen) violate('a second fin')
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
    held.clear()
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
  tcp.on('error', (error) => onPeerGone(error.message))
  tcp.once('close', onPeerClose)
  if (tcp.destroyed) onPeerClose()
  return {
    attach: (socket) => {
      if (end !== undefined || tcpClosed) {
        socket.terminate()
        return
      }
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
