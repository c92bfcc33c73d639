/** The keys of a site on their way to another machine. */
import { createPublicKey } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type DataFolder, openDataFolder } from '../../../core/identity/data-folder.ts'
import { DataFolderFault, replacePrivate } from '../../../core/identity/private-files.ts'
import {
  readBundle,
  readBundleOf,
  type SiteBundle,
  sharedFiles,
  signInFile,
  writeBundle,
} from '../../../core/identity/site-bundle.ts'
import { createFakeSystem } from './fake-system.ts'
import { temporaryFolder } from './temporary-folder.ts'

const open = (folder: string, join?: SiteBundle): Promise<DataFolder> =>
  openDataFolder(
    { system: createFakeSystem() },
    { folder, names: ['localhost'], ...(join === undefined ? {} : { join }) },
  )

const faultOf = async (work: () => unknown): Promise<DataFolderFault> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof DataFolderFault) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const publicOf = (key: DataFolder['ticketKey']): unknown =>
  createPublicKey(key).export({ format: 'jwk' })

/** A first folder, and a second one that joined it by way of a file. */
const twoFolders = async () => {
  const first = await open(join(temporaryFolder(), 'first'))
  const file = join(temporaryFolder(), 'site.keys')
  writeBundle(file, readBundleOf(first.path))
  const bundle = readBundle(file)
  if (bundle === undefined) throw new Error('the bundle is not there')
  const path = join(temporaryFolder(), 'second')
  return { first, file, bundle, path, second: await open(path, bundle) }
}

describe('a folder that joins a site', () => {
  it('has its id, its keys and its authority, and a broker and a ticket key of its own', async () => {
    const { first, second } = await twoFolders()
    expect(second).toMatchObject({ siteId: first.siteId, joined: true, created: true })
    expect(second.streamKey).toEqual(first.streamKey)
    expect(second.authorityFingerprint).toBe(first.authorityFingerprint)
    expect(publicOf(second.issuerKey)).toEqual(publicOf(first.issuerKey))
    expect(publicOf(second.localAdminKey)).toEqual(publicOf(first.localAdminKey))
    expect(second.brokerId).not.toBe(first.brokerId)
    expect(publicOf(second.ticketKey)).not.toEqual(publicOf(first.ticketKey))
    expect(first.joined).toBe(false)
  })

  it('is opened again without the bundle, and with it', async () => {
    const { second, path, bundle } = await twoFolders()
    const again = await open(path)
    const { brokerId, siteId } = second
    expect(again).toMatchObject({ brokerId, siteId, joined: true, created: false })
    expect(publicOf(again.ticketKey)).toEqual(publicOf(second.ticketKey))
    expect(await open(path, bundle)).toMatchObject({ brokerId, created: false })
  })

  it('learns where people sign in', async () => {
    const first = await open(join(temporaryFolder(), 'first'))
    const signInAt = 'https://first.example:8443/development/'
    replacePrivate(first.file(signInFile), `${signInAt}\n`)
    const second = await open(join(temporaryFolder(), 'second'), readBundleOf(first.path))
    expect(second.signInAt).toBe(signInAt)
    // A third machine may join by the second.
    expect(readBundleOf(second.path).signInAt).toBe(signInAt)
    expect(first.signInAt).toBeUndefined()
  })

  it('never gets a new key for a lost one; the bundle brings it back', async () => {
    const { path, bundle } = await twoFolders()
    for (const name of Object.values(sharedFiles)) {
      const file = join(path, name)
      const content = readFileSync(file)
      rmSync(file)
      const fault = await faultOf(() => open(path))
      expect(fault.message).toBe(`${file} is missing`)
      expect(fault.fix).toMatch(/bundle/)
      await open(path, bundle)
      expect(readFileSync(file)).toEqual(content)
    }
  })

  it('is refused when it is of another site, or has another key', async () => {
    const { path, bundle } = await twoFolders()
    const stranger = join(temporaryFolder(), 'stranger')
    const { siteId } = await open(stranger)
    const fault = await faultOf(() => open(stranger, bundle))
    expect(fault.message).toBe(`${stranger} is of another site than the bundle`)
    expect(fault.fix).toMatch(/--data-folder/)
    expect((await open(stranger)).siteId).toBe(siteId)
    const file = join(path, sharedFiles.streamKey)
    writeFileSync(file, Buffer.alloc(32, 7))
    expect((await faultOf(() => open(path, bundle))).message).toMatch(/streams\.key is another/)
  })

  it('is refused when it holds something else', async () => {
    const { bundle } = await twoFolders()
    const path = temporaryFolder()
    writeFileSync(join(path, 'thesis.txt'), '')
    expect((await faultOf(() => open(path, bundle))).message).toMatch(/thesis\.txt/)
  })
})

describe('the first folder', () => {
  it('takes its own bundle as it is, and keeps the name of its broker', async () => {
    const { first, bundle } = await twoFolders()
    const again = await open(first.path, bundle)
    const { brokerId } = first
    expect(again).toMatchObject({ brokerId, joined: false, created: false })
  })

  it('keeps the name of before, when folders named no broker', async () => {
    const path = join(temporaryFolder(), 'data')
    const { siteId } = await open(path)
    const marker = { kind: 'causeway', format: 1, siteId, createdAt: '2026-01-01T00:00:00.000Z' }
    writeFileSync(join(path, 'causeway.json'), JSON.stringify(marker))
    const brokerId = `broker-${siteId.slice(0, 8)}`
    expect(await open(path)).toMatchObject({ brokerId, joined: false })
  })
})

describe('the file', () => {
  it('is for its owner alone, and replaces no other', async () => {
    const { file, first } = await twoFolders()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = readFileSync(file)
    const fault = await faultOf(() => writeBundle(file, readBundleOf(first.path)))
    expect(fault.message).toBe(`${file} is there already`)
    expect(readFileSync(file)).toEqual(before)
  })

  it('holds no key that signs tickets', async () => {
    const { file, first } = await twoFolders()
    const text = readFileSync(file, 'utf8')
    const pem = readFileSync(first.file('keys/tickets.pem'))
    expect(text).toContain(readFileSync(first.file(sharedFiles.issuerKey)).toString('base64'))
    expect(text).not.toContain(pem.toString('base64'))
  })

  const damaged: readonly (readonly [string, (bundle: SiteBundle) => unknown])[] = [
    ['of a newer format', (bundle) => ({ ...bundle, format: 2 })],
    ['with something more', (bundle) => ({ ...bundle, more: 1 })],
    ['with a key less', ({ files: { streamKey: _, ...files }, ...rest }) => ({ ...rest, files })],
    [
      'with keys of two authorities',
      (bundle) => ({ ...bundle, files: { ...bundle.files, authorityKey: bundle.files.issuerKey } }),
    ],
  ]
  it.each(damaged)('%s is refused', async (_, damage) => {
    const { bundle } = await twoFolders()
    const file = join(temporaryFolder(), 'damaged.keys')
    writeFileSync(file, JSON.stringify(damage(bundle)), { mode: 0o600 })
    expect((await faultOf(() => readBundle(file))).fix).toMatch(/admin keys export/)
  })

  it('that is no JSON is refused, and so is one that others can read', async () => {
    const file = join(temporaryFolder(), 'x.keys')
    writeFileSync(file, 'not json', { mode: 0o600 })
    expect((await faultOf(() => readBundle(file))).message).toMatch(/is not a site's bundle/)
    writeFileSync(join(temporaryFolder(), 'y.keys'), '{}')
    const open = join(temporaryFolder(), 'open.keys')
    writeFileSync(open, '{}', { mode: 0o644 })
    expect((await faultOf(() => readBundle(open))).message).toMatch(/open to others/)
    expect(readBundle(join(temporaryFolder(), 'none.keys'))).toBeUndefined()
  })

  it('needs a site to be made of', async () => {
    const path = temporaryFolder()
    expect((await faultOf(() => readBundleOf(path))).message).toBe(`${path} holds no site`)
  })
})
