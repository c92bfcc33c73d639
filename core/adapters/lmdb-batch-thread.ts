/**
 * The writer thread of the stores that are not the decision log: one transaction a message,
 * answered after the sync. Entry of a worker thread, never imported.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '../domain/errors.ts'
import type { BatchAnswer, BatchRequest, BatchThreadData } from './lmdb-batch.ts'
import { type ByteStore, openEnv, openStore, writeFault } from './lmdb-env.ts'

const port = parentPort
assert(port !== null, 'the store is written by a worker thread')
// Given by lmdb-batch.ts and nobody else.
const { folder, mapBytes, names } = workerData as BatchThreadData
const env = openEnv({ folder, mapBytes })
const stores = new Map<string, ByteStore>(names.map((name) => [name, openStore(env, name)]))

const storeOf = (name: string): ByteStore => {
  const store = stores.get(name)
  assert(store !== undefined, `there is a database ${name}`)
  return store
}

const write = (request: BatchRequest & { kind: 'write' }): BatchAnswer => {
  try {
    env.transactionSync(() => {
      for (const { store, key, value } of request.changes) {
        if (value === undefined) storeOf(store).removeSync(Buffer.from(key))
        else storeOf(store).putSync(Buffer.from(key), Buffer.from(value))
      }
    })
    return { kind: 'written' }
  } catch (error) {
    const bytes = request.changes.reduce((sum, change) => sum + (change.value?.length ?? 0), 0)
    const { code, detail } = writeFault(error, folder, bytes)
    return { kind: 'failed', code, detail }
  }
}

port.postMessage({ kind: 'written' })
port.on('message', (request: BatchRequest) => {
  if (request.kind === 'write') port.postMessage(write(request))
  else void env.close().then(() => port.close())
})
