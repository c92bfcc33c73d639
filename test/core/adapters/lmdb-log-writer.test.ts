import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEnv } from '../../../core/adapters/lmdb-env.ts'
import type { AppendRequest, WriteAnswer } from '../../../core/adapters/lmdb-log-messages.ts'
import { type LogStore, openLogStore } from '../../../core/adapters/lmdb-log-store.ts'
import { createLogWriter } from '../../../core/adapters/lmdb-log-writer.ts'
import { writeSizedEvent } from '../../../core/adapters/log-envelope.ts'
import { createSink } from '../../../core/adapters/log-wire.ts'
import { logBlockBytes } from '../../../core/domain/limits.ts'
import { eventOf } from '../../contract/events.ts'

const mapBytes = 2 ** 30
let folder: string
let store: LogStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-writer-'))
  store = openLogStore(openEnv({ folder, mapBytes }))
})
afterEach(async () => {
  await store.env.close()
  rmSync(folder, { recursive: true })
})

/** A message with one append of one event for each stream. */
const appendTo = (streams: readonly string[], revision: number, bytes = 10): AppendRequest => {
  const sink = createSink(1_024)
  const shape: number[] = []
  for (const stream of streams) {
    const start = sink.length
    const event = eventOf(`${stream}-${revision}`, { payload: new Uint8Array(bytes) })
    writeSizedEvent(sink, event, stream, revision)
    shape.push(revision - 1, 1, sink.length - start)
  }
  return {
    kind: 'append',
    streams,
    shape: Float64Array.from(shape),
    bytes: sink.bytes.subarray(0, sink.length),
    eventCount: streams.length,
  }
}

const numbersOf = (answer: WriteAnswer | undefined): number[] =>
  answer?.kind === 'written' ? [...answer.answers] : []

type Commit = LogStore['env']['transactionSync']

/** The store, whose transactions go through the given function. */
const storeWith = (commit: (real: Commit, run: () => void) => unknown): LogStore => ({
  ...store,
  env: new Proxy(store.env, {
    get: (env, name) => {
      const value: unknown = Reflect.get(env, name, env)
      if (typeof value !== 'function') return value
      const bound = value.bind(env)
      return name === 'transactionSync' ? (run: () => void) => commit(bound, run) : bound
    },
  }),
})

describe('the log writer', () => {
  it('answers all requests of a commit in order, each against the ones before it', () => {
    const writer = createLogWriter(store, folder)
    const { answers, head } = writer.write([
      appendTo(['a', 'b'], 0),
      appendTo(['a', 'c'], 1),
      { kind: 'checkpoint', name: 'view', sequence: 2 },
      appendTo(['a'], 1),
    ])
    expect(head).toBe(3)
    expect(answers.map(numbersOf)).toEqual([
      [1, 0, 1, 1, 0, 2],
      // c does not exist: revision -1 stands for none.
      [1, 1, 3, 0, -1, 0],
      [],
      // The same event again is recognised before it was ever on disk.
      [1, 1, 3],
    ])
  })

  it('splits a commit into blocks of about the wanted size, never an append', () => {
    const writer = createLogWriter(store, folder)
    const streams = Array.from({ length: 40 }, (_, index) => `s${index}`)
    writer.write([appendTo(streams, 0, 10_000), appendTo(['large'], 0, 65_536)])
    store.refresh()
    const blocks = [...store.blocksFrom(1)]
    expect(blocks.reduce((sum, block) => sum + block.count, 0)).toBe(41)
    expect(blocks.length).toBeGreaterThan(5)
    for (const block of blocks.slice(0, -1)) expect(block.bytes.length).toBeLessThan(logBlockBytes)
    expect(blocks.at(-1)?.count).toBe(1)
  })

  it('refuses a failed commit whole, and goes on as if it had not been', () => {
    let failing = false
    const writer = createLogWriter(
      storeWith((real, run) =>
        real(() => {
          const result: unknown = run()
          if (failing && typeof result !== 'number') throw new Error('EIO: i/o error')
          return result
        }),
      ),
      folder,
    )
    writer.write([appendTo(['a'], 0)])
    failing = true
    const failed = writer.write([appendTo(['a', 'b'], 1), appendTo(['c'], 0)])
    expect(failed.head).toBe(1)
    for (const answer of failed.answers)
      expect(answer).toMatchObject({ kind: 'failed', code: 'LOG_UNAVAILABLE' })
    failing = false
    const { answers, head } = writer.write([appendTo(['a'], 1), appendTo(['b', 'c'], 0)])
    expect(answers.map(numbersOf)).toEqual([
      [1, 1, 2],
      [1, 0, 3, 1, 0, 4],
    ])
    expect(head).toBe(4)
  })

  it('writes nothing more once a commit may or may not be on disk, and says so', () => {
    let fate: 'fine' | 'written but failed' | 'unknown' = 'fine'
    const writer = createLogWriter(
      storeWith((real, run) => {
        if (fate === 'unknown') throw new Error('MDB_PANIC: update of meta page failed')
        const result = real(run)
        if (fate === 'written but failed' && typeof result !== 'number')
          throw new Error('EIO: i/o error')
        return result
      }),
      folder,
    )
    writer.write([appendTo(['a'], 0)])
    fate = 'written but failed'
    const failed = writer.write([appendTo(['a'], 1)])
    expect(failed.head).toBe(1)
    expect(failed.answers[0]).toMatchObject({
      kind: 'failed',
      code: 'LOG_UNAVAILABLE',
      detail: expect.stringContaining('may or may not'),
    })
    fate = 'fine'
    expect(writer.write([appendTo(['b'], 0)]).answers[0]).toMatchObject({ kind: 'failed' })
    // After a restart the truth is read, and the repeated append is recognised.
    const next = createLogWriter(store, folder)
    expect(numbersOf(next.write([appendTo(['a'], 1)]).answers[0])).toEqual([1, 1, 2])
  })

  it('stops at a panic of the store', () => {
    let panic = false
    const writer = createLogWriter(
      storeWith((real, run) => {
        if (panic) throw new Error('MDB_PANIC: update of meta page failed')
        return real(run)
      }),
      folder,
    )
    panic = true
    const { answers } = writer.write([appendTo(['a'], 0)])
    expect(answers[0]).toMatchObject({ kind: 'failed', code: 'LOG_UNAVAILABLE' })
    panic = false
    expect(writer.write([appendTo(['a'], 0)]).answers[0]).toMatchObject({ kind: 'failed' })
    expect(store.head()).toBe(0)
  })

  it('notices another writer of the same file', () => {
    const one = createLogWriter(store, folder)
    const two = createLogWriter(store, folder)
    one.write([appendTo(['a'], 0)])
    expect(two.write([appendTo(['b'], 0)]).answers[0]).toMatchObject({ kind: 'failed' })
    store.refresh()
    expect(store.head()).toBe(1)
  })
})
