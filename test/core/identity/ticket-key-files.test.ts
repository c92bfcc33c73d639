/** The private keys of tickets in a data folder, across restarts between any two steps. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDataFolder } from '../../../core/identity/data-folder.ts'
import { rawPublicKey } from '../../../core/identity/machine-keys.ts'
import { openTicketKeyFiles } from '../../../core/identity/ticket-key-files.ts'
import { createFakeSystem } from './fake-system.ts'
import { temporaryFolder } from './temporary-folder.ts'

const openAt = async (path: string) => {
  const options = { folder: path, names: ['localhost'] }
  return openTicketKeyFiles(await openDataFolder({ system: createFakeSystem() }, options))
}

it('the next key is kept apart until it follows, and then it is the only one', async () => {
  const path = join(temporaryFolder(), 'data')
  const files = await openAt(path)
  const first = files.current()
  expect(rawPublicKey(files.signing())).toEqual(first.publicKey)
  expect(files.next()).toBeUndefined()
  files.promoteNext()
  expect(files.current()).toEqual(first)

  files.makeNext()
  const next = files.next()
  expect(next?.keyId).not.toBe(first.keyId)
  expect(files.current()).toEqual(first)
  const nextFile = join(path, 'keys/tickets-next.pem')
  expect(statSync(nextFile).mode & 0o777).toBe(0o600)
  const again = await openAt(path)
  expect([again.current(), again.next()]).toEqual([first, next])
  again.makeNext()
  expect(again.next()).toEqual(next)

  again.promoteNext()
  expect(again.current()).toEqual(next)
  expect(rawPublicKey(again.signing())).toEqual(next?.publicKey)
  expect(existsSync(nextFile)).toBe(false)
  const last = await openAt(path)
  expect([last.current(), last.next()]).toEqual([next, undefined])
})

it('a key can be replaced at once, and a waiting one given up', async () => {
  const path = join(temporaryFolder(), 'data')
  const files = await openAt(path)
  const first = files.current()
  files.makeNext()
  files.dropNext()
  expect((await openAt(path)).next()).toBeUndefined()
  files.makeNext()
  files.replaceCurrent()
  expect(files.current().keyId).not.toBe(first.keyId)
  expect(files.next()).toBeUndefined()
  expect(statSync(join(path, 'keys/tickets.pem')).mode & 0o777).toBe(0o600)
  expect((await openAt(path)).current()).toEqual(files.current())
})
