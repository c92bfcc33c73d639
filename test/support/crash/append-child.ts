/**
 * A process that appends to the log of a folder from several writers until it is killed, and prints
 * each acknowledged event as `stream revision eventId`. Its only end is a signal.
 */
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { NewEvent } from '../../../core/broker/ports.ts'
import { tell } from './tell.ts'

const [folder = '', round = ''] = process.argv.slice(2)
const writerCount = 6
const payloadSizes = [10, 300, 5_000]
const eventCounts = [1, 3, 8]

const system = createSystem()
const log = await openLmdbEventLog({ folder, system })

/** The cause says how many events the append has, so that a torn one is noticed. */
const createEvent = (causationId: string): NewEvent => ({
  eventId: system.newId(),
  type: 'HostAssigned',
  schemaVersion: 1,
  recordedAt: system.nowMs(),
  actor: 'broker:crash',
  connectionId: '',
  causationId,
  payload: system.randomBytes(payloadSizes[Math.floor(system.random() * 3)] ?? 1),
})

const write = async (writer: number): Promise<void> => {
  for (let turn = 0; ; turn++) {
    // A new stream every few turns, as connections come and go.
    const stream = `crash-${round}-${writer}-${Math.floor(turn / 4)}`
    const count = eventCounts[turn % 3] ?? 1
    const cause = `${system.newId()}/${count}`
    const events = Array.from({ length: count }, () => createEvent(cause))
    let last = -1
    for await (const batch of log.readStream(stream)) last = batch.at(-1)?.revision ?? last
    const result = await log.append(stream, last < 0 ? 'none' : last, events)
    if (result.kind === 'conflict') throw new Error(`${stream} has another writer`)
    const lines = events.map(({ eventId }, index) => `${stream} ${last + 1 + index} ${eventId}\n`)
    // At once, so that a line means that the acknowledgement was there.
    tell(lines.join(''))
  }
}

tell('ready\n')
await Promise.all(Array.from({ length: writerCount }, (_, writer) => write(writer)))
