/**
 * One log as its broker and the protocol's server share it: its events as they are shown, and its
 * streams as they may be written. Whoever writes streams of others here takes part in their turns.
 */
import type { EventLog } from '../../broker/ports.ts'
import { type StreamKeys, sealPersonPayloads } from './person-payloads.ts'
import {
  createServedStreams,
  type ServedStreams,
  type ServedStreamsPorts,
} from './served-streams.ts'

export type ServableLog = {
  /** With the streams of others, and what is sealed in them opened. */
  readonly log: EventLog
  readonly served: ServedStreams
}

export type ServableLogPorts = Omit<ServedStreamsPorts, 'log'> & {
  readonly log: EventLog
  /** Keys of what streams of persons hold; kept outside the log. */
  readonly keys: StreamKeys
}

/** Makes the shared view; the log is still its owner's to stop. */
export const createServableLog = (ports: ServableLogPorts): ServableLog => {
  const log = sealPersonPayloads(ports.log, ports.keys)
  return { log, served: createServedStreams({ ...ports, log }) }
}
