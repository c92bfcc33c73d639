/**
 * Every bound in one place: name with its unit last, why it is what it is, and how it relates to
 * its neighbours. docs/limits.md describes each one for operators.
 */
import { assert } from './errors.ts'

// Heartbeats and host status.
/** An agent beats this often (AVD: about every 30 s). */
export const heartbeatIntervalMs = 30_000
/** A host silent this long is Unavailable at the next decision. */
export const heartbeatTimeoutMs = 90_000
/** Heartbeat samples older than this are deleted. */
export const heartbeatRetentionMs = 7 * 24 * 3_600_000
/** Waiting heartbeats are written this often: the most that a crash loses. */
export const heartbeatFlushMs = 1_000
/** Outdated heartbeats deleted at one flush, so that none takes long. */
export const heartbeatPruneCountMax = 4_096
/** Address space of the heartbeat log: its largest size on disk. */
export const heartbeatMapBytesMax = 274_877_906_944
/** Address space of the person directory: some 100 bytes a person. */
export const personMapBytesMax = 17_179_869_184
/** Samples waiting for the heartbeat log; the oldest is dropped beyond it. */
export const heartbeatOutboxCountMax = 10_000

// Event log.
/** Events one append may carry: an aggregate never decides more at once. */
export const appendEventCountMax = 64
/** Bytes of one event's payload. */
export const eventPayloadBytesMax = 65_536
/** Events gathered into one commit. */
export const commitEventCountMax = 4_096
/** Appends waiting for the writer; beyond it new ones fail as retriable faults. */
export const appendQueueCountMax = 65_536
/** Events handed over in one batch of a read or subscription. */
export const readBatchCountMax = 1_024
/** UTF-8 bytes of a stream's name: it is part of a key of the store, which allows 1,978. */
export const streamNameBytesMax = 512
/** UTF-8 bytes of one text of an event's envelope (id, type, actor, connection, cause). */
export const envelopeTextBytesMax = 512
/** Bytes gathered into one commit: a burst of large events cannot hold the disk for long. */
export const commitBytesMax = 16_777_216
/** Events of one commit lie together in blocks of about this size. */
export const logBlockBytes = 65_536
/** Events that the stream index may lag behind; read again when the log is opened. */
export const indexLagCountMax = 4_096
/** Streams whose last revision the writer keeps in memory. */
export const streamHeadCountMax = 100_000
/** Address space of the log: its largest size on disk. */
export const logMapBytesMax = 1_099_511_627_776
/** A log that stops waits this long for its writer before it is cut off. */
export const logStopMs = 10_000
/** Retries of load, fold, decide, append on a version conflict. */
export const decisionRetryCountMax = 10

/** After a fault of the log, a connection that waits for it is tried again. */
export const logRetryMs = 500
/** A broker whose log met a fault is not ready for this long, or until an append works. */
export const logFaultMemoryMs = 10_000

// Connections.
/** Connections of one user that may be under way at once. */
export const pendingConnectionsPerUserMax = 20
/** From the user's request to the redeeming of the ticket. */
export const ticketLifetimeMs = 120_000
/** A ticket may come back this long after its leg was lost. */
export const ticketReconnectMs = 120_000
/** An assigned host whose channel is down gets this long to come back. */
export const hostChannelWaitMs = 1_000
/** From the order to the host's acceptance; two attempts fit the ARM answer. */
export const rendezvousAnswerMs = 4_000
/** From the host's acceptance to its leg's arrival at the gateway. */
export const hostLegMs = 5_000
/** A rendezvous secret is worth nothing after this: twice what a host leg may take, no more. */
export const rendezvousLifetimeMs = 10_000
/** FreeRDP waits 15 s for the ARM answer: ours comes before. */
export const armAnswerMs = 13_000
/** How long an opening that was told to have failed may still turn up in the log. */
export const doubtfulOpeningMs = 600_000
/** How long an ARM answer waits for its own failure to be recorded. */
export const armGiveUpMs = 1_000
/** From the ticket's redeeming to both legs joined: FreeRDP waits 15 s for the upgrade. */
export const connectMs = 13_000
/** From the ARM answer to the client's upgrade at the gateway. */
export const clientLegMs = 30_000
/** Hosts tried for one connection with a new user session. */
export const rendezvousAttemptCountMax = 2
/** A disconnected user session ends after this, where the host cannot tell. */
export const disconnectedSessionMs = 8 * 3_600_000

/** Seats of one host; AVD's own stand-in for "no limit" is 999,999. */
export const sessionLimitMax = 999_999
/** Candidates that one decision event names; the counts are always whole. */
export const excludedCandidateCountMax = 32

/** A gateway's unacknowledged endings arrive within this after it reconnects. */
export const relayReconcileMs = 2_000
/** A session just left, or a host just met, may be missing from the host's list for this long. */
export const sessionGraceMs = 30_000
/** Disconnected user sessions are compared with their limit this often. */
export const sessionSweepMs = 5_000
/** A machine that is asked what it holds answers within this. */
export const agreementAnswerMs = 3_000
/** What differs is looked at again after this: reports may be under way. */
export const agreementSettleMs = 1_500
/** Events a host may cause at once: two whole lists of sessions that nobody gave it. */
export const hostEventBurstCountMax = 4_000
/** Events a host may cause after that: far more than a host that is well, far less than a flood. */
export const hostEventsPerMinuteCountMax = 120
/** Ranges of addresses that one registration token may name. */
export const addressRangeCountMax = 32
/** Targets of one host whose certificates are known: as many as an agent's settings may name. */
export const hostTargetCountMax = 64
/** Refusals of one user and code that are recorded in one window. */
export const refusalQuotaCountMax = 5
export const refusalQuotaWindowMs = 60_000
/** Users whose refusals are counted at once. */
export const refusalQuotaUsersMax = 10_000

// Relay.
/** One WebSocket message on a leg. */
export const legMessageBytesMax = 1_048_576
/** Bytes waiting in the gateway for one leg; beyond it a stock pair is cut. */
export const legBufferedBytesMax = 16_777_216
/** A leg's text message: credit, fin, rst, ping. */
export const legTextBytesMax = 64
/**
 * Credit that either side of a leg of ours may have outstanding: a path of 100 ms at 1 Gbit/s holds
 * 12.5 MB, and a quarter of the window is on its way back.
 */
export const creditWindowBytes = 15_728_640
/** A window begins with this and shrinks no further by itself: enough for short paths. */
export const creditWindowFloorBytes = 1_048_576
/**
 * What busy relays on short paths may have under way together: all of it may be read, decrypted and
 * encrypted in one turn, and everybody else's next frame waits for that turn.
 */
export const workerTurnBytesMax = 4_194_304
/** The whole head of an upgrade request. */
export const requestHeadBytesMax = 16_384
/** Our legs ping this often, which also measures the round trip. */
export const legKeepaliveMs = 15_000
/** A leg of ours that sent nothing for this long is gone. */
export const legSilenceMs = 45_000
/** Buffered bytes that do not shrink for this long mean that the client vanished. */
export const legStallMs = 60_000
/** The rest is closed this long after one end of a relay has gone. */
export const legCloseMs = 5_000
/** Deadlines, keepalives and stalls of legs are looked at this often. */
export const legSweepMs = 1_000
/** A leg asks the broker and hears no answer for this long: BROKER_UNAVAILABLE. */
export const legAuthorizeMs = 10_000
/** Requests from one address that are being authorised or wait for the other leg. */
export const halfOpenPerAddressMax = 1_024
/** The same over all addresses of one worker. */
export const halfOpenCountMax = 8_192
/**
 * TCP connections of one address at a worker that sent no whole request head yet: an office that
 * comes at once needs fewer, since each needs its place for a TLS handshake only.
 */
export const unheardPerAddressMax = 1_024
/** The same over all addresses of one worker: more than half of the files it may open are left. */
export const unheardCountMax = 8_192
/** uWebSockets closes such a connection 8 to 12 s after it came, whatever it drips. */
export const unheardMs = 13_000
/** Frames of this size are handed on from the receive buffer where that is safe. */
export const straightFrameBytesMin = 16_384
/** One pooled buffer in which small or deferred frames are gathered, and one send. */
export const gatherChunkBytes = 65_536
/** Idle gather buffers that a worker keeps: 16 MiB. */
export const gatherChunkCountMax = 256
/** Credit windows of one worker's relays share this; each relay keeps at least the least window. */
export const workerWindowBytesMax = 2_147_483_648
export const creditWindowBytesMin = 65_536

// Control channel.
/** Version of the control protocol in proto/control.proto. */
export const controlProtocolVersion = 1
/** One control message: the state of controlRelayCountMax relays fits. */
export const controlMessageBytesMax = 1_048_576
/** From TLS to a proven key. */
export const controlHandshakeMs = 10_000
/**
 * Bytes of a control connection between its upgrade and its welcome: the longest Hello (five names,
 * a key, a secret) and a Proof take less than 6 KiB.
 */
export const controlUnprovenBytesMax = 16_384
/**
 * A piece of an unproven control connection counts for at least this: whoever sends single bytes
 * in TLS records of their own costs memory by the record.
 */
export const controlUnprovenPieceBytesMin = 256
/** Control channels ping this often. */
export const controlKeepaliveMs = 15_000
/** A control channel that brought nothing for this long is gone. */
export const controlSilenceMs = 45_000
/** Bytes waiting to be sent on one control channel; beyond it nothing more is taken. */
export const controlBufferedBytesMax = 8_388_608
/** Ids, names, codes and states in control messages. */
export const controlNameCharsMax = 256
/** Free text in control messages; the rest is cut off. */
export const controlTextCharsMax = 1_024
/** Tickets, bearer tokens and URLs in control messages. */
export const controlTokenCharsMax = 16_384
/** Lists in one control message: relays of a gateway, sessions of a host, health checks. */
export const controlRelayCountMax = 16_000
export const controlSessionCountMax = 2_000
export const controlHealthCheckCountMax = 32
/**
 * Control connections of one address that have not proven a key yet. With controlUnprovenBytesMax
 * they cost some 100 MB together. 5,000 agents behind one address that dial at the same instant are
 * back within 60 s, 36 s on two busy cores: those beyond the bound dial again a little later.
 */
export const controlHalfOpenPerAddressMax = 1_024
/** The same over all addresses of one broker. */
export const controlHalfOpenCountMax = 8_192
/** Messages of one control channel that wait to be handled; beyond it the channel is closed. */
export const controlInboxCountMax = 10_000
/** Bytes of the messages of one control channel that wait to be handled. */
export const controlInboxBytesMax = 16_777_216
/** Control channels of one broker. */
export const controlChannelCountMax = 50_000
/** A leg report that was not acknowledged is sent again after this. */
export const legReportResendMs = 5_000
/** Leg reports waiting for their acknowledgement; beyond it only endings are kept. */
export const legReportCountMax = 50_000
/** A gateway reports its load this often. */
export const gatewayLoadIntervalMs = 5_000
/** First and largest delay before a control channel is dialled again. */
export const reconnectDelayMinMs = 250
export const reconnectDelayMaxMs = 30_000
/** A machine whose key the broker does not know asks again this seldom. */
export const reconnectUnknownKeyMs = 300_000

// WebSockets of ours: control channels at both ends, legs at agents and connectors.
/** Fragments of one message: our programs never fragment, so a few are generous. */
export const websocketFragmentCountMax = 4
/**
 * Pieces in which one frame may arrive: 1 MiB comes in 65 TLS records of 16 KiB, or in 750 of a
 * proxy that fills one packet each.
 */
export const websocketPieceCountMax = 1_024

// Agent and connector.
/** From an order to the target's answer; the broker waits rendezvousAnswerMs for it. */
export const targetDialMs = 3_000
/** Orders and relays that one agent handles at once; beyond it orders are declined. */
export const agentRelayCountMax = 1_024
/** Local connections that one connector serves at once. */
export const connectorRelayCountMax = 1_024
/** From the connector's upgrade request to the gateway's answer: connectMs and a little more. */
export const connectorDialMs = 20_000
/** Bytes of our own TCP peer held while the leg has no credit for them. */
export const legHeldBytesMax = 65_536
/** Bytes read of a refused upgrade's answer. */
export const refusalBodyBytesMax = 16_384
/** The session hook is asked this often, may take this long and answer this much. */
export const sessionsHookIntervalMs = 5_000
export const sessionsHookMs = 10_000
export const sessionsHookBytesMax = 262_144
/** The target's RDP certificate is read this often, and within this time. */
export const certificateIntervalMs = 600_000
export const certificateReadMs = 5_000

// API.
/** The body of one API request. */
export const apiBodyBytesMax = 65_536
/** The head of one API request: a token and what a proxy adds. */
export const apiHeadBytesMax = 32_768
/** From the TCP connection to the end of the TLS handshake, and again to the end of the head. */
export const apiHeadMs = 10_000
/** From a request's first byte to the end of its body. */
export const apiRequestMs = 20_000
/** An API connection on which nothing moves is closed after this; longer than the ARM answer. */
export const apiIdleMs = 60_000
/** An API connection waits this long for its next request. */
export const apiKeepaliveMs = 15_000
/** API connections of one broker. */
export const apiConnectionCountMax = 8_192
/** Requests that one address may send in each second, on average. */
export const apiRequestsPerSecond = 500
/** Seconds' worth of such requests that one address may send at once after a rest. */
export const apiRequestBurstSeconds = 4
/** Addresses whose requests are counted; the one counted first is forgotten beyond it. */
export const apiRateAddressCountMax = 10_000
/** Entries in one answer of a list, unless the request asks for fewer. */
export const apiPageCountMax = 1_000
/** What a client calls itself: kept, sealed, with its connections. */
export const deviceNameCharsMax = 128
/** Audit reads that are being answered at once. */
export const auditReadCountMax = 8
/** Events that one audit read delivers; the reader goes on from the last position. */
export const auditEventCountMax = 10_000_000
/** One file of the access log; a new one is begun when it is full. */
export const accessLogFileBytesMax = 16_777_216
/** Files of the access log that are kept; the oldest is deleted. */
export const accessLogFileCountMax = 16
/** The same read of the same person within this is one line with a count. */
export const accessLogCoalesceMs = 60_000
/** Coalesced lines being counted; beyond it lines are written as they come. */
export const accessLogCoalesceCountMax = 10_000
/** Lines waiting to be written to the access log; beyond it audit reads are refused. */
export const accessLogQueueCountMax = 10_000

// Processes.
/** A request to the metrics page must be whole by then. */
export const metricsHeadMs = 5_000
/** Sockets on the metrics page at once: scrapers are few. */
export const metricsSocketCountMax = 64
/** A supervised process must be ready this long after its start. */
export const startMs = 20_000
/** A supervised process that died is started again after this, growing to the largest. */
export const restartDelayMinMs = 100
export const restartDelayMaxMs = 10_000
/** A supervised process has this long to stop, beyond what it drains, before it is killed. */
export const childStopMs = 8_000

// Identity.
/** Clocks of issuer and broker may differ by this. */
export const clockSkewMs = 60_000
/** A token longer than this is not read. */
export const tokenBytesMax = 16_384
/** Registration tokens live this long unless told otherwise; AVD allows up to 27 days. */
export const registrationTokenDefaultMs = 24 * 3_600_000
export const registrationTokenMaxMs = 27 * 24 * 3_600_000
/** Hosts that one registration token may join: as many as AVD allows in a pool. */
export const registrationTokenUseCountMax = 10_000

// Command line.
/** A server that sends nothing for this long has not answered. */
export const cliSilenceMs = 30_000
/** An answer that is read whole. */
export const cliAnswerBytesMax = 16_777_216
/** One line of an answer that comes as lines: an event with its payload as text, and more. */
export const cliLineBytesMax = 1_048_576
/** Moments at which `log verify` asks where the broker stands, until one serves. */
export const verifyStandingCountMax = 3
/** A broker that is behind its log and does not move for this long follows it no more. */
export const verifyLagMs = 3_000
/** How often `log verify` looks whether a broker that is behind moves. */
export const verifyLagPollMs = 250

// The EventStoreDB protocol.
/** Characters of a filter's regular expression: it is looked at once for each event of the log. */
export const esdbFilterRegexCharsMax = 200
/** Prefixes of one filter. */
export const esdbFilterPrefixCountMax = 100
/** Bytes of one append over the protocol: the largest that the log takes, in one message. */
export const esdbAppendBytesMax = 8_388_608
/** Bytes of one gRPC message; EventStoreDB's clients send and take at most 17 MiB. */
export const esdbMessageBytesMax = 17_825_792
/** Calls that one connection may have open at once. */
export const esdbCallCountMax = 1_000
/** Reads and subscriptions of all writers together: each reads the log for itself. */
export const esdbSubscriptionCountMax = 200
/** How long an append through the protocol is tried until its outcome counts as unknown. */
export const esdbAppendMs = 8_000
/** One call of an append or a page; then it is given up and asked anew. */
export const esdbCallMs = 3_000
/** First pause before a lost subscription or append is tried again; doubled, with jitter. */
export const esdbRetryMinMs = 50
/** Longest such pause. */
export const esdbRetryMaxMs = 5_000
/** Bytes of an append's payloads in the shared call; larger ones would hold up the others. */
export const esdbBatchAppendBytesMax = 65_536
/** Appends that wait for an answer of the shared call; further ones take a call of their own. */
export const esdbBatchPendingCountMax = 1_024
/** After a shared call failed none is opened for this long: the other way has typed errors. */
export const esdbBatchRestMs = 5_000
/** Appends of one shared call under way at our server; then it reads on when one is done. */
export const esdbBatchWorkingCountMax = 256
/** Events that a subscription holds for a slow subscriber before it stops reading. */
export const esdbHeldCountMax = 2_048

// Kafka.
/** Waiting heartbeats are sent to Kafka this often, all of them in one request. */
export const kafkaTickMs = 50
/** Bytes of one such request before compression: half of what a topic takes in one batch. */
export const kafkaBatchBytesMax = 524_288
/** Bytes of one heartbeat: 32 health checks with whole messages in UTF-8 fit. */
export const kafkaSampleBytesMax = 262_144
/** Bytes of the heartbeats that wait for Kafka; the oldest is dropped beyond it. */
export const kafkaOutboxBytesMax = 16_777_216
/**
 * A heartbeat that waited this long for Kafka is dropped and counted: a read looks for latecomers
 * this far behind the end of its span.
 */
export const kafkaLateMs = 3_600_000
/** From the connection to the end of its TLS handshake, and again for the log-on. */
export const kafkaConnectMs = 5_000
/** One request to Kafka is answered within this, or its connection is given up. */
export const kafkaRequestMs = 10_000
/** Kafka forgets a consumer that it does not hear for this long. */
export const kafkaSessionMs = 30_000
/** A consumer lets Kafka hear of it this often. */
export const kafkaSessionBeatMs = 5_000
/** A consumer that fetched nothing, not even emptiness, for this long is replaced. */
export const kafkaSilenceMs = 45_000
/** First pause before Kafka is tried again after a failure; doubled, with jitter. */
export const kafkaRetryMinMs = 100
/** Longest such pause. */
export const kafkaRetryMaxMs = 10_000
/** How long Kafka gathers kafkaFetchBytesMin for one fetch: four fetches a second at rest. */
export const kafkaFetchWaitMs = 250
export const kafkaFetchBytesMin = 65_536
/** Compressed bytes of one fetch; they are unpacked in one go, so they are few. */
export const kafkaFetchBytesMax = 1_048_576
/** The same of one partition. */
export const kafkaPartitionFetchBytesMax = 262_144
/** Messages handled between two looks at whether the consumer still holds its partitions. */
export const kafkaSliceCountMax = 500
/** A broker that starts reads the heartbeats of this time before it. */
export const kafkaLookbackMs = 300_000
/** How long a broker that starts waits for them; then it goes on with what it has. */
export const kafkaCatchUpMs = 15_000
/** Hosts that other brokers told of; beyond it only those that the decision log knows are kept. */
export const heardHostCountMax = 200_000
/** Hosts whose newest heartbeat is kept; the one heard of first is forgotten beyond it. */
export const kafkaHostCountMax = 200_000
/** Messages that one read of a host's heartbeats goes through: those of all its neighbours. */
export const kafkaScanCountMax = 1_000_000
/** One attempt at such a read takes no longer. */
export const kafkaReadMs = 20_000
/** How often such a read is tried when Kafka fails it. */
export const kafkaReadTryCountMax = 5
/** Such reads at once: each has a connection of its own. */
export const kafkaReadCountMax = 8
/** A heartbeat log that stops sends what waits within this, and says good-bye within it again. */
export const kafkaStopMs = 5_000

// Snapshots of the state.
/** Events between two snapshots: a state of the past is at most so many folds from one. */
export const snapshotEventCount = 50_000
/**
 * Snapshots that are kept; beyond it, which is 12.8 million events, the one goes whose absence
 * leaves the smallest gap.
 */
export const snapshotCountMax = 256
/** Streams that are packed into one piece of a snapshot, so that none is large. */
export const snapshotPieceCount = 1_024
/** A piece of a snapshot; a larger one is damage. */
export const snapshotPieceBytesMax = 268_435_456
/** States of the past that are worked out at once: each takes a core and a state's memory. */
export const historyJobCountMax = 2
/** A state of the past is given up after this: a long log without snapshots takes its time. */
export const historyJobMs = 600_000
/** A fold that somebody waits for says this often how far it is, so that nobody hangs up. */
export const historyProgressMs = 1_000
/** Memory for short-lived objects of a thread that folds, in megabytes: fewer collections. */
export const foldYoungMegabytes = 64

// Names.
/** Names that people give to workspaces, pools, resources and hosts. */
export const nameLengthMax = 128

// INVARIANT: one lost beat never retires a host.
assert(heartbeatTimeoutMs >= 3 * heartbeatIntervalMs, 'heartbeat timeout spans three beats')
// INVARIANT: a log-off ends the session within a beat, and no list was missed before.
assert(sessionGraceMs <= heartbeatIntervalMs, 'a log-off counts within a beat')
assert(
  sessionGraceMs >= sessionsHookIntervalMs + sessionsHookMs,
  'a host can list its sessions within the grace',
)
// INVARIANT: two rendezvous attempts fit into the ARM answer.
assert(
  (hostChannelWaitMs + rendezvousAnswerMs) * rendezvousAttemptCountMax < armAnswerMs,
  'rendezvous attempts fit the ARM answer',
)
// INVARIANT: outdated heartbeats go faster than new ones can come.
assert(
  heartbeatPruneCountMax * heartbeatIntervalMs >= heartbeatOutboxCountMax * heartbeatFlushMs,
  'pruning keeps up with ten thousand hosts',
)
// INVARIANT: the largest append fits one commit.
assert(
  appendEventCountMax * (eventPayloadBytesMax + 8 * envelopeTextBytesMax) < commitBytesMax,
  'an append fits a commit',
)
// INVARIANT: a message in flight never overflows an empty leg.
assert(legMessageBytesMax < legBufferedBytesMax, 'a message fits the leg buffer')
assert(creditWindowBytes < legBufferedBytesMax, 'a credit window fits the leg buffer')
assert(creditWindowBytesMin <= creditWindowBytes, 'the least credit window is within the window')
assert(creditWindowFloorBytes <= creditWindowBytes, 'a window can grow')
assert(straightFrameBytesMin <= gatherChunkBytes, 'a gathered frame fits one buffer')
assert(legAuthorizeMs < connectMs, 'an unanswered leg is refused before its connection is')
assert(legSilenceMs >= 2 * legKeepaliveMs, 'a leg may lose one keepalive')
assert(controlSilenceMs >= 2 * controlKeepaliveMs, 'a control channel may lose one keepalive')
// INVARIANT: an ARM request that waits for its host is not idle, and a token fits the head.
assert(armAnswerMs < apiIdleMs, 'an ARM answer comes before its connection counts as idle')
assert(tokenBytesMax < apiHeadBytesMax, 'a token fits the head of a request')
// INVARIANT: the largest control message fits an empty inbox.
assert(controlMessageBytesMax < controlInboxBytesMax, 'a control message fits the inbox')
// INVARIANT: a Hello whose five names are as long as they may be, in UTF-8, fits before the proof.
assert(5 * 4 * controlNameCharsMax < controlUnprovenBytesMax, 'a hello fits before the proof')
// INVARIANT: the largest message fits, in packets that carry 1,024 bytes each.
assert(
  websocketPieceCountMax * 1_024 >= Math.max(controlMessageBytesMax, legMessageBytesMax),
  'a message fits the pieces of a frame',
)
// INVARIANT: the agent's answer leaves before the broker gives up on it.
assert(targetDialMs < rendezvousAnswerMs, 'a target dial ends before the answer is due')
assert(connectorDialMs > connectMs, 'a connector hears why its connection failed')
// INVARIANT: a fleet's beats of one interval and more lie within what a starting broker reads.
assert(kafkaLookbackMs >= 3 * heartbeatTimeoutMs, 'a starting broker sees every living host')
assert(3 * kafkaSessionBeatMs <= kafkaSessionMs, 'a consumer may lose two of its beats')
assert(kafkaSilenceMs > kafkaSessionMs, 'a consumer may come back before it is replaced')
assert(kafkaSampleBytesMax < kafkaBatchBytesMax, 'a heartbeat fits a request')
assert(kafkaBatchBytesMax < kafkaOutboxBytesMax, 'a request fits the outbox')

// People.
/** Characters of a person's opaque id; ours have 54. */
export const personIdCharsMax = 256
/** Persons whose keys are wrapped anew in one turn when somebody is erased: some ten ms. */
export const personRewrapCountMax = 1_000
/** Persons whose key a broker keeps in memory: some 300 bytes each. */
export const personCacheCountMax = 20_000
/** How long a broker may know a key or name that another broker has erased. */
export const personCacheMs = 10_000
/** How soon a broker looks again for a key that it did not find: another may have made it. */
export const personCacheUnknownMs = 1_000
// INVARIANT: what another broker made is found sooner than what it erased is forgotten.
assert(personCacheUnknownMs <= personCacheMs, 'a new key is found before an old one is forgotten')
// Ticket keys.
/** A new ticket key signs this long after it was told: whoever was cut off briefly learns it. */
export const ticketKeyOverlapMs = 60_000
/** A ticket key that was replaced counts so long: its tickets may come back after hours. */
export const ticketKeyRetireMs = 24 * 3_600_000
/** Each broker looks this often whether its ticket keys are to change. */
export const ticketKeySweepMs = 1_000
/** A broker that is new to its site opens this late: gateways of the others learn its key. */
export const ticketKeyTellMs = 3_000
/** Ticket keys of a site that count at once: all of them are told in one welcome. */
export const ticketKeyCountMax = 64
/** Retired ticket keys that are still known by name; older ones are strangers. */
export const retiredTicketKeyCountMax = 256

// INVARIANT: a ticket that was never redeemed is outdated before its key is retired.
assert(ticketKeyRetireMs > ticketLifetimeMs + ticketReconnectMs, 'a key outlives its tickets')
// INVARIANT: a broker sees a new key several times before anybody signs with it.
assert(ticketKeyTellMs >= 3 * ticketKeySweepMs, 'a key is learnt before it signs')
assert(ticketKeyOverlapMs >= ticketKeyTellMs, 'a key that follows another is learnt as well')

// Several brokers.
/** From a host's assignment to the order of the broker that holds its channel: two log trips. */
export const rendezvousOrderMs = 2_000
/**
 * A step that the broker in charge has not taken for this long is taken by another; a deadline is
 * kept by others this much later. Long against a trip through the log, short against connectMs.
 */
export const takeoverMs = 2_500
/** Brokers draw this much more at random, so that one of them is first. */
export const takeoverSpreadMs = 1_000
/** A broker that is asked to have followed the whole log gets this long. */
export const catchUpMs = 5_000
/** Control channels that one broker opens in a second: each costs TLS, a proof and two appends. */
export const controlOpeningsPerSecond = 500
/** So many seconds' worth after a quiet time; beyond it machines are told to try later. */
export const controlOpeningBurstSeconds = 2
/** What both rates may be set to. */
export const ratePerSecondMax = 1_000_000
/** From TCP to a proven key: where even the quickest takes longer, too many have come at once. */
export const controlProvenMsMax = 1_000
/**
 * So many stand at the control port then, and whoever comes is closed before TLS: joining costs up
 * to 8 ms of CPU, so these are a second's work, and machines come again a little later.
 */
export const controlBacklogCountMax = 128
/** Seconds that a machine is told to wait then; it goes on to its next broker meanwhile. */
export const controlRetryAfterSeconds = 2
/** Agents that lose their broker together come back within this: they agree on no moment. */
export const reconnectSpreadMaxMs = 20_000
/** Before the next address of the list is dialled, half of it drawn. */
export const reconnectAddressMs = 500

// INVARIANT: two rendezvous attempts through other brokers fit into the ARM answer.
assert(
  (rendezvousOrderMs + rendezvousAnswerMs) * rendezvousAttemptCountMax < armAnswerMs,
  'rendezvous attempts through another broker fit the ARM answer',
)
// INVARIANT: a connection that is taken over can still be made while its client waits.
assert(
  takeoverMs + takeoverSpreadMs + rendezvousOrderMs + rendezvousAnswerMs < connectMs,
  'a connection taken over fits the time of its client',
)
// The log's copies.
/**
 * Appends issued in one turn reach the embedded log's writer as one message when together they
 * hold no more events than this, and its writer commits a message whole.
 */
export const logMessageEventCount = 32
/** The same in bytes: the writer commits the first of a burst while the next are encoded. */
export const logMessageBytes = 65_536
/** Tries to copy the person directory between two erasures. */
export const personCopyTryCountMax = 5
/** Files that a backup lists: some dozen, and three for each gateway worker. */
export const backupFileCountMax = 10_000
/** Bytes of a backup's list of files, with the longest paths that it may have. */
export const backupManifestBytesMax = 33_554_432
// INVARIANT: a message is within one commit.
assert(logMessageEventCount <= commitEventCountMax, 'a message fits a commit by its events')
assert(2 * logMessageBytes < commitBytesMax, 'a message fits a commit by its bytes')
// INVARIANT: whoever waited longest for a broker still comes back within the minute.
assert(
  reconnectSpreadMaxMs + reconnectDelayMaxMs < 60_000,
  'a fleet is back within a minute of its brokers',
)
// Audit export.
/** Events between two checkpoints of an export: the most that come again after it was killed. */
export const exportBatchCountMax = 500
/**
 * A read of the audit that follows the log waits this long for the next event, then it ends and is
 * asked for again: well within cliSilenceMs and apiIdleMs.
 */
export const auditFollowMs = 20_000
/** One request of the export to Kafka, its client's own questions included, takes no longer. */
export const kafkaExportSendMs = 30_000
assert(auditFollowMs < Math.min(cliSilenceMs, apiIdleMs), 'a read that waits is not given up')
assert(kafkaExportSendMs > kafkaConnectMs + 2 * kafkaRequestMs, 'a new client may ask and send')

// What a fold of a long log keeps at hand.
/**
 * Short texts that a reader of a log keeps to find them again, a power of two: the ids of what goes
 * on at one time.
 */
export const textPoolCount = 4_096
/** Longer texts are not kept: they seldom come twice. */
export const textPoolBytesMax = 72
/** A state of the past is handed over in pieces of about this size, in characters. */
export const statePieceChars = 262_144

// What strangers may cost who serves the log.
/** Places of a filter's expression with its repetitions written out: steps for each character. */
export const esdbFilterStateCountMax = 500
/** Names that a filter remembers the outcome of: most events lie in streams of the last minutes. */
export const esdbFilterMemoryCountMax = 1_000
/** Reads and subscriptions of all readers together: beside them brokers have their own places. */
export const esdbReaderCountMax = 100
/** A client of the log that is silent is asked for a sign of life this often. */
export const esdbKeepaliveMs = 20_000
/** Without one its calls end: whoever is gone without a word holds no place. */
export const esdbKeepaliveAnswerMs = 20_000
/** Bytes of batches that one client has begun and not ended. */
export const esdbOpenBatchBytesMax = 16_777_216
assert(esdbOpenBatchBytesMax >= esdbAppendBytesMax, 'the largest append can be sent in parts')
/** Channels that a broker knows for its own when the log tells of them: some fleets' worth. */
export const channelMemoryCountMax = 20_000
/** A namesake of a broker is told of at most so often, and no sooner after a start. */
export const namesakeGraceMs = 30_000

// Room of the log's file.
/** Zeros written ahead of the log's last page, so that commits do not wait for the file to grow. */
export const logRoomBytes = 4_194_304
/** The log's file is written ahead only while the disk has this much free besides. */
export const logRoomFreeBytesMin = 67_108_864
assert(logRoomBytes > 16 * logBlockBytes, 'the room is looked at after several commits, not each')
assert(logRoomFreeBytesMin >= 2 * commitBytesMax, 'the room leaves space for what grows otherwise')

// What a gateway holds back.
/** Legs that wait for their bandwidth are looked at this often. */
export const paceTickMs = 10
/** A bandwidth that was not used is saved up for this long: a late timer takes nothing away. */
export const paceBurstMs = 100
/**
 * So much of a capped leg's bandwidth may wait for it in the gateway: enough for its sender to go
 * on over a path of 200 ms, and little enough that it feels its cap.
 */
export const paceWindowMs = 500
/** Least bandwidth that a cap may leave, in bytes per second: a picture still gets through. */
export const capBytesPerSecondMin = 16_384
/** Most that a cap may name, in bytes per second: more than any network card carries. */
export const capBytesPerSecondMax = 100_000_000_000
/** Shortest and longest time that a setting may allow a relay. */
export const relayTimeMsMin = 60_000
export const relayTimeMsMax = 31 * 24 * 3_600_000
assert(paceBurstMs >= 4 * paceTickMs, 'a tick that comes late loses no bandwidth')
assert(paceWindowMs >= 4 * paceBurstMs, 'a sender does not run dry between two grants')

// Loads: what simulated machines and users are, and what one of their processes may hold.
/** Memory that a simulated host says it has. */
export const swarmHostMemoryBytes = 17_179_869_184
/** Credit of a simulated host's leg: some frames, since its user sends one and waits for it. */
export const swarmLegWindowBytes = 262_144
/** Phases, and faults, of one profile: files that people write. */
export const swarmPhaseCountMax = 100
/** Bytes that a simulated user sends at once: they fit the credit of the host's leg. */
export const swarmSendBytesMax = 131_072
/** A run, and every time in a profile. */
export const swarmDurationMaxMs = 7 * 24 * 3_600_000
assert(swarmSendBytesMax < swarmLegWindowBytes, 'what a user sends fits the credit of its host')
/** A simulated user waits so long for an answer, and again for the first byte of its host. */
export const swarmAnswerMs = 60_000
/** Kept connections to the API of one swarm process: users share them. */
export const swarmApiSocketCountMax = 512
/** Tokens of simulated users are used so long: shorter than any of ours is valid. */
export const swarmTokenMs = 300_000
/** Files that a load process opens beside its hosts' and users' sockets. */
export const swarmSpareFileCountMax = 600
/** Hosts that are removed at once after a run. */
export const swarmCleanUpCountMax = 8
assert(swarmSpareFileCountMax > swarmApiSocketCountMax, 'connections to the API have their files')
/** Sockets of one simulated connection: the user's leg and the host's. */
export const swarmUserSocketCountMax = 2
/** The log is read again so often while legs are dialled from outside. */
export const swarmPollMs = 300

/** The files of a gateway's certificates are looked at this often; a change needs two looks. */
export const tlsLookMs = 5_000
/** Certificates that a gateway has for names of their own. */
export const gatewayCertificateCountMax = 32
/** Names of all of them together: each has routes and a context of TLS of its own. */
export const gatewayNameCountMax = 256
/**
 * TCP connections that one worker takes in a second: more than a core can do TLS handshakes for,
 * so that a flood costs no more than that and relays go on.
 */
export const newConnectionsPerSecondMax = 4_000
/** So many more after a quiet time: an office that comes back at once. */
export const newConnectionBurstMax = 8_192
assert(newConnectionBurstMax >= unheardCountMax, 'those that may be unheard may also come at once')
/** Most that a gateway for staging delays its bytes by: each leg keeps a mark for each of them. */
export const chaosLatencyMsMax = 10_000
/** Pairs of one generator: two sockets each there, and as many in the relay. */
export const loadPairCountMax = 9_000

// Placement: the order of a pool's hosts.
/** Hosts in one chunk of a pool's order: few enough to shift, and few chunks for 100,000 hosts. */
export const hostOrderChunkCountMax = 512

// Workers that stop and are replaced.
/** A gateway that is told to stop lets its relays go on for this long, unless set otherwise. */
export const gatewayDrainMs = 5_000
/** One that a rolling restart replaces does so for this long: most users are done by then. */
export const gatewayRestartDrainMs = 3_600_000
/** Longest that either may be set to: whoever works for days on one connection is cut then. */
export const gatewayDrainMsMax = 7 * 24 * 3_600_000
/**
 * A gateway that is replaced still takes the connections that were on their way to it: accepted by
 * the kernel, or sent there by an ARM answer.
 */
export const gatewayHandoverMs = 45_000
assert(
  gatewayHandoverMs > armAnswerMs + clientLegMs,
  'an ARM client finds the worker it was sent to',
)

// Tickets that a broker made itself.
/** So many are known by their text, at 700 bytes each: nearly all are used within seconds. */
export const mintedTicketCountMax = 8_192

// Memory that a process gives to what is short-lived.
/**
 * Half of a broker's young generation, in MiB; V8 has 16 by itself. What one connection leaves
 * behind would be moved to the old one otherwise, and one connection in six was spent on that.
 */
export const brokerYoungSpaceMiB = 32

// Silence.
/** Shortest silence after which a setting may end a relay: beyond any pause of a busy network. */
export const idleMsMin = 60_000

// Faults for staging, set by administrators.
/** Rules that a broker keeps: some for each person who tests a client. */
export const chaosRuleCountMax = 1_000

// Measurements of what the relay promises.
/** Bulk transfers of one run, for each number of pairs: a day's worth at 1 GB each. */
export const barRunCountMax = 10_000
/** Files that a process of such a run opens beside its sockets. */
export const barSpareFileCountMax = 200
