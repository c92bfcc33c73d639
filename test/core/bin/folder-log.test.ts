import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { metadataOf } from '../../../core/adapters/esdb/own-metadata.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { type FolderLog, openFolderLog } from '../../../core/bin/folder-log.ts'
import { openStores } from '../../../core/bin/stores.ts'
import { createEventReading } from '../../../core/broker/event-versions.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import { scanLog } from '../../../core/broker/scan-log.ts'
import type { DomainEvent } from '../../../core/domain/events.ts'
import { type DataFolder, openDataFolder } from '../../../core/identity/data-folder.ts'
import { encodeEvent, ownVersions } from '../../../proto/event-codec.ts'
import { eventSample, eventTypes } from '../../support/event-samples.ts'

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
  const appendOwn = (opened: FolderLog, stream: string, what: DomainEvent) => {
    const { type, payload, schemaVersion } = encodeEvent(what)
    const who = { actor: 'admin:u-root', connectionId: '', causationId: 'c' }
    const facts = metadataOf({ schemaVersion, recordedAt: 1, ...who })
    const metadata = Buffer.from(JSON.stringify(facts))
    const event = { eventId: system.newId(), type, isJson: false, metadata, data: payload }
    return opened.servable.served.append('broker', stream, 'none', [event])
  }
  const recordErasure = (opened: FolderLog, userId: string) =>
    appendOwn(opened, `person-${userId}`, { type: 'PersonErased', data: { userId } })

  it('forgets by itself whom a broker elsewhere records as erased', async () => {
    const opened = await openFolderLog(folder, system)
    const erased = await opened.people.seal('u-1', bytesOf('Ada'))
    const kept = await opened.people.seal('u-2', bytesOf('Bob'))
    expect(await recordErasure(opened, 'u-1')).toMatchObject({ kind: 'appended' })
    expect(await opened.people.open('u-1', erased)).toBeUndefined()
    expect(await opened.people.open('u-2', kept)).toEqual(bytesOf('Bob'))
    await opened.stop()
  })

  it('takes each event in the streams of its own aggregate alone', async () => {
    const opened = await openFolderLog(folder, system)
    const categories = [
      ...['workspace', 'pool', 'host', 'session', 'connection', 'gateway', 'person', 'site'],
      'features',
    ]
    for (const type of eventTypes) {
      const taken: string[] = []
      for (const category of categories) {
        const sample = type === 'FeatureLevelRaised' ? { type, data: { level: 1 } } : undefined
        const event = sample ?? eventSample(type)
        const outcome = await appendOwn(opened, `${category}-${type}`, event)
        if (outcome.kind === 'appended') taken.push(category)
        else expect(outcome).toMatchObject({ kind: 'denied' })
      }
      expect(taken, type).toHaveLength(1)
    }
    // All that was taken can be folded: no broker is stopped by what another one wrote.
    const live = createLiveState()
    const reading = createEventReading(ownVersions, live, () => undefined)
    for await (const { events } of scanLog(opened.stored)) {
      for (const event of events) live.apply({ ...event, event: reading.read(event) })
    }
    expect([...live.entries()]).toHaveLength(eventTypes.length)
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
