import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBatchStore } from '../../../core/adapters/lmdb-batch.ts'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'

const openers = {
  'event log': (folder: string) => openLmdbEventLog({ folder, system: createSystem() }),
  'batch store': (folder: string) =>
    openBatchStore({ folder, mapBytes: 1_048_576, names: ['a'], kind: 'test', format: 1 }),
}

describe.each(Object.entries(openers))('the files of the %s', (_name, open) => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-modes-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const modes = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(folder)
        .filter((name) => name.startsWith('causeway.mdb'))
        .map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
    )
  const closed = { 'causeway.mdb': '600', 'causeway.mdb-lock': '600' }

  it('are for their owner alone from the beginning', async () => {
    const store = await open(folder)
    expect(modes()).toEqual(closed)
    await store.stop()
  })

  it('lose wider permissions when they are opened again', async () => {
    await (await open(folder)).stop()
    for (const name of Object.keys(modes())) chmodSync(join(folder, name), 0o644)
    const store = await open(folder)
    expect(modes()).toEqual(closed)
    await store.stop()
  })
})
