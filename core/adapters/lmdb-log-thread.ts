/**
 * The writer thread of the embedded log: gathers what arrived while the last commit waited for the
 * disk, commits it at once, answers it in order. Entry of a worker thread, never imported.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { assert } from '../domain/errors.ts'
import { commitBytesMax, commitEventCountMax, logMapBytesMax } from '../domain/limits.ts'
import { openEnv } from './lmdb-env.ts'
import type { ThreadRequest, WriteRequest, WriterStart } from './lmdb-log-messages.ts'
import { openLogRoom } from './lmdb-log-room.ts'
import { openLogStore } from './lmdb-log-store.ts'
import { createLogWriter } from './lmdb-log-writer.ts'

const port = parentPort
assert(port !== null, 'the log is written by a worker thread')
// lmdb-event-log.ts starts it with nothing else.
const { folder, room: roomOptions } = workerData as WriterStart
const env = openEnv({ folder, mapBytes: logMapBytesMax })
const writer = createLogWriter(openLogStore(env), folder)
const room = openLogRoom(folder, roomOptions)

const sizeOf = (request: WriteRequest): { events: number; bytes: number } =>
  request.kind === 'append'
    ? { events: request.eventCount, bytes: request.bytes.length }
    : { events: 0, bytes: 0 }

/** One commit's worth of requests, and the request that did not fit any more. */
const gather = (
  first: WriteRequest,
): { batch: WriteRequest[]; bytes: number; rest: ThreadRequest | undefined } => {
  const batch = [first]
  let { events, bytes } = sizeOf(first)
  for (;;) {
    // The port carries nothing but what lmdb-event-log.ts posts.
    const next = receiveMessageOnPort(port)?.message as ThreadRequest | undefined
    if (next === undefined || next.kind === 'stop') return { batch, bytes, rest: next }
    const size = sizeOf(next)
    if (events + size.events > commitEventCountMax || bytes + size.bytes > commitBytesMax)
      return { batch, bytes, rest: next }
    events += size.events
    bytes += size.bytes
    batch.push(next)
  }
}

// Says that it is ready, or, by never saying so, that it is not.
port.postMessage(writer.write([]))

port.on('message', (message: ThreadRequest) => {
  let request: ThreadRequest | undefined = message
  while (request !== undefined) {
    if (request.kind === 'stop') {
      room.close()
      void env.close().then(() => port.close())
      return
    }
    const { batch, bytes, rest }: ReturnType<typeof gather> = gather(request)
    port.postMessage(writer.write(batch))
    room.keep(bytes)
    request = rest
  }
})
