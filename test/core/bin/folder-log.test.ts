import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { metadataOf } from '../../../core/adapters/esdb/own-metadata.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { type FolderLog, openFolderLog } from '../../../core/bin/folder-log.ts'
import { openStores } from '../../../core/bin/stores.ts'
import { type DataFolder, openDataFolder } from '../../../core/identity/data-folder.ts'
import { encodeEvent } from '../../../proto/event-codec.ts'

const system = createSystem()
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('the log of a data folder', () => {
  let path: string
  let folder: DataFolder
  beforeEach(async () => {
    path = join(mkdtempSync(join(tmpdir(), 'causeway-folder-log-')), 'data')
    folder = await openDataFolder({ system }, { folder: path, names: ['localhost'] })
  })
  afterEach(() => rmSync(join(path, '..'), { recursive: true }))

  /** As a broker elsewhere appends it over the protocol. */
  const recordErasure = (opened: FolderLog, userId: string) => {
    const { type, payload, schemaVersion } = encodeEvent({ type: 'PersonErased', data: { userId } })
    const who = { actor: 'admin:u-root', connectionId: '', causationId: 'c' }
    const facts = metadataOf({ schemaVersion, recordedAt: 1, ...who })
    const metadata = Buffer.from(JSON.stringify(facts))
    const event = { eventId: system.newId(), type, isJson: false, metadata, data: payload }
    return opened.servable.served.append('broker', `person-${userId}`, 'none', [event])
  }

  it('forgets by itself whom a broker elsewhere records as erased', async () => {
    const opened = await openFolderLog(folder, system)
    const erased = await opened.people.seal('u-1', bytesOf('Ada'))
    const kept = await opened.people.seal('u-2', bytesOf('Bob'))
    expect(await recordErasure(opened, 'u-1')).toMatchObject({ kind: 'appended' })
    expect(await opened.people.open('u-1', erased)).toBeUndefined()
    expect(await opened.people.open('u-2', kept)).toEqual(bytesOf('Bob'))
    await opened.stop()
  })

  it('is released when the directory beside it cannot be opened', async () => {
    const first = await openFolderLog(folder, system)
    await first.stop()
    rmSync(folder.file('people/directory.key'))
    await expect(openFolderLog(folder, system)).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
    rmSync(folder.file('people'), { recursive: true })
    await (await openFolderLog(folder, system)).stop()
  })

  it('opens what was sealed alone once it is served, and the other way round', async () => {
    const urls = { logUrl: 'lmdb:', heartbeatUrl: 'lmdb:' }
    const options = { ...urls, heartbeatRetentionMs: 1_000, onFault: () => undefined }
    const sealed: Uint8Array[] = []
    for (const served of [false, true, false, true]) {
      const stores = await openStores(folder, system, { ...options, served })
      sealed.push(await stores.people.seal('u-1', bytesOf('Ada')))
      for (const one of sealed) expect(await stores.people.open('u-1', one)).toEqual(bytesOf('Ada'))
      await stores.stop()
    }
    const stores = await openStores(folder, system, { ...options, served: true })
    await stores.people.erase('u-1')
    for (const one of sealed) expect(await stores.people.open('u-1', one)).toBeUndefined()
    await stores.stop()
  })
})
