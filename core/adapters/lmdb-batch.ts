/**
 * A small durable store of named databases, written by a thread, read here. For what is not the
 * decision log: heartbeats and the person directory.
 */
import { once } from 'node:events'
import { type ErrorCode, Fault } from '../domain/errors.ts'
import {
  type ByteStore,
  openEnv,
  openStore,
  padDataFile,
  prepareDataFile,
  storeFault,
} from './lmdb-env.ts'
import { takeFolder } from './lmdb-folder.ts'
import { startThread } from './thread.ts'

/** Puts a value, or removes the key where there is none. */
export type Change = {
  readonly store: string
  readonly key: Uint8Array
  readonly value?: Uint8Array
}

export type BatchRequest =
  | { readonly kind: 'write'; readonly changes: readonly Change[] }
  | { readonly kind: 'stop' }

export type BatchAnswer =
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string }

export type BatchThreadData = {
  readonly folder: string
  readonly mapBytes: number
  readonly names: readonly string[]
}

export type BatchStore = {
  /** A database to read; after `refresh` it shows all that was acknowledged. */
  store(name: string): ByteStore
  refresh(): void
  /** Commits all changes together; resolves when they are on disk. Throws a Fault. */
  write(changes: readonly Change[]): Promise<void>
  /** Writes what is under way and closes; idempotent. */
  stop(): Promise<void>
}

export type BatchStoreOptions = BatchThreadData & {
  /** Kind and version of the format, for the marker file. */
  readonly kind: string
  readonly format: number
}

type Waiting = { readonly resolve: () => void; readonly reject: (fault: Fault) => void }

/** Opens the folder's store, alone. Throws a Fault like openLmdbEventLog. */
export const openBatchStore = async (options: BatchStoreOptions): Promise<BatchStore> => {
  const { folder, mapBytes, names } = options
  const taken = takeFolder(folder, options.kind, options.format)
  try {
    prepareDataFile(folder, taken.known)
    const env = openEnv({ folder, mapBytes })
    const stores = new Map(names.map((name) => [name, openStore(env, name)]))
    taken.mark()
    const thread = startThread({
      beside: import.meta.url,
      name: 'lmdb-batch-thread',
      workerData: { folder, mapBytes, names },
    })
    const waiting: Waiting[] = []
    let ended: Fault | undefined
    const gone = once(thread, 'exit')
    const fail = (fault: Fault): void => {
      ended ??= fault
      for (const { reject } of waiting.splice(0)) reject(ended)
    }
    await once(thread, 'message').catch(async (error: unknown) => {
      await env.close()
      throw storeFault(error, 'could not start the writer')
    })
    thread.on('error', (error) => fail(storeFault(error, 'the writer failed')))
    thread.on('exit', () => fail(new Fault('LOG_UNAVAILABLE', 'the store is closed')))
    thread.on('message', (answer: BatchAnswer) => {
      const next = waiting.shift()
      if (answer.kind === 'written') next?.resolve()
      else next?.reject(new Fault(answer.code, answer.detail))
    })
    const post = (request: BatchRequest): void => thread.postMessage(request)
    let stopped: Promise<void> | undefined

    const stop = async (): Promise<void> => {
      post({ kind: 'stop' })
      await gone
      await env.close()
      padDataFile(folder)
      taken.release()
    }

    return {
      store: (name) => {
        const store = stores.get(name)
        if (store === undefined) throw new Fault('INTERNAL', `there is no database ${name}`)
        return store
      },
      refresh: () => env.resetReadTxn(),
      write: (changes) =>
        new Promise((resolve, reject) => {
          if (ended !== undefined || stopped !== undefined)
            throw ended ?? new Fault('LOG_UNAVAILABLE', 'the store is closing')
          waiting.push({ resolve, reject })
          post({ kind: 'write', changes })
        }),
      stop: () => {
        stopped ??= stop()
        return stopped
      },
    }
  } catch (error) {
    taken.release()
    throw error
  }
}
