/**
 * The person directory in streams that can be deleted, one for each person, for brokers that share
 * a log. Its last event holds the person's key and name, sealed with the site's directory key, so
 * that who reads the log's server learns nothing; its name is a keyed hash.
 *
 * Brokers agree by expected revisions: of two that make a key at once, the later takes the other's.
 * What a broker has read counts for a while (limits.ts), which bounds how long it knows somebody
 * whom another one erased.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import type { ExpectedRevision, PersonDirectory, System } from '../broker/ports.ts'
import { assert, Fault } from '../domain/errors.ts'
import {
  decisionRetryCountMax,
  personCacheCountMax,
  personCacheMs,
  personCacheUnknownMs,
} from '../domain/limits.ts'
import {
  keyIdBytes,
  keyIdOf,
  nonceBytes,
  openWith,
  type PersonKey,
  sealWith,
  secretBytes,
} from './person-seal.ts'
import { createTurns } from './turns.ts'

/** Streams of a log's server that can be deleted. Calls throw Fault LOG_UNAVAILABLE or LOG_FULL. */
export type PersonStreams = {
  /** The last event; undefined for a stream that never was or was deleted. */
  last(stream: string): Promise<StoredRecord | undefined>
  /** Appends the event; its revision, or undefined when the stream is not as expected. */
  append(
    stream: string,
    expected: ExpectedRevision,
    event: Omit<StoredRecord, 'revision'>,
  ): Promise<number | undefined>
  /** Deletes the stream for good; one that is not there too. */
  remove(stream: string): Promise<void>
  stop(): Promise<void>
}

export type StoredRecord = {
  readonly revision: number
  readonly type: string
  readonly data: Uint8Array
}

export type StreamPersonDirectoryPorts = {
  readonly streams: PersonStreams
  readonly system: Pick<System, 'monotonicMs' | 'randomBytes'>
}

/** Streams of persons begin so, on every server. */
export const personStreamPrefix = 'causeway-person-'
const recordType = 'causeway-person'
/** Ends a stream before it is deleted: servers keep the last event of one for long. */
const erasedType = 'causeway-person-erased'

type Record = { readonly key: PersonKey; readonly name: string | undefined }

type Entry = {
  readonly revision: ExpectedRevision
  /** Undefined: never made, or erased. */
  readonly record: Record | undefined
  readonly readAtMs: number
}

const derive = (secret: Uint8Array, label: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `causeway person directory v1: ${label}`, length))

const keyLength = keyIdBytes + secretBytes

const pack = ({ key, name }: Record): Buffer => {
  const named = Buffer.from([name === undefined ? 0 : 1])
  return Buffer.concat([key.id, key.secret, named, Buffer.from(name ?? '')])
}

const unpack = (bytes: Buffer): Record => ({
  key: { id: bytes.subarray(0, keyIdBytes), secret: bytes.subarray(keyIdBytes, keyLength) },
  name: bytes[keyLength] === 1 ? bytes.subarray(keyLength + 1).toString('utf8') : undefined,
})

/**
 * Makes the directory of a site over the streams of a log's server.
 * @param secret the same 32 bytes on every broker of the site; others find other streams
 */
export const createStreamPersonDirectory = (
  ports: StreamPersonDirectoryPorts,
  secret: Uint8Array,
): PersonDirectory => {
  assert(secret.length === secretBytes, 'the secret of the directory has 32 bytes')
  const { streams, system } = ports
  const directoryKey: PersonKey = {
    id: derive(secret, 'key id', keyIdBytes),
    secret: derive(secret, 'key', secretBytes),
  }
  const nameKey = derive(secret, 'stream names', secretBytes)
  // A broker never races against itself.
  const turns = createTurns()
  const known = new Map<string, Entry>()
  const nonce = (): Uint8Array => system.randomBytes(nonceBytes)

  const streamOf = (userId: string): string =>
    personStreamPrefix + createHmac('sha256', nameKey).update(userId).digest('hex')

  const keep = (userId: string, entry: Entry): Entry => {
    known.delete(userId)
    known.set(userId, entry)
    const [oldest] = known.keys()
    if (known.size > personCacheCountMax && oldest !== undefined) known.delete(oldest)
    return entry
  }

  const read = async (userId: string): Promise<Entry> => {
    const stream = streamOf(userId)
    const readAtMs = system.monotonicMs()
    const last = await streams.last(stream)
    if (last === undefined) return keep(userId, { revision: 'none', record: undefined, readAtMs })
    const { revision, type, data } = last
    if (type === erasedType) return keep(userId, { revision, record: undefined, readAtMs })
    const opened = openWith(directoryKey, stream, data)
    if (type !== recordType || opened === undefined)
      throw new Fault('LOG_CORRUPT', `stream ${stream} of the person directory is damaged`)
    return keep(userId, { revision, record: unpack(opened), readAtMs })
  }

  const entryOf = async (userId: string, ageMsMax: number): Promise<Entry> => {
    const entry = known.get(userId)
    const fresh = entry !== undefined && system.monotonicMs() - entry.readAtMs <= ageMsMax
    return fresh ? entry : read(userId)
  }

  /** Makes the record be as it should; `change` gives undefined when it is so already. */
  const settle = async (
    userId: string,
    change: (record: Record | undefined) => Record | undefined,
  ): Promise<Entry> => {
    const stream = streamOf(userId)
    let entry = await entryOf(userId, personCacheMs)
    for (let turn = 0; turn <= decisionRetryCountMax; turn++) {
      const record = change(entry.record)
      if (record === undefined) return entry
      const readAtMs = system.monotonicMs()
      const data = sealWith(directoryKey, nonce(), stream, pack(record))
      const revision = await streams.append(stream, entry.revision, { type: recordType, data })
      if (revision !== undefined) return keep(userId, { revision, record, readAtMs })
      entry = await read(userId)
    }
    throw new Fault('LOG_UNAVAILABLE', `too many writers at once on ${stream}`)
  }

  const newRecord = (): Record => ({
    key: {
      id: Buffer.from(system.randomBytes(keyIdBytes)),
      secret: Buffer.from(system.randomBytes(secretBytes)),
    },
    name: undefined,
  })

  const seal = async (userId: string, plaintext: Uint8Array): Promise<Uint8Array> => {
    const { record } = await settle(userId, (now) => (now === undefined ? newRecord() : undefined))
    assert(record !== undefined, 'a settled record is there')
    return sealWith(record.key, nonce(), userId, plaintext)
  }

  const open = async (userId: string, sealed: Uint8Array): Promise<Uint8Array | undefined> => {
    const wanted = keyIdOf(sealed)
    const isTheirs = ({ record }: Entry): boolean =>
      wanted !== undefined && record?.key.id.equals(wanted) === true
    let entry = await entryOf(userId, personCacheMs)
    // Another broker may have made the key a moment ago.
    if (!isTheirs(entry)) entry = await entryOf(userId, personCacheUnknownMs)
    const opened = entry.record && openWith(entry.record.key, userId, sealed)
    return opened && new Uint8Array(opened)
  }

  return {
    seal: (userId, plaintext) => turns.run(userId, () => seal(userId, plaintext)),
    open: (userId, sealed) => turns.run(userId, () => open(userId, sealed)),
    remember: (userId, name) =>
      turns.run(userId, async () => {
        await settle(userId, (now) =>
          now?.name === name ? undefined : { ...(now ?? newRecord()), name },
        )
      }),
    recall: (userId) =>
      turns.run(userId, async () => (await entryOf(userId, personCacheMs)).record?.name),
    erase: (userId) =>
      turns.run(userId, async () => {
        const stream = streamOf(userId)
        known.delete(userId)
        for (let turn = 0; turn <= decisionRetryCountMax; turn++) {
          // What it holds does not matter: also what is damaged can be erased.
          const last = await streams.last(stream)
          const over = { type: erasedType, data: new Uint8Array() }
          const ended =
            last?.type === erasedType ||
            (await streams.append(stream, last?.revision ?? 'none', over)) !== undefined
          if (!ended) continue
          // Also where there was nothing: an erasure that was cut short is finished so.
          await streams.remove(stream)
          return
        }
        throw new Fault('LOG_UNAVAILABLE', `too many writers at once on ${stream}`)
      }),
    stop: async () => {
      await turns.idle()
      await streams.stop()
    },
  }
}
