/** Copies of stores: of one moment, of what is whole, with the key that belongs to it. */
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyLogStore, copyPersonStore } from '../../../core/adapters/lmdb-copy.ts'
import { openLmdbEventLog, openLmdbEventLogReader } from '../../../core/adapters/lmdb-event-log.ts'
import { openLmdbPersonDirectory } from '../../../core/adapters/lmdb-person-directory.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { collect, eventOf } from '../../contract/events.ts'

const system = createSystem()
const pageBytes = 4_096
let root: string
let target: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causeway-lmdb-copy-'))
  target = join(root, 'copy')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a log file that was cut short', () => {
  const folder = (): string => join(root, 'log')
  const data = (): string => join(folder(), 'causeway.mdb')
  beforeEach(async () => {
    const log = await openLmdbEventLog({ folder: folder(), system })
    for (let index = 0; index < 300; index++) {
      const event = eventOf(`${index}`, { payload: new Uint8Array(2_000) })
      await log.append(`host-${index}`, 'none', [event])
    }
    await log.stop()
  })

  const cutAt = (part: number): void => {
    const { size } = statSync(data())
    truncateSync(data(), Math.floor((size * part) / pageBytes) * pageBytes)
  }

  it.each([0.9, 0.5, 0.2, 0.05])('at %f of it is not copied but called damaged', async (part) => {
    cutAt(part)
    await expect(copyLogStore(folder(), target)).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
  })

  it.each([0.9, 0.5, 0.2, 0.05])('at %f of it ends no process that reads it', async (part) => {
    cutAt(part)
    const read = async (): Promise<void> => {
      const log = await openLmdbEventLogReader({ folder: folder() })
      try {
        await collect(log.readAll())
      } finally {
        await log.stop()
      }
    }
    await expect(read()).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
  })
})

describe('a copy of the person directory', () => {
  const folder = (): string => join(root, 'people')

  it('has the key of its own state, whoever is erased meanwhile', async () => {
    const people = await openLmdbPersonDirectory({ folder: folder(), system })
    const kept = await people.seal('kept', Buffer.from('a name'))
    for (let round = 0; round < 5; round++) {
      await people.seal(`gone-${round}`, Buffer.from('to be forgotten'))
      const copy = `${target}-${round}`
      const copying = copyPersonStore(folder(), copy)
      await Promise.all([people.erase(`gone-${round}`), copying])
      const copied = await openLmdbPersonDirectory({ folder: copy, system })
      const opened = await copied.open('kept', kept)
      expect(Buffer.from(opened ?? []).toString()).toBe('a name')
      await copied.stop()
    }
    await people.stop()
  })

  it('is refused where no key belongs to it', async () => {
    const people = await openLmdbPersonDirectory({ folder: folder(), system })
    await people.seal('kept', Buffer.from('a name'))
    await people.stop()
    rmSync(join(folder(), 'directory.key'))
    await expect(copyPersonStore(folder(), target)).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    })
  })
})
