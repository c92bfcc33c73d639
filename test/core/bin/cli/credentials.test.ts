/** What login keeps is for its owner alone. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCredentials, type SavedLogin } from '../../../../core/bin/cli/credentials.ts'
import { testIo } from '../../../support/cli/test-io.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-credentials-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openCredentials(testIo({ env: { XDG_CONFIG_HOME: folder } }).io)
const login: SavedLogin = {
  user: 'alice',
  issuer: 'https://localhost:8443',
  clientId: 'causeway-cli',
  ownIssuer: true,
  userToken: { accessToken: 'a', expiresAt: 5 },
  userScopes: ['causeway'],
  adminScopes: ['causeway-admin'],
}

describe('credentials', () => {
  it('lie in a file of mode 0600 in a folder of mode 0700', () => {
    const credentials = open()
    credentials.save('https://a', login)
    expect(statSync(credentials.path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'causeway')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(folder, 'causeway'))).toEqual(['credentials.json'])
  })

  it('are kept for each API, the last one first', () => {
    const credentials = open()
    credentials.save('https://a', login)
    credentials.save('https://b', { ...login, user: 'bob' })
    expect(credentials.get('https://a')?.user).toBe('alice')
    expect(credentials.last()).toBe('https://b')
    expect(credentials.forget('https://b')).toBe(true)
    expect(credentials.forget('https://b')).toBe(false)
    expect([credentials.last(), credentials.get('https://b')]).toEqual([undefined, undefined])
    expect(credentials.get('https://a')?.user).toBe('alice')
  })

  it('are refused when others can read them, or when they are damaged', () => {
    const credentials = open()
    credentials.save('https://a', login)
    chmodSync(credentials.path, 0o640)
    expect(() => credentials.get('https://a')).toThrow('can be read by other users')
    chmodSync(credentials.path, 0o600)
    writeFileSync(credentials.path, '{"version":1,"apis":{"https://a":{}}}')
    expect(() => credentials.get('https://a')).toThrow('is damaged')
  })

  it('do not take names of the language for APIs', () => {
    const credentials = open()
    credentials.save('https://a', login)
    expect(credentials.get('constructor')).toBeUndefined()
    expect(credentials.get('__proto__')).toBeUndefined()
  })

  it('write an authority for other programs as it is', () => {
    const file = open().authorityFile('pem')
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['pem', 0o600])
  })

  it('need a home', () => {
    expect(() => openCredentials(testIo({ env: {} }).io)).toThrow('no home folder')
  })
})
