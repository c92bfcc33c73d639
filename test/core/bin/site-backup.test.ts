/** Backup and restore of a data folder in use: whole or refused, private, and without old tickets. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLmdbEventLogReader } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { listFiles } from '../../../core/bin/backup-files.ts'
import { CommandFault } from '../../../core/bin/cli/exit.ts'
import { backUpSite } from '../../../core/bin/site-backup.ts'
import { restoreSite } from '../../../core/bin/site-restore.ts'
import { openStores, type Stores } from '../../../core/bin/stores.ts'
import { type DataFolder, openDataFolder } from '../../../core/identity/data-folder.ts'
import { decodeEvent, encodeEvent } from '../../../proto/event-codec.ts'
import { collect, eventOf } from '../../contract/events.ts'

const system = createSystem()
const options = {
  heartbeatRetentionMs: 3_600_000,
  logUrl: 'lmdb:',
  ...{ heartbeatUrl: 'lmdb:', served: false, onFault: () => undefined },
}
const onProgress = (): void => undefined

let root: string
let mine: string
let folder: DataFolder
let stores: Stores

/** A folder of the running test. */
const at = (name: string): string => join(mine, name)
const openFolder = (name: string) => openDataFolder({ system }, { folder: at(name), names: ['a'] })
const backUp = (to = 'backup') =>
  backUpSite({ system }, { from: folder.path, to: at(to), onProgress })
const restore = (to = 'restored') =>
  restoreSite({ system }, { from: at('backup'), to: at(to), onProgress })

const faultOf = async (work: Promise<unknown>): Promise<CommandFault> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (error instanceof CommandFault) return error
  throw new Error(`no fault of a command: ${String(error)}`)
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'causeway-backup-'))
  folder = await openDataFolder({ system }, { folder: join(root, 'data'), names: ['a'] })
  stores = await openStores(folder, system, options)
  for (let number = 0; number < 100; number++) {
    const events = [eventOf(`${number}-a`), eventOf(`${number}-b`)]
    await stores.eventLog.append(`host-${number}`, 'none', events)
  }
})

afterAll(async () => {
  await stores.stop()
  rmSync(root, { recursive: true, force: true })
})

beforeEach(() => {
  mine = mkdtempSync(join(root, 'test-'))
})

describe('a backup', () => {
  it('is made while everything is open, and a restored folder holds the same', async () => {
    const sealed = await stores.people.seal('alice', Buffer.from('a name'))
    const manifest = await backUp()
    expect(manifest).toMatchObject({
      siteId: folder.siteId,
      log: { events: 200, streams: 100, head: 'l:200' },
    })
    expect(manifest.files.length).toBeGreaterThan(8)
    const before = await collect(stores.eventLog.readAll())
    expect((await restore()).ticketKeysRetired).toBe(0)
    const again = await openFolder('restored')
    expect(again).toMatchObject({ siteId: folder.siteId, created: false })
    expect(again.authorityFingerprint).toBe(folder.authorityFingerprint)
    expect(again.streamKey).toEqual(folder.streamKey)
    const restored = await openStores(again, system, options)
    expect(await collect(restored.eventLog.readAll())).toEqual(before)
    const opened = await restored.people.open('alice', sealed)
    expect(Buffer.from(opened ?? []).toString()).toBe('a name')
    await restored.eventLog.append('host-0', 1, [eventOf('next')])
    await restored.stop()
  })

  it('holds everything that was acknowledged before it began, whatever is written meanwhile', async () => {
    const before = await stores.eventLog.size()
    let going = true
    let acknowledged = 0
    const writing = (async () => {
      while (going) {
        const batch = Array.from({ length: 50 }, (_, index) => acknowledged + index)
        await Promise.all(
          batch.map((n) => stores.eventLog.append(`pool-${n}`, 'none', [eventOf(`pool-${n}`)])),
        )
        acknowledged += batch.length
      }
    })()
    for (let round = 0; round < 5; round++) {
      const least = before + acknowledged
      const { log } = await backUp(`backup-${round}`)
      expect(log?.events).toBeGreaterThanOrEqual(least)
    }
    going = false
    await writing
    expect(acknowledged).toBeGreaterThan(0)
  })

  it('is for its owner alone, and names every file that it holds', async () => {
    mkdirSync(folder.file('snapshots'))
    writeFileSync(folder.file('snapshots/of-a-later-moment'), '')
    const { files } = await backUp()
    expect(statSync(at('backup')).mode & 0o777).toBe(0o700)
    const there = listFiles(at('backup'))
    expect(there.filter((path) => (statSync(join(at('backup'), path)).mode & 0o077) !== 0)).toEqual(
      [],
    )
    const listed = files.map(({ path }) => path)
    expect([...listed, 'backup.json'].sort()).toEqual(there.sort())
    expect(listed).toEqual(
      expect.arrayContaining(['causeway.json', 'ca.pem', 'keys/ca-key.pem', 'keys/streams.key']),
    )
    expect(listed.filter((path) => /^(heartbeats|snapshots)|lock/.test(path))).toEqual([])
  })

  it('keeps an erased person erased, also from the bytes of the copy', async () => {
    const sealed = await stores.people.seal('bob', Buffer.from('to be forgotten'))
    await stores.people.remember('bob', 'Bob Example')
    await stores.people.erase('bob')
    await backUp()
    await restore()
    const restored = await openStores(await openFolder('restored'), system, options)
    expect(await restored.people.open('bob', sealed)).toBeUndefined()
    expect(await restored.people.recall('bob')).toBeUndefined()
    await restored.stop()
  })

  it('of a folder whose log is elsewhere says so', async () => {
    const other = await openFolder('other')
    const manifest = await backUpSite(
      { system },
      { from: other.path, to: at('backup'), onProgress },
    )
    expect(manifest.log).toBeUndefined()
    await restore()
    expect((await openFolder('restored')).siteId).toBe(other.siteId)
  })

  it('is refused rather than made so that it could not be restored', async () => {
    const other = await openFolder('other')
    const deep = Array.from({ length: 5 }, () => 'd'.repeat(120)).join('/')
    mkdirSync(other.file(deep), { recursive: true })
    writeFileSync(other.file(`${deep}/mine`), '')
    const made = backUpSite({ system }, { from: other.path, to: at('backup'), onProgress })
    expect((await faultOf(made)).message).toMatch(/cannot be listed/)
    expect(readdirSync(at('backup'))).toEqual([])
  })

  it('goes into an empty folder outside the data folder only, and leaves nothing when it fails', async () => {
    mkdirSync(at('backup'))
    writeFileSync(join(at('backup'), 'mine'), '')
    expect((await faultOf(backUp())).message).toMatch(/is not empty$/)
    expect(readdirSync(at('backup'))).toEqual(['mine'])
    const inside = backUpSite({ system }, { from: folder.path, to: folder.file('b'), onProgress })
    expect((await faultOf(inside)).message).toMatch(/lies in the data folder$/)
    const none = backUpSite({ system }, { from: root, to: at('none'), onProgress })
    expect((await faultOf(none)).message).toMatch(/is no data folder$/)
    const damaged = await openFolder('damaged')
    cpSync(folder.file('log'), damaged.file('log'), { recursive: true })
    truncateSync(damaged.file('log/causeway.mdb'), 0)
    const failed = backUpSite({ system }, { from: damaged.path, to: at('failed'), onProgress })
    await expect(failed).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    expect(readdirSync(at('failed'))).toEqual([])
  })
})

describe('a restore', () => {
  it('makes a new key for tickets and drops every old one', async () => {
    writeFileSync(folder.file('keys/tickets-before.pem'), 'an older key', { mode: 0o600 })
    await backUp()
    await restore()
    const key = (path: string) => readFileSync(join(path, 'keys/tickets.pem'), 'utf8')
    expect(key(at('restored'))).not.toBe(key(folder.path))
    const kept = readdirSync(join(at('restored'), 'keys'))
    expect(kept).toContain('streams.key')
    expect(kept).not.toContain('tickets-before.pem')
  })

  it('retires every ticket key that the log of the backup knows', async () => {
    const siteId = folder.siteId
    const publish = async (keyId: string, revision: number): Promise<void> => {
      const publicKey = new Uint8Array(32).fill(revision + 1)
      const key = { siteId, keyId, brokerId: `b-${keyId}`, publicKey, signsFrom: 1 }
      const stored = encodeEvent({ type: 'TicketKeyPublished', data: key })
      const expected = revision === 0 ? 'none' : revision - 1
      const event = eventOf(keyId, stored)
      await stores.eventLog.append(`site-${siteId}`, expected, [event])
    }
    await publish('one', 0)
    await publish('two', 1)
    await backUp()
    expect((await restore()).ticketKeysRetired).toBe(2)
    const restored = await openLmdbEventLogReader({ folder: join(at('restored'), 'log') })
    const site = await collect(restored.readStream(`site-${siteId}`))
    await restored.stop()
    const retired = { siteId, reason: 'administrator' }
    expect(site.slice(2).map((event) => decodeEvent(event))).toEqual([
      { type: 'TicketKeyRetired', data: { ...retired, keyId: 'one' } },
      { type: 'TicketKeyRetired', data: { ...retired, keyId: 'two' } },
    ])
  })

  const damages: readonly [string, () => void, RegExp][] = [
    [
      'a changed key',
      () => writeFileSync(join(at('backup'), 'keys/streams.key'), Buffer.alloc(32, 7)),
      /keys\/streams\.key does not match its digest$/,
    ],
    [
      'a log that was cut',
      () => truncateSync(join(at('backup'), 'log/causeway.mdb'), 8_192),
      /causeway\.mdb does not match its digest$/,
    ],
    ['a missing file', () => rmSync(join(at('backup'), 'ca.pem')), /ca\.pem is missing$/],
    ['a missing list', () => rmSync(join(at('backup'), 'backup.json')), /no finished backup/],
  ]

  it.each(damages)('refuses %s and leaves nothing behind', async (_, damage, message) => {
    await backUp()
    damage()
    expect((await faultOf(restore())).message).toMatch(message)
    expect(existsSync(at('restored'))).toBe(false)
  })

  const rewrite = (change: (manifest: Record<string, unknown>) => void): void => {
    const file = join(at('backup'), 'backup.json')
    const manifest: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
    change(manifest)
    writeFileSync(file, JSON.stringify(manifest))
  }

  it('refuses a list of a newer format, and a path that leads out of the folder', async () => {
    await backUp()
    rewrite((manifest) => {
      manifest['format'] = 2
    })
    expect((await faultOf(restore())).message).toMatch(/has format 2, this version knows 1$/)
    for (const path of ['../out', 'keys/../../out', '/etc/out', 'keys//out', '.']) {
      rewrite((manifest) => {
        manifest['format'] = 1
        manifest['files'] = [{ path, bytes: 0, sha256: '0'.repeat(64) }]
      })
      expect((await faultOf(restore())).message).toMatch(/is damaged$/)
    }
  })

  it('refuses a log that has other counts than its list says', async () => {
    await backUp()
    rewrite((manifest) => {
      manifest['log'] = { ...Object(manifest['log']), streams: 1 }
    })
    expect((await faultOf(restore())).message).toMatch(
      /^the log has (\d+) events of (?!1,)\d+ streams, not \1 of 1$/,
    )
  })

  it('goes into an empty folder only', async () => {
    await backUp()
    mkdirSync(at('restored'))
    writeFileSync(join(at('restored'), 'mine'), '')
    expect((await faultOf(restore())).message).toMatch(/is not empty$/)
  })
})
