import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLmdbEventLog, openLmdbEventLogReader } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { collect, eventOf, fill } from '../../contract/events.ts'

const system = createSystem()
const pageBytes = 4_096
const blockCount = 60
let folder: string
let data: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-damage-'))
  data = join(folder, 'causeway.mdb')
  const log = await openLmdbEventLog({ folder, system })
  for (let index = 0; index < blockCount; index++) {
    const event = eventOf(`${index}`, { payload: new Uint8Array(9_000).fill(index) })
    await log.append('s', index === 0 ? 'none' : index - 1, [event])
  }
  await log.stop()
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Opens and reads everything; the code of the fault, or how many events were there. */
const outcome = async (): Promise<string | number> => {
  try {
    const log = await openLmdbEventLog({ folder, system })
    try {
      return (await collect(log.readAll())).length
    } finally {
      await log.stop()
    }
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

const overwrite = (at: number, bytes: Uint8Array): void => {
  const descriptor = openSync(data, 'r+')
  writeSync(descriptor, bytes, 0, bytes.length, at)
  closeSync(descriptor)
}

describe('a data file', () => {
  it('is whole to begin with', async () => {
    expect(await outcome()).toBe(blockCount)
  })

  it('is called damaged when it was cut short, wherever that was', async () => {
    const whole = join(folder, 'copy')
    copyFileSync(data, whole)
    const { size } = statSync(data)
    for (const part of [0.9, 0.5, 0.2, 0.05]) {
      copyFileSync(whole, data)
      truncateSync(data, Math.floor((size * part) / pageBytes) * pageBytes)
      expect(await outcome()).toBe('LOG_CORRUPT')
    }
    for (const length of [2 * pageBytes, pageBytes, 1_000, 1]) {
      copyFileSync(whole, data)
      truncateSync(data, length)
      expect(await outcome()).toBe('LOG_CORRUPT')
    }
  })

  it('is called damaged when it is something else', async () => {
    writeFileSync(data, Buffer.alloc(64 * pageBytes, 'garbage '))
    expect(await outcome()).toBe('LOG_CORRUPT')
    await expect(openLmdbEventLogReader({ folder })).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
  })

  it('is called damaged by the checksum when a byte of an event changed', async () => {
    const at = readFileSync(data).indexOf(Buffer.alloc(1_000, 30))
    expect(at).toBeGreaterThan(0)
    overwrite(at + 500, Buffer.from([31]))
    expect(await outcome()).toBe('LOG_CORRUPT')
  })

  it('is not opened as a log of nothing when it is gone', async () => {
    rmSync(data)
    expect(await outcome()).toBe('LOG_CORRUPT')
    expect(existsSync(data)).toBe(false)
  })

  it('still holds everything when only pages beyond its end are missing', async () => {
    truncateSync(data, statSync(data).size + 100 * pageBytes)
    expect(await outcome()).toBe(blockCount)
  })
})

describe('a log that was damaged while open', () => {
  it('says so to its reader and its subscribers', async () => {
    const log = await openLmdbEventLog({ folder, system })
    try {
      const at = readFileSync(data).indexOf(Buffer.alloc(1_000, 30))
      overwrite(at + 500, Buffer.from([31]))
      await expect(collect(log.readAll())).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
      const fault = await new Promise((resolve) => {
        log.subscribe({ onEvents: () => {}, onFault: resolve })
      })
      expect(fault).toMatchObject({ code: 'LOG_CORRUPT' })
      await fill(log, 'other', 2)
      expect(await collect(log.readStream('other'))).toHaveLength(2)
    } finally {
      await log.stop()
    }
  })
})
