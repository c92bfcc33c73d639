/**
 * A process that appends to the log of a folder, with unsynced.c under it, and notes in the same
 * journal what it was told: `opened` once, then `<stream> <revision> <event id>` of each
 * acknowledged event, and `fault <code>` of each append that failed.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { NewEvent } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { encodeAcknowledgement } from './write-journal.ts'

const [folder = '', journalFile = '', appends = '0', roomBytes = '0'] = process.argv.slice(2)
const writerCount = 6
const payloadSizes = [10, 300, 5_000]
const eventCounts = [1, 3, 8]
const appendsOfEach = Number(appends)

const system = createSystem()
const journal = openSync(journalFile, 'a', 0o600)
const note = (text: string): void => void writeSync(journal, encodeAcknowledgement(text))

const log = await openLmdbEventLog({ folder, system, room: { bytes: Number(roomBytes) } })
note('opened')

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

const lastRevision = async (stream: string): Promise<number> => {
  let last = -1
  for await (const batch of log.readStream(stream)) last = batch.at(-1)?.revision ?? last
  return last
}

const write = async (writer: number): Promise<void> => {
  for (let turn = 0; turn < appendsOfEach; turn++) {
    const stream = `cut-${writer}-${Math.floor(turn / 4)}`
    const count = eventCounts[turn % 3] ?? 1
    const cause = `${system.newId()}/${count}`
    const events = Array.from({ length: count }, () => createEvent(cause))
    let last = -1
    try {
      last = await lastRevision(stream)
      const result = await log.append(stream, last < 0 ? 'none' : last, events)
      if (result.kind === 'conflict') throw new Error(`${stream} has another writer`)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      note(`fault ${error.code}`)
      continue
    }
    const lines = events.map(({ eventId }, at) => `${stream} ${last + 1 + at} ${eventId}`)
    note(lines.join('\n'))
  }
}

await Promise.all(Array.from({ length: writerCount }, (_, writer) => write(writer)))
await log.stop()
closeSync(journal)
