/**
 * The private keys that a broker signs tickets with, in its data folder: the one in use, and the
 * one that will follow it. Each is written before anybody hears of it.
 */
import type { KeyObject } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import type { OwnTicketKey, TicketKeyFiles } from '../broker/ticket-keys.ts'
import type { DataFolder } from './data-folder.ts'
import { newMachineKey, rawPublicKey } from './machine-keys.ts'
import { readOrMakePrivate, readPrivate, replacePrivate } from './private-files.ts'
import { parseSigningKey } from './signing-key.ts'
import { ticketKeyIdOf } from './tickets.ts'

export type TicketKeyStore = TicketKeyFiles & {
  /** Signs tickets from now on; another one after a promotion. */
  signing(): KeyObject
}

type Held = OwnTicketKey & { readonly key: KeyObject }

const heldOf = (key: KeyObject): Held => {
  const publicKey = rawPublicKey(key)
  return { keyId: ticketKeyIdOf(publicKey), publicKey, key }
}

/** Opens the keys of a folder. Every call may throw DataFolderFault. */
export const openTicketKeyFiles = (
  folder: Pick<DataFolder, 'ticketKey' | 'file'>,
): TicketKeyStore => {
  const currentFile = folder.file('keys/tickets.pem')
  const nextFile = folder.file('keys/tickets-next.pem')
  const waiting = readPrivate(nextFile)
  let current = heldOf(folder.ticketKey)
  let next = waiting === undefined ? undefined : heldOf(parseSigningKey(nextFile, waiting))
  const told = ({ keyId, publicKey }: Held): OwnTicketKey => ({ keyId, publicKey })
  const dropNext = (): void => {
    rmSync(nextFile, { force: true })
    next = undefined
  }
  return {
    signing: () => current.key,
    current: () => told(current),
    next: () => (next === undefined ? undefined : told(next)),
    makeNext: () => {
      const pem = readOrMakePrivate(nextFile, newMachineKey)
      next = heldOf(parseSigningKey(nextFile, pem))
    },
    promoteNext: () => {
      if (next === undefined) return
      renameSync(nextFile, currentFile)
      current = next
      next = undefined
    },
    replaceCurrent: () => {
      dropNext()
      const pem = newMachineKey()
      replacePrivate(currentFile, pem)
      current = heldOf(parseSigningKey(currentFile, Buffer.from(pem)))
    },
    dropNext,
  }
}
