/**
 * The embedded person directory: one key for each person, wrapped by the directory's key. To erase
 * a person is to delete the key and to wrap all others anew under a new directory key.
 *
 * | Database | Key | Value |
 * |---|---|---|
 * | persons | SHA-256 of the user id | the person's key, sealed with the directory's |
 * | names | SHA-256 of the user id | what the person is called, sealed with the person's key |
 * | meta | `key` | id of the directory's key |
 */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { PersonDirectory, System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { personMapBytesMax, personRewrapCountMax } from '../domain/limits.ts'
import { adoptNextKey, loadKey, writeNextKey } from './directory-key.ts'
import { type Change, openBatchStore } from './lmdb-batch.ts'
import { storeFault } from './lmdb-env.ts'
import {
  keyIdBytes,
  nonceBytes,
  openWith,
  type PersonKey,
  sealWith,
  secretBytes,
} from './person-seal.ts'

export type LmdbPersonDirectoryOptions = {
  /** Its own folder, made (0700) when it does not exist; back it up with care, or not at all. */
  readonly folder: string
  readonly system: Pick<System, 'randomBytes'>
}

const keyName = Buffer.from('key')
const personHashBytes = 32

const personOf = (userId: string): Buffer => createHash('sha256').update(userId).digest()

/** A name is never taken for the sealed part of an event, nor the other way round. */
const nameContext = (userId: string): string => `name\u0000${userId}`

/** Opens the directory of a folder. Throws a Fault like openLmdbEventLog. */
export const openLmdbPersonDirectory = async (
  options: LmdbPersonDirectoryOptions,
): Promise<PersonDirectory> => {
  const { folder, system } = options
  const store = await openBatchStore({
    folder,
    mapBytes: personMapBytesMax,
    names: ['persons', 'names', 'meta'],
    kind: 'causeway-persons',
    format: 1,
  })
  const persons = store.store('persons')
  const names = store.store('names')

  const createKey = (): PersonKey => ({
    id: Buffer.from(system.randomBytes(keyIdBytes)),
    secret: Buffer.from(system.randomBytes(secretBytes)),
  })

  const wrap = (under: PersonKey, person: Buffer, key: PersonKey): Uint8Array => {
    const plaintext = Buffer.concat([key.id, key.secret])
    return sealWith(under, system.randomBytes(nonceBytes), person.toString('hex'), plaintext)
  }

  const unwrap = (under: PersonKey, person: Buffer, wrapped: Buffer): PersonKey => {
    const bytes = openWith(under, person.toString('hex'), wrapped)
    if (bytes === undefined)
      throw new Fault('LOG_CORRUPT', 'a key of the person directory is damaged')
    return { id: bytes.subarray(0, keyIdBytes), secret: bytes.subarray(keyIdBytes) }
  }

  let directoryKey = createKey()

  /** Writes the new key before the store names it, and makes it the only one afterwards. */
  const replaceKey = async (next: PersonKey, changes: readonly Change[]): Promise<void> => {
    try {
      writeNextKey(folder, next)
    } catch (error) {
      throw storeFault(error, `could not write a key in ${folder}`)
    }
    await store.write([...changes, { store: 'meta', key: keyName, value: next.id }])
    directoryKey = next
    adoptNextKey(folder)
  }

  try {
    const id = store.store('meta').get(keyName)
    if (id === undefined) await replaceKey(directoryKey, [])
    else directoryKey = loadKey(folder, id)
  } catch (error) {
    await store.stop()
    throw error
  }
  /** Changes come one after the other, so that no key is made twice or wrapped under an old one. */
  let changing: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const result = changing.then(change)
    changing = result.catch(() => {})
    return result
  }

  const keyOf = (person: Buffer): PersonKey | undefined => {
    store.refresh()
    const wrapped = persons.get(person)
    return wrapped === undefined ? undefined : unwrap(directoryKey, person, wrapped)
  }

  const makeKey = async (person: Buffer): Promise<PersonKey> => {
    const known = keyOf(person)
    if (known !== undefined) return known
    const key = createKey()
    const value = wrap(directoryKey, person, key)
    await store.write([{ store: 'persons', key: person, value }])
    return key
  }

  const nameOf = (userId: string): string | undefined => {
    const person = personOf(userId)
    const key = keyOf(person)
    const sealed = names.get(person)
    if (key === undefined || sealed === undefined) return undefined
    return openWith(key, nameContext(userId), sealed)?.toString('utf8')
  }

  const remember = async (userId: string, name: string): Promise<void> => {
    if (nameOf(userId) === name) return
    const person = personOf(userId)
    const key = await makeKey(person)
    const nonce = system.randomBytes(nonceBytes)
    const value = sealWith(key, nonce, nameContext(userId), Buffer.from(name))
    await store.write([{ store: 'names', key: person, value }])
  }

  /** The persons behind this one, some at a time: all of them at once would hold up the process. */
  const rewrapAfter = (after: Buffer, next: PersonKey, erased: Buffer): Change[] => {
    const range = { start: after, limit: personRewrapCountMax + 1 }
    const behind = [...persons.getRange(range)].filter(({ key }) => !key.equals(after))
    return behind.slice(0, personRewrapCountMax).map(({ key: person, value }) => {
      if (person.equals(erased)) return { store: 'persons', key: person }
      const rewrapped = wrap(next, person, unwrap(directoryKey, person, value))
      return { store: 'persons', key: person, value: rewrapped }
    })
  }

  const erase = async (erased: Buffer): Promise<void> => {
    if (keyOf(erased) === undefined) return
    const next = createKey()
    const changes: Change[] = [{ store: 'names', key: erased }]
    let last = Buffer.alloc(personHashBytes)
    for (;;) {
      const some = rewrapAfter(last, next, erased)
      const end = some.at(-1)
      if (end === undefined) break
      last = Buffer.from(end.key)
      changes.push(...some)
      await setImmediate()
    }
    await replaceKey(next, changes)
  }

  return {
    seal: async (userId, plaintext) => {
      const person = personOf(userId)
      const key = await inTurn(() => makeKey(person))
      return sealWith(key, system.randomBytes(nonceBytes), userId, plaintext)
    },
    open: (userId, sealed) =>
      inTurn(async () => {
        const key = keyOf(personOf(userId))
        const opened = key === undefined ? undefined : openWith(key, userId, sealed)
        return opened === undefined ? undefined : new Uint8Array(opened)
      }),
    remember: (userId, name) => inTurn(() => remember(userId, name)),
    recall: (userId) => inTurn(async () => nameOf(userId)),
    erase: (userId) => inTurn(() => erase(personOf(userId))),
    stop: async () => {
      await changing
      await store.stop()
    },
  }
}
