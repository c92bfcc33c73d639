import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  faultOfPassword,
  hashPassword,
  newPassword,
  verifyPassword,
} from '../../../../core/identity/development/passwords.ts'
import { createSignInCheck } from '../../../../core/identity/development/sign-in-check.ts'
import { openDevelopmentUsers } from '../../../../core/identity/development/users.ts'
import { createFakeSystem } from '../fake-system.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const system = createFakeSystem()

it('the first start draws passwords and tells them; later ones tell nothing', async () => {
  const file = join(temporaryFolder(), 'users.json')
  const first = await openDevelopmentUsers({ system }, { file })
  first.keep()
  expect(first.generated.map(({ name }) => name)).toEqual(['alice', 'bob', 'admin'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = readFileSync(file, 'utf8')
  for (const { name, password } of first.generated) {
    expect(text).not.toContain(password)
    expect(await verifyPassword(first.find(name)?.passwordHash ?? '', password)).toBe(true)
  }
  expect(new Set(first.generated.map(({ password }) => password)).size).toBe(3)
  const second = await openDevelopmentUsers({ system }, { file })
  expect(second.generated).toEqual([])
  expect(second.find('Alice')).toEqual(first.find('alice'))
  expect(second.find('mallory')).toBeUndefined()
})

it('passwords of a start that told nobody are drawn anew', async () => {
  const file = join(temporaryFolder(), 'users.json')
  const failed = await openDevelopmentUsers({ system }, { file })
  const next = await openDevelopmentUsers({ system }, { file })
  expect(next.generated).toHaveLength(failed.generated.length)
  next.keep()
  next.keep()
  expect(() => failed.keep()).toThrow(/made by something else/)
  expect((await openDevelopmentUsers({ system }, { file })).generated).toEqual([])
})

it('a file with a fault is refused with its place; one that others read, with the chmod', async () => {
  const file = join(temporaryFolder(), 'users.json')
  const { find, keep } = await openDevelopmentUsers({ system }, { file })
  keep()
  const user = find('alice')
  const faults: readonly (readonly [unknown, RegExp])[] = [
    [{ users: [{ ...user, passwordHash: 'plain text' }] }, /users\.0\.passwordHash/],
    [{ users: [{ ...user, roles: ['root'] }] }, /users\.0\.roles/],
    [{ users: [{ ...user, name: 'a<b>' }] }, /users\.0\.name/],
    [{ users: [{ ...user, subject: '' }] }, /users\.0\.subject/],
    [{ users: [user, user] }, /names a user twice/],
    [{ people: [] }, /users/],
    [[], /its top/],
  ]
  for (const [content, fault] of faults) {
    writeFileSync(file, JSON.stringify(content))
    await expect(openDevelopmentUsers({ system }, { file })).rejects.toThrow(fault)
  }
  writeFileSync(file, 'no json')
  await expect(openDevelopmentUsers({ system }, { file })).rejects.toThrow(/is not JSON/)
  chmodSync(file, 0o644)
  await expect(openDevelopmentUsers({ system }, { file })).rejects.toThrow(/open to others/)
})

it('a hash takes its own password alone', async () => {
  const hash = await hashPassword(system, 'an honest password')
  expect(await verifyPassword(hash, 'an honest password')).toBe(true)
  expect(await verifyPassword(hash, 'an honest passwore')).toBe(false)
  expect(await verifyPassword('plain', 'plain')).toBe(false)
  expect(await hashPassword(system, 'an honest password')).not.toBe(hash)
})

it('a drawn password may be used, a sample may not', () => {
  for (let count = 0; count < 50; count++) {
    const password = newPassword(system)
    expect(password).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
    expect(faultOfPassword('alice', password)).toBeUndefined()
  }
  const samples = [
    'short',
    'Password-1234',
    'changeme-changeme',
    'alice-alice-alice',
    'aaaaaaaaaaaaaa',
  ]
  for (const sample of [...samples, 'x'.repeat(257)]) {
    expect(faultOfPassword('alice', sample)).toBeDefined()
  }
})

it('a user whose password is a sample is not signed in, though it is right', async () => {
  const passwordHash = await hashPassword(system, 'Password-1234')
  const alice = { name: 'alice', subject: 's', groups: [], roles: [], passwordHash }
  const check = createSignInCheck({ system, users: { find: () => alice } })
  const attempt = { name: 'alice', password: 'Password-1234', address: '127.0.0.1' }
  expect(await check(attempt)).toMatchObject({ kind: 'denied', status: 403 })
})

it('one address cannot try all names', async () => {
  const clock = createFakeSystem()
  const check = createSignInCheck({ system: clock, users: { find: () => undefined } })
  const statusOf = async (count: number): Promise<string> => {
    const attempt = { name: `user${count}`, password: 'x', address: '10.0.0.1' }
    const result = await check(attempt)
    return result.kind === 'denied' ? String(result.status) : 'in'
  }
  const results: string[] = []
  // As many at once as are looked at at once.
  for (let first = 0; first < 62; first += 8) {
    const batch = Array.from({ length: Math.min(8, 62 - first) }, (_, index) => first + index)
    results.push(...(await Promise.all(batch.map(statusOf))))
  }
  expect(results.slice(0, 60).every((status) => status === '401')).toBe(true)
  expect(results.slice(60)).toEqual(['429', '429'])
  const other = await check({ name: 'user1', password: 'x', address: '10.0.0.2' })
  expect(other).toMatchObject({ status: 401 })
})
