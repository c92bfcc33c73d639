/**
 * What the broker needs from the outside: the decision log, the heartbeat log, clocks, ids and
 * randomness. Adapters implement these; nothing here knows a store, a socket or a file.
 */

/** A place in one log. Opaque: belongs to that log alone and is never written into a payload. */
export type Position = string & { readonly __brand: 'Position' }

/** An event before the log has given it its place. */
export type NewEvent = {
  /** UUID version 8 derived from cause, stream and ordinal: a retry is recognised by it. */
  readonly eventId: string
  readonly type: string
  readonly schemaVersion: number
  /** Milliseconds since 1970, by the clock of the broker that decided. */
  readonly recordedAt: number
  /** Who caused it: `user:<id>`, `agent:<host id>`, `gateway:<id>`, `admin:<id>`, `broker:<id>`. */
  readonly actor: string
  /** The connection this belongs to, or the empty string. */
  readonly connectionId: string
  /** The command or event that caused it, or the empty string. */
  readonly causationId: string
  /** Protobuf bytes of the payload message named by type and schemaVersion. */
  readonly payload: Uint8Array
}

/** An event as the log holds it. */
export type RecordedEvent = NewEvent & {
  readonly stream: string
  /** From 0, without gaps within the stream. */
  readonly revision: number
  readonly position: Position
}

/** The part of a recorded event that a fold of the log needs. */
export type FoldableEvent = Pick<
  RecordedEvent,
  'stream' | 'revision' | 'recordedAt' | 'type' | 'schemaVersion'
> & {
  /** Hold the payload in [payloadStart, payloadEnd); shared with other events. */
  readonly bytes: Uint8Array
  readonly payloadStart: number
  readonly payloadEnd: number
  /** Absent where the log was scanned: what is past concerns nobody's channel. */
  readonly actor?: string
}

/** Successive events of the log, and the position of the last of them. */
export type FoldableBatch = {
  readonly events: readonly FoldableEvent[]
  readonly position: Position
}

/** What the writer believes of the stream: its last revision, or that it does not exist yet. */
export type ExpectedRevision = number | 'none'

export type AppendResult =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: Position }
  | { readonly kind: 'conflict'; readonly actual: ExpectedRevision }

export type ReadStreamOptions = {
  /** First revision wanted (forward: default 0; backward: default the last one). */
  readonly from?: number
  readonly direction?: 'forward' | 'backward'
  readonly countMax?: number
}

export type ReadAllOptions = {
  /** Events strictly after this position (forward) or strictly before it (backward). */
  readonly from?: Position
  readonly direction?: 'forward' | 'backward'
  readonly countMax?: number
}

export type Subscription = {
  /** Ends delivery; idempotent, resolves when no further batch will be handed over. */
  stop(): Promise<void>
}

export type SubscribeOptions = {
  /** Events strictly after this position; absent: from the first event. */
  readonly from?: Position
  /**
   * Receives events in log order, in batches, without gap or duplicate. The next batch waits for
   * the returned promise. A rejection ends the subscription and reaches onFault.
   */
  readonly onEvents: (events: readonly RecordedEvent[]) => void | Promise<void>
  /** Called each time delivery has reached the durable end of the log. */
  readonly onCaughtUp?: () => void
  /** Called at each try that does not reach a log on another machine; onCaughtUp ends it. */
  readonly onAway?: (reason: unknown) => void
  readonly onFault?: (fault: unknown) => void
}

/**
 * The decision log. Acknowledged means durable. Store trouble is thrown as a Fault (see
 * core/domain/errors.ts) with code LOG_UNAVAILABLE, LOG_FULL, LOG_CORRUPT or LOG_IN_USE.
 */
export type EventLog = {
  /**
   * Appends 1..limits events to one stream if it is at the expected revision. Idempotent: when
   * the stream already holds exactly these event ids at the place they would have, the answer is
   * the original `appended`. Never partial.
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult>
  /** Batches of the stream's events; nothing for a stream that does not exist. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly RecordedEvent[]>
  /** Batches of all events in log order. */
  readAll(options?: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]>
  /**
   * All events after a position in log order, as much of each as a fold needs; absent where reading
   * them whole costs no more. Use scanLog.
   */
  readonly scan?: (from?: Position) => AsyncIterable<FoldableBatch>
  /** Catches up from a position, then follows; survives until stopped. */
  subscribe(options: SubscribeOptions): Subscription
  /** Position of the last durable event, or undefined for an empty log. */
  head(): Promise<Position | undefined>
  /** How many events the log holds, for progress bars. */
  size(): Promise<number>
  /** Negative, zero or positive as a lies before, at or after b. */
  comparePositions(a: Position, b: Position): number
  /** Parses a position a person typed; undefined when it is not one of this log. */
  parsePosition(text: string): Position | undefined
  /** A named checkpoint of a subscriber. */
  loadCheckpoint(name: string): Promise<Position | undefined>
  storeCheckpoint(name: string, position: Position): Promise<void>
  stop(): Promise<void>
}

/** One health check's result, after AVD's numbering (0 unknown, 1 succeeded, 2 failed). */
export type HealthCheckResult = {
  readonly name: string
  readonly result: 'unknown' | 'succeeded' | 'failed'
  readonly fatal: boolean
  readonly message: string
}

/** A heartbeat of one host, stamped by the broker that received it. */
export type HeartbeatSample = {
  readonly hostId: string
  /** Milliseconds since 1970 by the receiving broker's clock. */
  readonly receivedAt: number
  readonly activeSessions: number
  readonly disconnectedSessions: number
  /** Share of all cores in use, 0 to 1. */
  readonly cpuLoad: number
  readonly memoryUsedBytes: number
  readonly memoryTotalBytes: number
  readonly agentVersion: string
  readonly healthChecks: readonly HealthCheckResult[]
}

/** What a gateway told of its load, stamped by the broker that heard it. */
export type GatewayLoadSample = {
  readonly gatewayId: string
  /** Milliseconds since 1970 by the receiving broker's clock. */
  readonly receivedAt: number
  readonly connections: number
  /** Both ways together. */
  readonly bytesPerSecond: number
  readonly bufferedBytes: number
  readonly eventLoopDelayMs: number
  readonly draining: boolean
}

/** Beats of the fleet that came to other brokers. */
export type FollowedHeartbeats = {
  /**
   * Calls back with those beats as they come, each at least once; those of before the call are in
   * `latest`. The returned function ends it.
   */
  follow(onSamples: (samples: readonly HeartbeatSample[]) => void): () => void
  /**
   * The last moment, by the monotonic clock, at which all beats of the fleet had been handed over;
   * undefined before the first. It stands still while the log is away, so that its outage makes
   * no host silent.
   */
  currentAt(): number | undefined
}

/** The heartbeat log: every sample for the retention time; losing its tail loses no decision. */
export type HeartbeatLog = {
  /** Queues a sample; bounded, drops the oldest beyond the bound and counts it. Never throws. */
  record(sample: HeartbeatSample): void
  /** Samples of one host received in [fromMs, toMs), oldest first, at most countMax. */
  read(hostId: string, fromMs: number, toMs: number, countMax: number): Promise<HeartbeatSample[]>
  /** The newest sample of every host, for a broker that starts. */
  latest(): Promise<HeartbeatSample[]>
  /** How many samples were dropped since start. */
  droppedTotal(): number
  /**
   * Queues a gateway's load for whoever reads the log elsewhere; absent where nobody can. Bounded
   * together with the beats. Never throws.
   */
  recordLoad?(sample: GatewayLoadSample): void
  /** Only where several brokers share the log: what the others received. */
  readonly others?: FollowedHeartbeats
  stop(): Promise<void>
}

/**
 * The person directory: one deletable key per person, outside the log, which seals what events
 * say of people (names, addresses, device names).
 */
export type PersonDirectory = {
  /** Encrypts bytes for this person, making the key on first use. */
  seal(userId: string, plaintext: Uint8Array): Promise<Uint8Array>
  /** Decrypts; undefined when the person was erased or the bytes are not theirs. */
  open(userId: string, sealed: Uint8Array): Promise<Uint8Array | undefined>
  /** Keeps what this person is called, for events that name them by their id alone. */
  remember(userId: string, name: string): Promise<void>
  /** What they were called last; undefined when they never were or were erased. */
  recall(userId: string): Promise<string | undefined>
  /** Deletes key and name for ever: what was sealed cannot be read again. */
  erase(userId: string): Promise<void>
  stop(): Promise<void>
}

/** Wall clock, monotonic clock, timers, ids and randomness, all replaceable in tests. */
export type System = {
  /** Milliseconds since 1970. */
  nowMs(): number
  /** Milliseconds of a clock that never steps. */
  monotonicMs(): number
  /** Calls back once after the delay; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void
  /** A fresh UUIDv7. */
  newId(): string
  /** Cryptographically random bytes. */
  randomBytes(length: number): Uint8Array
  /** Uniform in [0, 1). */
  random(): number
}
