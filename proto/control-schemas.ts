/**
 * The generated class of control messages, and the shape and bounds of every one as the program
 * sees it: plain fields in camel case, each present and within its range. proto/control.proto says
 * what they mean on the wire.
 */
import './plain-numbers.ts'
import { z } from 'zod'
import {
  controlHealthCheckCountMax,
  controlNameCharsMax,
  controlRelayCountMax,
  controlSessionCountMax,
  controlTextCharsMax,
  controlTokenCharsMax,
  ticketKeyCountMax,
} from '../core/domain/limits.ts'
import { causeway } from './generated/causeway.js'

/** Encodes and decodes one envelope; knows nothing of ranges. */
export const controlEnvelope = causeway.control.v1.ControlEnvelope

/** protobufjs hands out Buffers; the rest of the program sees plain byte arrays. */
const bytes = (...lengths: readonly number[]) =>
  z
    .instanceof(Uint8Array)
    .refine((value) => lengths.includes(value.length), `must hold ${lengths.join(' or ')} bytes`)
    .transform((value): Uint8Array => new Uint8Array(value))

const id = z.string().min(1).max(controlNameCharsMax)
const optionalId = z.string().max(controlNameCharsMax)
/** Handed to clients and agents as it is, with a path behind it. */
const gatewayAddress = z
  .string()
  .max(controlNameCharsMax)
  .regex(/^wss:\/\/(?:\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9.-]+)(?::[0-9]{1,5})?$/)
const token = z.string().min(1).max(controlTokenCharsMax)
const optionalToken = z.string().max(controlTokenCharsMax)
/** Free text is cut, never refused: a long explanation must not cost the message. */
const text = z.string().transform((value) => value.slice(0, controlTextCharsMax))
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const uint32 = z.number().int().min(0).max(0xffff_ffff)
const attempt = uint32.min(1)
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER)

const order = { connectionId: id, attempt }

const healthCheck = z.object({
  name: id,
  result: z.enum(['unknown', 'succeeded', 'failed']),
  fatal: z.boolean(),
  message: text,
})

const hostSession = z.object({
  hostSessionId: id,
  userSessionId: optionalId,
  state: z.enum(['active', 'disconnected']),
  account: optionalId,
})

const liveRelay = z.object({ connectionId: id, bytesToClient: whole, bytesToHost: whole })

const hello = z.object({
  protocolVersion: attempt,
  role: z.enum(['agent', 'gateway']),
  machineName: id,
  softwareVersion: optionalId,
  publicKey: bytes(32),
  /** Empty while joining. */
  machineId: optionalId,
  /** Absent once registered. */
  join: z.object({ tokenId: id, secret: bytes(32) }).nullish(),
})

type HelloFields = z.output<typeof hello>
type Join = NonNullable<HelloFields['join']>

const withoutNullJoin = (value: HelloFields): Omit<HelloFields, 'join'> & { join?: Join } => {
  const { join, ...rest } = value
  return join == null ? rest : { ...rest, join }
}

/** One schema for each member of ControlEnvelope, named as the member. */
export const controlSchemas = {
  // Either a join token or the id that an earlier join gave, never neither.
  hello: hello
    .refine((value) => value.machineId !== '' || value.join != null, 'names no machine and no join')
    .transform(withoutNullJoin),
  challenge: z.object({ nonce: bytes(32), siteId: id, brokerId: id }),
  proof: z.object({ signature: bytes(64) }),
  welcome: z.object({
    machineId: id,
    heartbeatIntervalMs: uint32.min(1),
    ticketPublicKeys: z.array(bytes(32)).max(ticketKeyCountMax),
    siteId: id,
    incarnation: id,
    poolId: optionalId,
    region: optionalId,
    reconnectSpreadMs: uint32,
  }),
  rejected: z.object({ code: id, detail: text }),
  heartbeat: z.object({
    activeSessions: uint32,
    disconnectedSessions: uint32,
    cpuLoad: z.number().min(0).max(1),
    memoryUsedBytes: whole,
    memoryTotalBytes: whole,
    agentVersion: optionalId,
    healthChecks: z.array(healthCheck).max(controlHealthCheckCountMax),
  }),
  rendezvousOrder: z.object({
    ...order,
    gatewayUrl: token,
    secret: token,
    resourceId: optionalId,
    userSessionId: optionalId,
    deadlineMs: uint32.min(1),
  }),
  rendezvousAnswer: z
    .object({ ...order, accepted: z.boolean(), code: optionalId, detail: text })
    .refine((value) => value.accepted === (value.code === ''), 'code must say why, or be empty'),
  rendezvousCancel: z.object({ ...order, code: optionalId }),
  sessionsReport: z.object({ sessions: z.array(hostSession).max(controlSessionCountMax) }),
  /** An empty fingerprint: the target shows no certificate. */
  certificateReport: z.object({ resourceId: optionalId, fingerprintSha256: bytes(0, 32) }),
  rendezvousOutcome: z.object({ ...order, code: optionalId, detail: text }),
  gatewayState: z.object({
    clientUrl: gatewayAddress,
    ownUrl: gatewayAddress,
    draining: z.boolean(),
    liveRelays: z.array(liveRelay).max(controlRelayCountMax),
    takesChaos: z.boolean(),
    waitingConnectionIds: z.array(id).max(controlRelayCountMax),
  }),
  gatewayLoad: z.object({
    connections: uint32,
    bytesPerSecond: amount,
    bufferedBytes: whole,
    eventLoopDelayMs: amount,
    draining: z.boolean(),
  }),
  authorizeClient: z.object({
    requestId: id,
    transport: z.enum(['websocket', 'arm']),
    ticket: token,
    bearer: optionalToken,
    clientAddress: optionalId,
    flow: z.enum(['stock', 'credit']),
  }),
  authorizeHost: z.object({ requestId: id, connectionId: id, secret: token }),
  legAuthorized: z.object({
    requestId: id,
    connectionId: id,
    legDeadlineMs: uint32.min(1),
    userKey: optionalId,
    chaos: optionalId,
  }),
  setChaos: z.object({ connectionId: id, chaos: optionalId }),
  legRefused: z.object({ requestId: id, code: id, detail: text }),
  legReport: z
    .object({
      reportId: id,
      connectionId: id,
      kind: z.enum([
        // Joined legs are told by gateways of an older version alone; nothing is recorded of them.
        'host-leg-joined',
        'client-leg-joined',
        'relay-started',
        'client-left',
        'leg-lost',
        'relay-ended',
      ]),
      side: z.enum(['', 'client', 'host']),
      endedBy: z.enum(['', 'client', 'host', 'gateway', 'administrator']),
      reason: optionalId,
      bytesToClient: whole,
      bytesToHost: whole,
      durationMs: whole,
      peakBufferedBytes: whole,
      messagesToClient: whole,
      messagesToHost: whole,
      stalls: whole,
    })
    .refine((value) => (value.kind === 'leg-lost') === (value.side !== ''), 'side is for leg-lost')
    .refine(
      (value) => (value.kind === 'relay-ended') === (value.endedBy !== ''),
      'ended_by is for relay-ended',
    ),
  legReportAck: z.object({ reportId: id }),
  refuseConnection: z.object({ connectionId: id, code: id, detail: text }),
  endConnection: z.object({ connectionId: id, reason: id, endedBy: optionalId }),
  ticketKeys: z.object({ publicKeys: z.array(bytes(32)).max(ticketKeyCountMax) }),
  stateRequest: z.object({ requestId: id }),
  machineState: z.object({
    requestId: id,
    relayConnectionIds: z.array(id).max(controlRelayCountMax),
    listsSessions: z.boolean(),
    sessions: z.array(hostSession).max(controlSessionCountMax),
  }),
}

/** Name of a control message: the member of ControlEnvelope that carries it. */
export type ControlType = keyof typeof controlSchemas

type Fields<T extends ControlType> = z.output<(typeof controlSchemas)[T]>

/** One kind of control message, with its fields. */
export type ControlMessageOf<T extends ControlType> = T extends ControlType
  ? { readonly type: T } & Readonly<Fields<T>>
  : never

/** Every control message, told apart by `type`. */
export type ControlMessage = ControlMessageOf<ControlType>
