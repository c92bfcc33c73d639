/**
 * The contract of the person directory over EventStoreDB's protocol: our served log, TLS and a
 * user, and whatever real server CAUSEWAY_TEST_ESDB names. On ours two brokers share one directory.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isOwnName } from '../../core/adapters/esdb/foreign-event.ts'
import { createLocalPersonStreams } from '../../core/adapters/esdb/local-person-streams.ts'
import { createServableLog } from '../../core/adapters/esdb/servable-log.ts'
import { openEsdbPersonDirectory } from '../../core/adapters/esdb-person-directory.ts'
import { joinPersonDirectories } from '../../core/adapters/joined-person-directory.ts'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { openLmdbPersonDirectory } from '../../core/adapters/lmdb-person-directory.ts'
import { createStreamPersonDirectory } from '../../core/adapters/stream-person-directory.ts'
import { createSystem } from '../../core/adapters/system.ts'
import type { PersonDirectory, System } from '../../core/broker/ports.ts'
import { personCacheMs, personCacheUnknownMs } from '../../core/domain/limits.ts'
import { serveLog } from '../support/esdb/served-log.ts'
import { mentionAbsent } from '../support/skip.ts'
import { collect } from './events.ts'
import { personDirectoryContract } from './person-directory.ts'

const system = createSystem()

const rules = { isOwn: isOwnName, whyNotOwn: () => undefined }

const serveFolder = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-served-people-'))
  const open = async () => {
    const stored = await openLmdbEventLog({ folder: join(folder, 'log'), system })
    const keys = await openLmdbPersonDirectory({ folder: join(folder, 'people'), system })
    return { stored, keys, servable: createServableLog({ log: stored, keys, system, ...rules }) }
  }
  let stores = await open()
  const served = await serveLog({
    letter: 'l',
    log: () => stores.stored,
    isOwn: isOwnName,
    servable: () => stores.servable,
  })
  const stop = async (): Promise<void> => {
    await served.stop()
    await stores.keys.stop()
    await stores.stored.stop()
  }
  return {
    folder,
    url: () => served.url('broker'),
    log: () => stores.stored,
    keys: () => stores.keys,
    /** As the server shows it. */
    shown: () => stores.servable.log,
    /** The directory of the broker that holds the log itself. */
    local: (secret: Uint8Array, ageing: Pick<System, 'monotonicMs'> = system) => {
      const streams = createLocalPersonStreams(stores.servable, system)
      const ports = { streams, system: { ...system, monotonicMs: ageing.monotonicMs } }
      return createStreamPersonDirectory(ports, secret)
    },
    restart: async () => {
      await stop()
      stores = await open()
      await served.start()
    },
    dispose: async () => {
      await stop()
      await served.dispose()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The directory of a broker that serves its log, or did once, in both orders. */
const joinedContract = (name: string, isServed: boolean): void =>
  personDirectoryContract(name, async () => {
    const served = await serveFolder()
    const secret = randomBytes(32)
    /** The folder's own directory is closed with the folder. */
    const open = (): PersonDirectory => {
      const [own, shared] = [{ ...served.keys(), stop: async () => {} }, served.local(secret)]
      return isServed ? joinPersonDirectories(shared, own) : joinPersonDirectories(own, shared)
    }
    let directory = open()
    return {
      directory,
      reopen: async () => {
        await directory.stop()
        await served.restart()
        directory = open()
        return directory
      },
      dispose: served.dispose,
    }
  })

joinedContract('lmdb, served to other brokers', true)
joinedContract('lmdb, with what it shared once', false)

personDirectoryContract('esdb, served from lmdb', async () => {
  const served = await serveFolder()
  const secret = randomBytes(32)
  const open = () => openEsdbPersonDirectory({ system }, { url: served.url(), secret })
  let directory = open()
  return {
    directory,
    reopen: async () => {
      await directory.stop()
      await served.restart()
      directory = open()
      return directory
    },
    dispose: served.dispose,
  }
})

const named = process.env['CAUSEWAY_TEST_ESDB']
if (named === undefined) {
  const how = 'name one in CAUSEWAY_TEST_ESDB to hold it to the contract of the person directory'
  mentionAbsent('an EventStoreDB server', how)
} else {
  personDirectoryContract('the server of CAUSEWAY_TEST_ESDB', async () => {
    // Another secret finds other streams: each test has a directory of its own.
    const secret = randomBytes(32)
    const open = () => openEsdbPersonDirectory({ system }, { url: named, secret })
    let directory = open()
    return {
      directory,
      reopen: async () => {
        await directory.stop()
        directory = open()
        return directory
      },
    }
  })
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && new TextDecoder().decode(bytes)

describe('the person directory of several brokers', () => {
  let served: Awaited<ReturnType<typeof serveFolder>>
  let secret: Uint8Array
  let clockMs: number
  const opened: PersonDirectory[] = []
  beforeEach(async () => {
    served = await serveFolder()
    secret = randomBytes(32)
    clockMs = 0
  })
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.stop()
    await served.dispose()
  })

  /** A broker whose cache ages by the test's clock. */
  const broker = (): PersonDirectory => {
    const aging = { ...system, monotonicMs: () => clockMs }
    const one = openEsdbPersonDirectory({ system: aging }, { url: served.url(), secret })
    opened.push(one)
    return one
  }

  /** The broker that holds the log, beside those that reach it over the protocol. */
  const holder = (): PersonDirectory => served.local(secret, { monotonicMs: () => clockMs })

  it('is one with that of the broker that holds the log', async () => {
    const [local, remote] = [holder(), broker()]
    const [here, there] = await Promise.all([
      local.seal('u1', bytesOf('here')),
      remote.seal('u1', bytesOf('there')),
    ])
    await local.remember('u1', 'Ada')
    clockMs += personCacheMs + 1
    expect(textOf(await local.open('u1', there))).toBe('there')
    expect(textOf(await remote.open('u1', here))).toBe('here')
    expect(await remote.recall('u1')).toBe('Ada')
    await remote.erase('u1')
    clockMs += personCacheMs + 1
    expect(await local.recall('u1')).toBeUndefined()
    expect(await local.open('u1', there)).toBeUndefined()
    expect(textOf(await remote.open('u1', await local.seal('u1', bytesOf('x'))))).toBe('x')
  })

  it('stays whole when one erases while others seal', async () => {
    const all = [holder(), broker(), broker()]
    const sealing = all.flatMap((one) =>
      Array.from({ length: 10 }, (_, index) => one.seal('u1', bytesOf(`${index}`))),
    )
    await Promise.all([...sealing, broker().erase('u1'), holder().erase('u1')])
    clockMs += personCacheMs + 1
    const sealed = await Promise.all(all.map((one) => one.seal('u1', bytesOf('after'))))
    clockMs += personCacheMs + 1
    for (const bytes of sealed) {
      for (const one of all) expect(textOf(await one.open('u1', bytes))).toBe('after')
    }
  })

  it('agrees on one key when two make it at once', async () => {
    const [a, b] = [broker(), broker()]
    const people = Array.from({ length: 10 }, (_, index) => `u${index}`)
    const sealed = await Promise.all(
      people.flatMap((user) => [a.seal(user, bytesOf('A')), b.seal(user, bytesOf('B'))]),
    )
    const found = await Promise.all(
      people.flatMap((user, index) => [
        b.open(user, sealed[2 * index] ?? new Uint8Array()),
        a.open(user, sealed[2 * index + 1] ?? new Uint8Array()),
      ]),
    )
    expect(found.map(textOf)).toEqual(people.flatMap(() => ['A', 'B']))
  })

  it('forgets within its bound whom another broker erased, and finds who is new', async () => {
    const [a, b] = [broker(), broker()]
    await a.remember('u1', 'Ada')
    const sealed = await a.seal('u1', bytesOf('here'))
    expect(await b.recall('u1')).toBe('Ada')
    await a.erase('u1')
    clockMs += personCacheMs + 1
    expect(await b.recall('u1')).toBeUndefined()
    expect(await b.open('u1', sealed)).toBeUndefined()
    const later = await a.seal('u1', bytesOf('back'))
    clockMs += personCacheUnknownMs + 1
    expect(textOf(await b.open('u1', later))).toBe('back')
    expect(await b.open('u1', sealed)).toBeUndefined()
  })

  it('never seals under an erased key that a broker had in memory, once it notices', async () => {
    const [a, b] = [broker(), broker()]
    await b.seal('u1', bytesOf('before'))
    await a.erase('u1')
    // The name differs, so this writes: the stream is not where b believes it to be.
    await b.remember('u1', 'Ada')
    const sealed = await b.seal('u1', bytesOf('after'))
    expect(textOf(await a.open('u1', sealed))).toBe('after')
  })

  it('destroys what the log holds of an erased person, also for who has the secret', async () => {
    const a = broker()
    await a.remember('u1', 'Ada Lovelace')
    await a.remember('u2', 'Bob')
    const stored = async () => {
      const events = await collect(served.log().readAll())
      return events.filter(({ stream }) => stream.startsWith('~causeway-person-'))
    }
    const legible = async () => {
      const both = (await stored()).slice(0, 2)
      const found = both.map((one) => served.keys().open(`stream\u0000${one.stream}`, one.payload))
      return (await Promise.all(found)).map((bytes) => bytes !== undefined)
    }
    const before = await stored()
    expect(await legible()).toEqual([true, true])
    const keyFile = join(served.folder, 'people/directory.key')
    const key = readFileSync(keyFile)
    await a.erase('u1')
    await served.restart()
    // The events are there, byte for byte: positions, checksums and proofs hold.
    expect((await stored()).slice(0, 2)).toEqual(before)
    expect(await legible()).toEqual([false, true])
    // What lies in free pages of the store was wrapped by a key that is gone.
    expect(readFileSync(keyFile).equals(key)).toBe(false)
    expect(await broker().recall('u1')).toBeUndefined()
    expect(await broker().recall('u2')).toBe('Bob')
  })

  it('shows a reader of the server no name, no key and no user id', async () => {
    const a = broker()
    await a.remember('user-4711', 'Ada Lovelace')
    const events = await collect(served.shown().readAll())
    const [person] = events.filter(({ stream }) => stream.includes('causeway-person-'))
    const text = Buffer.from(JSON.stringify(person)).toString('utf8')
    const payload = Buffer.from(person?.payload ?? [])
    expect(payload.length).toBeGreaterThan(40)
    for (const secretText of ['Lovelace', '4711']) {
      expect(text.includes(secretText)).toBe(false)
      expect(payload.includes(secretText)).toBe(false)
    }
  })
})
