/**
 * The person directory in memory, for tests and simulations.
 */
import type { PersonDirectory, System } from '../broker/ports.ts'
import {
  keyIdBytes,
  nonceBytes,
  openWith,
  type PersonKey,
  sealWith,
  secretBytes,
} from './person-seal.ts'

/** Makes an empty directory. */
export const createMemoryPersonDirectory = (
  system: Pick<System, 'randomBytes'>,
): PersonDirectory => {
  const keys = new Map<string, PersonKey>()
  const randomBuffer = (length: number): Buffer => Buffer.from(system.randomBytes(length))
  const names = new Map<string, string>()
  return {
    seal: async (userId, plaintext) => {
      const key = keys.get(userId) ?? {
        id: randomBuffer(keyIdBytes),
        secret: randomBuffer(secretBytes),
      }
      keys.set(userId, key)
      return sealWith(key, system.randomBytes(nonceBytes), userId, plaintext)
    },
    open: async (userId, sealed) => {
      const key = keys.get(userId)
      const opened = key === undefined ? undefined : openWith(key, userId, sealed)
      return opened === undefined ? undefined : new Uint8Array(opened)
    },
    remember: async (userId, name) => {
      names.set(userId, name)
    },
    recall: async (userId) => names.get(userId),
    erase: async (userId) => {
      keys.delete(userId)
      names.delete(userId)
    },
    stop: async () => {},
  }
}
