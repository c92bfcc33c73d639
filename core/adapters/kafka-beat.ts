/**
 * A heartbeat as a message: the host is the key, the time of receipt the timestamp, the value is a
 * StoredHeartbeat of proto/envelope.proto, and the header `id` names the broker and its count. What
 * a gateway tells of its load lies beside them, marked by the header `kind`.
 */
import type { KafkaMessage } from 'kafkajs'
import type { GatewayLoadSample, HeartbeatSample } from '../broker/ports.ts'
import { kafkaSampleBytesMax, streamNameBytesMax } from '../domain/limits.ts'
import type { Waiting } from './kafka-outbox.ts'
import { decodeHeartbeat, encodeHeartbeat } from './log-heartbeat.ts'

const kind = 'gateway-load'

/** A heartbeat that was read, with what tells a second copy of it. */
export type ReadBeat = { readonly id: string; readonly sample: HeartbeatSample }

/** Can it be kept at all? What cannot would stand in the way of all others. */
const isStorable = (sample: HeartbeatSample): boolean =>
  sample.hostId !== '' &&
  Buffer.byteLength(sample.hostId) <= streamNameBytesMax &&
  Number.isFinite(sample.cpuLoad) &&
  [
    sample.receivedAt,
    sample.activeSessions,
    sample.disconnectedSessions,
    sample.memoryUsedBytes,
    sample.memoryTotalBytes,
  ].every((value) => Number.isSafeInteger(value) && value >= 0)

/** The sample as it waits to be sent; undefined when it cannot be kept. */
export const waitingBeat = (
  sample: HeartbeatSample,
  id: string,
  queuedAt: number,
): Waiting | undefined => {
  if (!isStorable(sample)) return undefined
  const value = encodeHeartbeat(sample)
  if (value.length > kafkaSampleBytesMax) return undefined
  return { id, key: sample.hostId, timestamp: sample.receivedAt, value, queuedAt }
}

/** A gateway's load as it waits to be sent: JSON, for readers who are no brokers. */
export const waitingLoad = (sample: GatewayLoadSample, id: string, queuedAt: number): Waiting => {
  const { gatewayId: key, receivedAt: timestamp, ...load } = sample
  return { id, key, timestamp, value: Buffer.from(JSON.stringify(load)), queuedAt, kind }
}

/** What waits, read back; undefined for what is no heartbeat. */
export const heldBeat = (one: Waiting): ReadBeat | undefined =>
  one.kind === undefined
    ? { id: one.id, sample: decodeHeartbeat(one.key, one.timestamp, Buffer.from(one.value)) }
    : undefined

const textOf = (value: Buffer | string | (Buffer | string)[] | undefined): string => {
  const one = Array.isArray(value) ? value[0] : value
  return one === undefined ? '' : one.toString()
}

/** A message read; undefined when it is none of ours or damaged: it must not stop the others. */
export const readBeat = (message: KafkaMessage): ReadBeat | undefined => {
  const { key, value, timestamp, offset, headers } = message
  if (key === null || value === null || headers?.['kind'] !== undefined) return undefined
  try {
    const sample = decodeHeartbeat(key.toString(), Number(timestamp), value)
    // A foreign message without an id is told apart by its place.
    return { id: textOf(headers?.['id']) || `@${offset}`, sample }
  } catch {
    return undefined
  }
}
