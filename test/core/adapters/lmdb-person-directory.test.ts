import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLmdbPersonDirectory } from '../../../core/adapters/lmdb-person-directory.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { personRewrapCountMax } from '../../../core/domain/limits.ts'

const system = createSystem()
const name = new TextEncoder().encode('Ada Lovelace')

describe('the embedded person directory', () => {
  let folder: string
  let keyFile: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-persons-'))
    keyFile = join(folder, 'directory.key')
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const open = () => openLmdbPersonDirectory({ folder, system })

  it('keeps its key in a file for its owner alone, and no user id in the store', async () => {
    const directory = await open()
    await directory.seal('user-4711@example', name)
    await directory.stop()
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file)).includes('user-4711')).toBe(false)
      expect(readFileSync(join(folder, file)).includes('Lovelace')).toBe(false)
    }
  })

  it('replaces its key at each erasure, so that old copies of the store open nothing', async () => {
    const directory = await open()
    await directory.seal('u1', name)
    const sealed = await directory.seal('u2', name)
    const before = readFileSync(keyFile)
    await directory.erase('u1')
    expect(readFileSync(keyFile).equals(before)).toBe(false)
    expect(readdirSync(folder)).not.toContain('directory.key.next')
    expect(await directory.open('u2', sealed)).toEqual(name)
    await directory.stop()
  })

  it('keeps all others at an erasure, however many turns that takes', async () => {
    const directory = await open()
    const others = Array.from({ length: personRewrapCountMax + 3 }, (_, index) => `other-${index}`)
    const sealed = await Promise.all(
      ['u1', ...others].map(async (one) => [one, await directory.seal(one, name)] as const),
    )
    const erasing = directory.erase('u1')
    const during = directory.seal('new', name)
    await erasing
    await directory.stop()
    const again = await open()
    for (const [one, bytes] of sealed) {
      expect(await again.open(one, bytes), one).toEqual(one === 'u1' ? undefined : name)
    }
    expect(await again.open('new', await during)).toEqual(name)
    await again.stop()
  })

  it('finishes a replacement that was interrupted after the store named the key', async () => {
    const directory = await open()
    const sealed = await directory.seal('u1', name)
    await directory.stop()
    // As it is before the last step: the new key under its preliminary name, the old one in place.
    renameSync(keyFile, `${keyFile}.next`)
    writeFileSync(keyFile, Buffer.alloc(40, 7))
    const again = await open()
    expect(await again.open('u1', sealed)).toEqual(name)
    await again.stop()
    expect(readdirSync(folder)).not.toContain('directory.key.next')
  })

  it('ignores a replacement that was interrupted before the store named the key', async () => {
    const directory = await open()
    const sealed = await directory.seal('u1', name)
    await directory.stop()
    writeFileSync(`${keyFile}.next`, Buffer.alloc(40, 7))
    const again = await open()
    expect(await again.open('u1', sealed)).toEqual(name)
    await again.stop()
  })

  it('is refused without its key, instead of beginning anew', async () => {
    await (await open()).stop()
    rmSync(keyFile)
    await expect(open()).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
    // The refusal left no lock behind.
    await expect(open()).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
  })
})
