import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createStreamPersonDirectory,
  type PersonStreams,
  type StoredRecord,
} from '../../../core/adapters/stream-person-directory.ts'
import { personCacheCountMax, personCacheMs } from '../../../core/domain/limits.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Streams in memory that count what is asked of them; deletion hides what there was. */
const createStreams = () => {
  const stored = new Map<string, StoredRecord[]>()
  const asked = { last: 0, append: 0, remove: 0 }
  const streams: PersonStreams = {
    last: async (stream) => {
      asked.last += 1
      return stored.get(stream)?.at(-1)
    },
    append: async (stream, expected, event) => {
      asked.append += 1
      const there = stored.get(stream) ?? []
      if ((there.at(-1)?.revision ?? 'none') !== expected) return undefined
      const revision = there.length
      stored.set(stream, [...there, { ...event, revision }])
      return revision
    },
    remove: async (stream) => {
      asked.remove += 1
      stored.delete(stream)
    },
    stop: async () => {},
  }
  return { streams, stored, asked }
}

const setStage = (secret: Uint8Array = randomBytes(32), shared = createStreams()) => {
  let nowMs = 0
  const system = { monotonicMs: () => nowMs, randomBytes: (length: number) => randomBytes(length) }
  return {
    ...shared,
    directory: createStreamPersonDirectory({ streams: shared.streams, system }, secret),
    age: (ms: number) => {
      nowMs += ms
    },
  }
}

describe('a person directory in streams', () => {
  it('asks its server once for a person within the bound of its memory', async () => {
    const { directory, asked, age } = setStage()
    const sealed = await directory.seal('u1', bytesOf('Ada'))
    for (let turn = 0; turn < 5; turn++) await directory.open('u1', sealed)
    expect(asked).toEqual({ last: 1, append: 1, remove: 0 })
    age(personCacheMs + 1)
    await directory.open('u1', sealed)
    expect(asked.last).toBe(2)
  })

  it('keeps a bounded number of persons in memory', async () => {
    const { directory, asked } = setStage()
    for (let index = 0; index <= personCacheCountMax; index++) await directory.recall(`u${index}`)
    const before = asked.last
    await directory.recall(`u${personCacheCountMax}`)
    expect(asked.last).toBe(before)
    await directory.recall('u0')
    expect(asked.last).toBe(before + 1)
  })

  it('gives up when others are always faster, and goes on afterwards', async () => {
    const { directory, streams } = setStage()
    const { append } = streams
    Object.assign(streams, { append: async () => undefined })
    await expect(directory.seal('u1', bytesOf('Ada'))).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    })
    await expect(directory.erase('u1')).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    Object.assign(streams, { append })
    const sealed = await directory.seal('u1', bytesOf('Ada'))
    expect(await directory.open('u1', sealed)).toEqual(bytesOf('Ada'))
  })

  it('calls a record damaged that its key does not open', async () => {
    const { directory, stored, age } = setStage()
    await directory.remember('u1', 'Ada')
    for (const [stream, records] of stored) {
      const changed = records.map((one) => ({ ...one, data: one.data.map((byte) => byte ^ 1) }))
      stored.set(stream, changed)
    }
    age(personCacheMs + 1)
    await expect(directory.recall('u1')).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
    // It can still be erased, and begins anew.
    await directory.erase('u1')
    expect(await directory.recall('u1')).toBeUndefined()
  })

  it('finishes an erasure that was cut short before its stream was deleted', async () => {
    const { directory, streams, stored, asked } = setStage()
    await directory.remember('u1', 'Ada')
    const remove = streams.remove
    Object.assign(streams, {
      remove: async () => {
        throw new Error('the server is gone')
      },
    })
    await expect(directory.erase('u1')).rejects.toThrow('the server is gone')
    expect(await directory.recall('u1')).toBeUndefined()
    Object.assign(streams, { remove })
    await directory.erase('u1')
    expect([stored.size, asked.remove]).toEqual([0, 1])
  })

  it('is found by nobody who has another secret', async () => {
    const secret = randomBytes(32)
    const shared = createStreams()
    const one = setStage(secret, shared)
    const same = setStage(secret, shared)
    const other = setStage(randomBytes(32), shared)
    await one.directory.remember('u1', 'Ada')
    expect(await same.directory.recall('u1')).toBe('Ada')
    expect(await other.directory.recall('u1')).toBeUndefined()
  })
})
