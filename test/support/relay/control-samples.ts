/** One filled control message of each type, and generators of any. */
import fc from 'fast-check'
import type { ControlMessage, ControlMessageOf, ControlType } from '../../../proto/control-codec.ts'

const bytesFrom = (start: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (start + index) % 256)

/** Golden bytes of these lie in test/proto/golden/control. */
export const controlSamples: { readonly [T in ControlType]: ControlMessageOf<T> } = {
  hello: {
    type: 'hello',
    protocolVersion: 1,
    role: 'agent',
    machineName: 'host-a',
    softwareVersion: '0.1.0',
    publicKey: bytesFrom(1, 32),
    machineId: '',
    join: { tokenId: 'token-1', secret: bytesFrom(64, 32) },
  },
  challenge: {
    type: 'challenge',
    nonce: bytesFrom(3, 32),
    siteId: 'site-1',
    brokerId: 'broker-1',
  },
  proof: { type: 'proof', signature: bytesFrom(5, 64) },
  welcome: {
    type: 'welcome',
    machineId: 'host-1',
    heartbeatIntervalMs: 30_000,
    ticketPublicKeys: [bytesFrom(7, 32), bytesFrom(9, 32)],
    siteId: 'site-1',
    incarnation: 'incarnation-1',
    poolId: 'pool-1',
    region: 'north',
    reconnectSpreadMs: 0,
  },
  rejected: { type: 'rejected', code: 'HOST_NAME_TAKEN', detail: 'host-a has another key' },
  heartbeat: {
    type: 'heartbeat',
    activeSessions: 3,
    disconnectedSessions: 1,
    cpuLoad: 0.25,
    memoryUsedBytes: 6_000_000_000,
    memoryTotalBytes: 16_000_000_000,
    agentVersion: '0.1.0',
    healthChecks: [{ name: 'SxSStack', result: 'failed', fatal: true, message: 'refused' }],
  },
  rendezvousOrder: {
    type: 'rendezvousOrder',
    connectionId: 'connection-1',
    attempt: 2,
    gatewayUrl: 'wss://gateway.example:8460/rendezvous/connection-1',
    secret: 'c2VjcmV0',
    resourceId: 'resource-1',
    userSessionId: 'session-1',
    deadlineMs: 10_000,
  },
  rendezvousAnswer: {
    type: 'rendezvousAnswer',
    connectionId: 'connection-1',
    attempt: 2,
    accepted: false,
    code: 'TARGET_REFUSED',
    detail: 'connection refused',
  },
  rendezvousCancel: {
    type: 'rendezvousCancel',
    connectionId: 'connection-1',
    attempt: 2,
    code: 'CLIENT_LEFT',
  },
  sessionsReport: {
    type: 'sessionsReport',
    sessions: [
      { hostSessionId: '2', userSessionId: 'session-1', state: 'active', account: 'alice' },
      { hostSessionId: '3', userSessionId: '', state: 'disconnected', account: 'bob' },
    ],
  },
  certificateReport: {
    type: 'certificateReport',
    resourceId: '',
    fingerprintSha256: bytesFrom(11, 32),
  },
  rendezvousOutcome: {
    type: 'rendezvousOutcome',
    connectionId: 'connection-1',
    attempt: 2,
    code: 'RENDEZVOUS_INVALID',
    detail: 'late',
  },
  gatewayState: {
    type: 'gatewayState',
    clientUrl: 'wss://gateway.example:8444',
    ownUrl: 'wss://gateway.example:8460',
    draining: true,
    liveRelays: [{ connectionId: 'connection-1', bytesToClient: 5_000_000_000, bytesToHost: 7 }],
    waitingConnectionIds: ['connection-2'],
    takesChaos: true,
  },
  stateRequest: { type: 'stateRequest', requestId: 'request-9' },
  machineState: {
    type: 'machineState',
    requestId: 'request-9',
    relayConnectionIds: ['connection-1', 'connection-2'],
    listsSessions: true,
    sessions: [
      { hostSessionId: '7', userSessionId: 'session-1', state: 'active', account: 'alice' },
    ],
  },
  gatewayLoad: {
    type: 'gatewayLoad',
    connections: 12,
    bytesPerSecond: 1_250_000.5,
    bufferedBytes: 65_536,
    eventLoopDelayMs: 1.5,
    draining: true,
  },
  authorizeClient: {
    type: 'authorizeClient',
    requestId: 'request-1',
    transport: 'arm',
    ticket: 'ticket.of.three',
    bearer: 'token.of.three',
    clientAddress: '192.0.2.1',
    flow: 'stock',
  },
  authorizeHost: {
    type: 'authorizeHost',
    requestId: 'request-2',
    connectionId: 'connection-1',
    secret: 'c2VjcmV0',
  },
  legAuthorized: {
    type: 'legAuthorized',
    requestId: 'request-1',
    connectionId: 'connection-1',
    legDeadlineMs: 13_000,
    userKey: '',
    chaos: '',
  },
  setChaos: {
    type: 'setChaos',
    connectionId: 'connection-1',
    chaos: 'latency=200,cut=1000000',
  },
  legRefused: {
    type: 'legRefused',
    requestId: 'request-1',
    code: 'TICKET_EXPIRED',
    detail: 'by 3 s',
  },
  legReport: {
    type: 'legReport',
    reportId: 'report-1',
    connectionId: 'connection-1',
    kind: 'relay-ended',
    side: '',
    endedBy: 'client',
    reason: 'client_closed',
    bytesToClient: 5_000_000_000,
    bytesToHost: 70_000,
    durationMs: 3_600_000,
    peakBufferedBytes: 16_777_216,
    messagesToClient: 12,
    messagesToHost: 7,
    stalls: 2,
  },
  legReportAck: { type: 'legReportAck', reportId: 'report-1' },
  refuseConnection: {
    type: 'refuseConnection',
    connectionId: 'connection-1',
    code: 'ALL_HOSTS_FULL',
    detail: '3 of 3',
  },
  endConnection: {
    type: 'endConnection',
    connectionId: 'connection-1',
    reason: 'administrator',
    endedBy: 'administrator',
  },
  ticketKeys: { type: 'ticketKeys', publicKeys: [bytesFrom(11, 32), bytesFrom(7, 32)] },
}

const address = fc
  .tuple(fc.domain(), fc.integer({ min: 1, max: 65_535 }))
  .map(([host, port]) => `wss://${host}:${port}`)
const name = fc.string({ minLength: 1, maxLength: 64, unit: 'binary' })
const optionalName = fc.string({ maxLength: 64, unit: 'binary' })
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const whole = fc.maxSafeNat()
const uint32 = fc.nat({ max: 0xffff_ffff })
const positive = fc.integer({ min: 1, max: 0xffff_ffff })
const amount = fc.double({ min: 0, max: 1e15, noNaN: true }).map((value) => value + 0)
const attempted = { connectionId: name, attempt: positive }

const heartbeats = fc.record({
  type: fc.constant('heartbeat' as const),
  activeSessions: uint32,
  disconnectedSessions: uint32,
  cpuLoad: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
  memoryUsedBytes: whole,
  memoryTotalBytes: whole,
  agentVersion: optionalName,
  healthChecks: fc.array(
    fc.record({
      name,
      result: fc.constantFrom('unknown' as const, 'succeeded' as const, 'failed' as const),
      fatal: fc.boolean(),
      message: optionalName,
    }),
    { maxLength: 4 },
  ),
})

const states = fc.record({
  type: fc.constant('gatewayState' as const),
  clientUrl: address,
  ownUrl: address,
  draining: fc.boolean(),
  liveRelays: fc.array(
    fc.record({ connectionId: name, bytesToClient: whole, bytesToHost: whole }),
    { maxLength: 4 },
  ),
  waitingConnectionIds: fc.array(name, { maxLength: 4 }),
  takesChaos: fc.boolean(),
})

const heldStates = fc.oneof(
  fc.record({ type: fc.constant('stateRequest' as const), requestId: name }),
  fc.record({
    type: fc.constant('machineState' as const),
    requestId: name,
    relayConnectionIds: fc.array(name, { maxLength: 4 }),
    listsSessions: fc.boolean(),
    sessions: fc.array(
      fc.record({
        hostSessionId: name,
        userSessionId: name,
        state: fc.constantFrom('active' as const, 'disconnected' as const),
        account: name,
      }),
      { maxLength: 4 },
    ),
  }),
)

const loads = fc.record({
  type: fc.constant('gatewayLoad' as const),
  connections: uint32,
  bytesPerSecond: amount,
  bufferedBytes: whole,
  eventLoopDelayMs: amount,
  draining: fc.boolean(),
})

const orders = fc.record({
  type: fc.constant('rendezvousOrder' as const),
  ...attempted,
  gatewayUrl: name,
  secret: name,
  resourceId: optionalName,
  userSessionId: optionalName,
  deadlineMs: positive,
})

const answers = fc
  .record({ ...attempted, code: optionalName, detail: optionalName })
  .map((rest) => ({
    type: 'rendezvousAnswer' as const,
    ...rest,
    accepted: rest.code === '',
  }))

const welcomes = fc.record({
  type: fc.constant('welcome' as const),
  machineId: name,
  heartbeatIntervalMs: positive,
  ticketPublicKeys: fc.array(bytes(32), { maxLength: 3 }),
  siteId: name,
  incarnation: name,
  reconnectSpreadMs: fc.nat(),
  poolId: optionalName,
  region: optionalName,
})

/** Any message of the types with numbers, lists, bytes and optional parts; and the samples. */
export const anyControlMessage: fc.Arbitrary<ControlMessage> = fc.oneof(
  heartbeats,
  states,
  heldStates,
  loads,
  orders,
  answers,
  welcomes,
  fc.constantFrom(...Object.values(controlSamples)),
)
