import { createPrivateKey, createPublicKey } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type DataFolder,
  openDataFolder,
  readLocalAdminKey,
} from '../../../core/identity/data-folder.ts'
import { DataFolderFault } from '../../../core/identity/private-files.ts'
import { createFakeSystem } from './fake-system.ts'
import { temporaryFolder } from './temporary-folder.ts'

const names = ['localhost', '127.0.0.1']
const open = (folder: string, system = createFakeSystem()): Promise<DataFolder> =>
  openDataFolder({ system }, { folder, names })

/** What the folder is refused with. */
const faultOf = async (folder: string): Promise<DataFolderFault> => {
  const fault = await open(folder).catch((error: unknown) => error)
  if (fault instanceof DataFolderFault) return fault
  throw new Error('the folder was accepted', { cause: fault })
}

const publicOf = (key: DataFolder['ticketKey']): unknown =>
  createPublicKey(key).export({ format: 'jwk' })

describe('first and second start', () => {
  it('the folder is made for its owner alone, with everything in it', async () => {
    const path = join(temporaryFolder(), 'deep', 'data')
    const folder = await open(path)
    expect(folder).toMatchObject({ path, created: true })
    const modeOf = (name: string): number => statSync(folder.file(name)).mode & 0o777
    expect([modeOf('.'), modeOf('keys'), modeOf('tls')]).toEqual([0o700, 0o700, 0o700])
    const files = ['causeway.json', 'ca.pem', 'keys/ca-key.pem', 'keys/streams.key']
    for (const name of [...files, 'keys/tickets.pem', 'tls/server-key.pem']) {
      expect(modeOf(name)).toBe(0o600)
    }
  })

  it('a second start finds all of it again', async () => {
    const path = join(temporaryFolder(), 'data')
    const first = await open(path)
    const certificate = readFileSync(first.tls.certificateFile, 'utf8')
    const second = await open(path)
    expect(second).toMatchObject({ siteId: first.siteId, created: false })
    expect(second.streamKey).toEqual(first.streamKey)
    expect(second.authorityFingerprint).toBe(first.authorityFingerprint)
    expect(readFileSync(second.tls.certificateFile, 'utf8')).toBe(certificate)
    for (const name of ['ticketKey', 'issuerKey', 'localAdminKey'] as const) {
      expect(publicOf(second[name])).toEqual(publicOf(first[name]))
    }
  })

  it('every site has keys of its own, and every purpose too', async () => {
    const [one, two] = [await open(join(temporaryFolder(), 'a')), await open(temporaryFolder())]
    const keys = [one, two].flatMap(({ ticketKey, issuerKey, localAdminKey }) =>
      [ticketKey, issuerKey, localAdminKey].map((key) => JSON.stringify(publicOf(key))),
    )
    expect(new Set(keys).size).toBe(6)
    expect(one.siteId).not.toBe(two.siteId)
  })

  it('two first starts at once agree on everything', async () => {
    const path = join(temporaryFolder(), 'data')
    const folders = await Promise.all([open(path), open(path), open(path)])
    expect(new Set(folders.map(({ siteId }) => siteId)).size).toBe(1)
    expect(new Set(folders.map(({ authorityFingerprint: print }) => print)).size).toBe(1)
    expect(await open(path)).toMatchObject({ siteId: folders[0]?.siteId })
  })

  it('an empty folder that somebody made is taken, and closed to others', async () => {
    const path = temporaryFolder()
    chmodSync(path, 0o755)
    expect(await open(path)).toMatchObject({ created: true })
    expect(statSync(path).mode & 0o777).toBe(0o700)
  })

  it('a server certificate that nears its end is renewed, key and authority stay', async () => {
    const path = temporaryFolder()
    const first = await open(path)
    const [key, old] = [first.tls.keyFile, first.tls.certificateFile].map((file) =>
      readFileSync(file, 'utf8'),
    )
    const later = createFakeSystem()
    later.advance(300 * 24 * 3_600_000)
    const second = await open(path, later)
    expect(readFileSync(second.tls.certificateFile, 'utf8')).not.toBe(old)
    expect(readFileSync(second.tls.keyFile, 'utf8')).toBe(key)
    expect(second.authorityFingerprint).toBe(first.authorityFingerprint)
  })
})

describe('what is refused, and how it is mended', () => {
  it('a folder of something else', async () => {
    const path = temporaryFolder()
    writeFileSync(join(path, 'thesis.txt'), 'years of work')
    const fault = await faultOf(path)
    expect(fault.message).toMatch(/thesis\.txt and no causeway\.json/)
    expect(fault.fix).toMatch(/--data-folder/)
    expect(readFileSync(join(path, 'thesis.txt'), 'utf8')).toBe('years of work')
  })

  it('a file, and a path through one', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect((await faultOf(file)).message).toMatch(/cannot be used: EEXIST|is not a folder/)
    expect((await faultOf(join(file, 'data'))).message).toMatch(/cannot be used: ENOTDIR/)
  })

  it('a folder or a key file that others can reach', async () => {
    const path = temporaryFolder()
    const folder = await open(path)
    chmodSync(path, 0o750)
    expect(await faultOf(path)).toMatchObject({ fix: `chmod 700 ${path}` })
    chmodSync(path, 0o700)
    const key = folder.file('keys/tickets.pem')
    chmodSync(key, 0o604)
    expect(await faultOf(path)).toMatchObject({ fix: `chmod 600 ${key}` })
    chmodSync(key, 0o600)
    expect(await open(path)).toMatchObject({ created: false })
  })

  it('a newer format, however it looks otherwise', async () => {
    const path = temporaryFolder()
    const marker = JSON.stringify({ kind: 'causeway', format: 2, site: {} })
    writeFileSync(join(path, 'causeway.json'), marker, { mode: 0o600 })
    const fault = await faultOf(path)
    expect(fault.message).toMatch(/format 2, this version knows 1/)
    expect(fault.fix).toBe('upgrade causeway')
  })

  it('a damaged marker, and one of another program', async () => {
    const texts = ['', '{', '[]', 'null', '{"kind":"other","format":1}', '{"kind":"causeway"}']
    for (const text of [...texts, '{"kind":"causeway","format":1,"siteId":"me"}']) {
      const path = temporaryFolder()
      writeFileSync(join(path, 'causeway.json'), text, { mode: 0o600 })
      expect((await faultOf(path)).message).toMatch(/damaged or not ours/)
    }
  })

  it('what cannot be read', async () => {
    const path = temporaryFolder()
    mkdirSync(join(path, 'causeway.json'), { mode: 0o700 })
    expect((await faultOf(path)).message).toMatch(/cannot be read: EISDIR/)
    const looped = join(temporaryFolder(), 'loop')
    symlinkSync(looped, looped)
    expect((await faultOf(looped)).message).toMatch(/cannot be used/)
  })

  it('an authority whose key and certificate do not belong together', async () => {
    const path = temporaryFolder()
    const folder = await open(path)
    rmSync(folder.file('keys/ca-key.pem'))
    expect((await faultOf(path)).message).toMatch(/do not belong together/)
  })
})

describe('secrets that are none', () => {
  it('a stream key of one value, a short pattern, a count, a word or the wrong length', async () => {
    const path = temporaryFolder()
    const folder = await open(path)
    const file = folder.file('keys/streams.key')
    const keys = [
      Buffer.alloc(32),
      Buffer.alloc(32, 'abcd'),
      Buffer.from(Array.from({ length: 32 }, (_, index) => index)),
      Buffer.from('changeme-changeme-changeme-12345'),
      Buffer.alloc(0),
      Buffer.from(folder.streamKey.subarray(1)),
    ]
    for (const key of keys) {
      writeFileSync(file, key)
      expect((await faultOf(path)).message).toMatch(/not a random key of 32 bytes/)
    }
    writeFileSync(file, folder.streamKey)
    expect(await open(path)).toMatchObject({ created: false })
  })

  it('the keys of RFC 8032 and RFC 8037', async () => {
    const path = temporaryFolder()
    const file = (await open(path)).file('keys/tickets.pem')
    const seeds = [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    ]
    for (const seed of [...seeds, '00'.repeat(32)]) {
      const head = '302e020100300506032b657004220420'
      const der = Buffer.from(head + seed, 'hex')
      const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
      writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }))
      const fault = await faultOf(path)
      expect(fault.message).toMatch(/published sample key/)
      expect(fault.fix).toMatch(/delete it/)
    }
  })

  it('a signing key that is no key or of another kind', async () => {
    const path = temporaryFolder()
    const folder = await open(path)
    const file = folder.file('keys/issuer.pem')
    writeFileSync(file, 'no key')
    expect((await faultOf(path)).message).toMatch(/is not a private key/)
    writeFileSync(file, readFileSync(folder.tls.keyFile))
    expect((await faultOf(path)).message).toMatch(/is not an Ed25519 key/)
  })
})

describe('the key of the local administrator', () => {
  it('is read from a folder that was opened, and nothing is made', async () => {
    const path = join(temporaryFolder(), 'data')
    expect(readLocalAdminKey(path)).toBeUndefined()
    const folder = await open(path)
    const read = readLocalAdminKey(path)
    expect(read?.siteId).toBe(folder.siteId)
    expect(read && publicOf(read.key)).toEqual(publicOf(folder.localAdminKey))
  })
})
