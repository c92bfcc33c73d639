import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataFile, openEnv, readUsedBytes } from '../../../core/adapters/lmdb-env.ts'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { type LogRoom, openLogRoom } from '../../../core/adapters/lmdb-log-room.ts'
import { openLogStore } from '../../../core/adapters/lmdb-log-store.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { collect, eventOf, idsOf } from '../../contract/events.ts'

const system = createSystem()
const roomBytes = 65_536
let folder: string
let room: LogRoom
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-room-'))
  const { env } = openLogStore(openEnv({ folder, mapBytes: 2 ** 30 }))
  await env.close()
  room = openLogRoom(folder, { bytes: roomBytes, freeBytesMin: 0 })
})
afterEach(() => {
  room.close()
  rmSync(folder, { recursive: true })
})

const used = (): number => {
  const descriptor = openSync(dataFile(folder), 'r')
  try {
    return readUsedBytes(descriptor) ?? fstatSync(descriptor).size
  } finally {
    closeSync(descriptor)
  }
}
const size = (): number => statSync(dataFile(folder)).size

describe('the room of the log file', () => {
  it('is zeros behind the last page, made after a quarter of it was committed', () => {
    const before = readFileSync(dataFile(folder))
    room.keep(roomBytes / 4 - 1)
    expect(size()).toBe(before.length)
    room.keep(1)
    expect(size()).toBe(used() + roomBytes)
    const after = readFileSync(dataFile(folder))
    expect(after.subarray(0, before.length).equals(before)).toBe(true)
    expect(after.subarray(before.length).every((byte) => byte === 0)).toBe(true)
  })

  it('is made anew when less than half is left, and not before', () => {
    truncateSync(dataFile(folder), used() + roomBytes / 2)
    room.keep(roomBytes)
    expect(size()).toBe(used() + roomBytes / 2)
    truncateSync(dataFile(folder), used() + roomBytes / 2 - 4_096)
    room.keep(roomBytes)
    expect(size()).toBe(used() + roomBytes)
  })

  it('leaves every byte that the file has, also behind the last page', () => {
    const remains = Buffer.alloc(4_096, 7)
    const at = size()
    const descriptor = openSync(dataFile(folder), 'r+')
    writeSync(descriptor, remains, 0, remains.length, at)
    closeSync(descriptor)
    room.keep(roomBytes)
    const after = readFileSync(dataFile(folder))
    expect(after.subarray(at, at + remains.length).equals(remains)).toBe(true)
    expect(after.length).toBe(used() + roomBytes)
  })

  it('is not made when the disk has too little left besides', () => {
    const before = size()
    const careful = openLogRoom(folder, {
      bytes: roomBytes,
      freeBytesMin: Number.MAX_SAFE_INTEGER,
    })
    careful.keep(roomBytes)
    careful.close()
    expect(size()).toBe(before)
  })
})

it('a log that was written ahead is written and read on as any other', async () => {
  const own = join(folder, 'log')
  const ids: string[] = []
  for (const round of [0, 1, 2]) {
    const log = await openLmdbEventLog({
      folder: own,
      system,
      room: { bytes: roomBytes, freeBytesMin: 0 },
    })
    for (let index = 0; index < 30; index++) {
      const event = eventOf(`${round}-${index}`, { payload: new Uint8Array(5_000) })
      await log.append(`s${round}`, index === 0 ? 'none' : index - 1, [event])
      ids.push(event.eventId)
    }
    expect(idsOf(await collect(log.readAll()))).toEqual(ids)
    await log.stop()
    expect(statSync(dataFile(own)).size).toBeGreaterThan(roomBytes)
  }
})
