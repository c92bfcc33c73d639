/**
 * One control connection from its first message to its end: the machine proves its key, is
 * enrolled or refused, and then speaks on a channel. Decides nothing about hosts or gateways.
 *
 *   hello -> proof -> enrolling -> up -> ended        (anything else: refused -> ended)
 */
import type { RawData, WebSocket } from 'ws'
import {
  type ControlMessage,
  type ControlMessageOf,
  decodeControl,
  encodeControl,
} from '../../proto/control-codec.ts'
import type { Enrolled, Enrolment } from '../broker/enrolment.ts'
import type { System } from '../broker/ports.ts'
import { type ErrorCode, errorTable } from '../domain/errors.ts'
import { controlProtocolVersion } from '../domain/limits.ts'
import { verifyChallenge } from '../identity/machine-keys.ts'
import { hashSecret } from '../identity/registration-tokens.ts'
import {
  type ControlChannelPorts,
  type ControlLog,
  codeOf,
  createControlChannel,
  type OpenChannel,
} from './control-channel.ts'
import { keepControlAlive } from './control-keepalive.ts'

export type ControlSessionPorts = {
  readonly broker: ControlChannelPorts['broker'] & {
    readonly enrolment: Pick<Enrolment, 'enrol'>
  }
  readonly system: Pick<System, 'after' | 'monotonicMs' | 'newId' | 'randomBytes'>
  readonly log: ControlLog
  /** The key is proven: false when there is no room for another channel. */
  readonly onProven: () => boolean
  /** The machine was welcomed. */
  readonly onUp: () => void
  /** A message of a newer protocol was skipped. */
  readonly onUnknown: () => void
}

export type ControlSessionOptions = {
  readonly siteId: string
  readonly brokerId: string
  /** Ed25519 raw, newest first; told to gateways and agents in the welcome. */
  readonly ticketPublicKeys: () => readonly Uint8Array[]
  readonly heartbeatIntervalMs: number
  /** Over how long agents come back that lose this broker together, in milliseconds. */
  readonly reconnectSpreadMs: () => number
  readonly keepaliveMs: number
  readonly silenceMs: number
  readonly bufferedBytesMax: number
  readonly inboxCountMax: number
  readonly inboxBytesMax: number
  /** Where the peer is, as its socket says. */
  readonly address: string
}

export type ControlSession = {
  close(reason: string): void
  /** Lets a peer go that broke a rule of the port; nothing more is begun of what it said. */
  breakOff(detail: string): void
  /** Resolves when the socket is gone and all that it brought has been handled. */
  readonly finished: Promise<void>
}

type Hello = ControlMessageOf<'hello'>
type Phase = 'hello' | 'proof' | 'enrolling' | 'up' | 'ended'

/** How long the peer may take for its part of the closing handshake. */
const closeMs = 1_000
/** A WebSocket close reason holds this many bytes (RFC 6455, section 5.5). */
const closeReasonBytesMax = 123

/** Runs one accepted WebSocket; everything it needs it gets from its ports. */
export const createControlSession = (
  socket: WebSocket,
  ports: ControlSessionPorts,
  options: ControlSessionOptions,
): ControlSession => {
  const { broker, system, log } = ports
  const nonce = system.randomBytes(32)
  const incarnation = system.newId()
  let phase: Phase = 'hello'
  let hello: Hello | undefined
  let channel: OpenChannel | undefined
  let endReason = ''

  const close = (reason: string, closeCode = 1000): void => {
    if (phase === 'ended') return
    phase = 'ended'
    endReason = reason
    const text = Buffer.from(reason).subarray(0, closeReasonBytesMax).toString()
    socket.close(closeCode, text.replace(/\ufffd+$/u, ''))
    const cancel = system.after(closeMs, () => socket.terminate())
    socket.once('close', cancel)
  }

  const write = (message: ControlMessage): boolean => {
    if (phase === 'ended' || socket.readyState !== socket.OPEN) return false
    const bytes = encodeControl(message)
    if (socket.bufferedAmount + bytes.length > options.bufferedBytesMax) return false
    socket.send(bytes)
    return true
  }

  const reject = (code: ErrorCode, detail: string): void => {
    log.info({ code, detail, machineName: hello?.machineName ?? '' }, 'Control peer refused')
    write({ type: 'rejected', code, detail: detail === '' ? errorTable[code].message : detail })
    close(code, 1008)
  }

  /** A peer that breaks the protocol is told so and let go. */
  const breakOff = (detail: string): void => {
    if (phase === 'ended') return
    channel?.discard()
    if (phase === 'up') {
      log.warn({ detail, incarnation }, 'Control channel closed')
      close(detail, 1008)
    } else {
      reject('REQUEST_INVALID', detail)
    }
  }

  const open = (enrolled: Enrolled, greeting: Hello): void => {
    const { machineId, poolId, region } = enrolled
    phase = 'up'
    ports.onUp()
    // The welcome goes first: an order that the channel's event sets off must not overtake it.
    write({
      type: 'welcome',
      machineId,
      heartbeatIntervalMs: options.heartbeatIntervalMs,
      ticketPublicKeys: [...options.ticketPublicKeys()],
      siteId: options.siteId,
      incarnation,
      poolId,
      region,
      // Gateways are few, and everybody waits for them.
      reconnectSpreadMs: greeting.role === 'agent' ? options.reconnectSpreadMs() : 0,
    })
    const { role, softwareVersion } = greeting
    channel = createControlChannel(
      { broker, log },
      { machineId, role, incarnation, send: write, close: (reason) => close(reason) },
      { softwareVersion, breakOff, ...options },
    )
  }

  const enrol = async (greeting: Hello): Promise<void> => {
    const { role, protocolVersion, machineName, publicKey, machineId } = greeting
    const join = 'join' in greeting ? greeting.join : undefined
    const joining = join && { tokenId: join.tokenId, secretHash: hashSecret(join.secret) }
    try {
      const enrolled = await broker.enrolment.enrol({
        role,
        protocolVersion,
        machineName,
        publicKey,
        machineId,
        address: options.address,
        join: joining,
      })
      if (phase !== 'enrolling') return
      if (enrolled.kind === 'refused') reject(enrolled.code, enrolled.detail)
      else open(enrolled, greeting)
    } catch (error) {
      log.warn({ error, machineName }, 'Machine could not be enrolled')
      reject(codeOf(error), '')
    }
  }

  const onHello = (greeting: Hello): void => {
    hello = greeting
    if (greeting.protocolVersion > controlProtocolVersion) {
      const detail = `this broker speaks version ${controlProtocolVersion}`
      reject('PROTOCOL_VERSION_UNSUPPORTED', detail)
      return
    }
    phase = 'proof'
    const { siteId, brokerId } = options
    write({ type: 'challenge', nonce, siteId, brokerId })
  }

  const onProof = (greeting: Hello, signature: Uint8Array): void => {
    const { role, publicKey } = greeting
    const { siteId, brokerId } = options
    if (!verifyChallenge(publicKey, { role, nonce, siteId, brokerId }, signature)) {
      reject('AGENT_KEY_UNKNOWN', 'the signature does not prove the key')
      return
    }
    if (!ports.onProven()) {
      reject('RATE_LIMITED', 'this broker holds as many channels as it can')
      return
    }
    phase = 'enrolling'
    void enrol(greeting)
  }

  const onMessage = (message: ControlMessage, bytes: number): void => {
    if (phase === 'up' && channel) channel.receive(message, bytes)
    else if (phase === 'hello' && message.type === 'hello') onHello(message)
    else if (phase === 'proof' && message.type === 'proof' && hello) {
      onProof(hello, message.signature)
    } else {
      breakOff(`${message.type} is out of order`)
    }
  }

  const onData = (data: RawData, isBinary: boolean): void => {
    if (phase === 'ended') return
    if (!(isBinary && data instanceof Uint8Array)) {
      breakOff('a message is not binary')
      return
    }
    const message = decodeControl(data)
    if (message.type === 'unknown') ports.onUnknown()
    else if (message.type === 'malformed') breakOff(`a message is malformed: ${message.detail}`)
    else onMessage(message, data.length)
  }

  socket.on('message', onData)
  socket.on('error', (error) => log.debug({ error }, 'Control socket failed'))
  const stopKeepalive = keepControlAlive(socket, { system }, options, (reason) => {
    endReason = reason
    socket.terminate()
  })
  const finished = new Promise<void>((resolve) => {
    socket.once('close', (code: number) => {
      phase = 'ended'
      stopKeepalive()
      const over = channel?.end(endReason === '' ? `closed with code ${code}` : endReason)
      resolve(over)
    })
  })
  return { close: (reason) => close(reason), breakOff, finished }
}
