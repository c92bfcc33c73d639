/** Formats of a data folder: a newer one is refused, an older one until it was upgraded. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockFolder } from '../../../core/adapters/lmdb-folder.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { type FolderUpgrade, upgradeSite } from '../../../core/bin/site-upgrade.ts'
import { openDataFolder } from '../../../core/identity/data-folder.ts'
import { folderFormat, readFolderFormat, readSiteId } from '../../../core/identity/folder-marker.ts'
import { temporaryFolder } from '../identity/temporary-folder.ts'

const newSite = async () => {
  const folder = join(temporaryFolder(), 'data')
  return openDataFolder({ system: createSystem() }, { folder, names: ['a'] })
}

const step = (summary: string): FolderUpgrade => ({
  summary,
  run: async (folder) => appendFileSync(join(folder, 'steps'), `${summary}\n`, { mode: 0o600 }),
})
const steps = [step('one to two'), step('two to three')]
const stepsIn = (path: string): string => readFileSync(join(path, 'steps'), 'utf8')

describe('a folder of an older format', () => {
  it('is refused with the way out, until it was upgraded step by step', async () => {
    const { path, siteId } = await newSite()
    expect(() => readSiteId(path, 3)).toThrow('has format 1, this version needs 3')
    expect(await upgradeSite(path, steps)).toEqual({
      from: 1,
      to: 3,
      steps: ['one to two', 'two to three'],
    })
    expect(readSiteId(path, 3)).toBe(siteId)
    expect(stepsIn(path)).toBe('one to two\ntwo to three\n')
    expect(await upgradeSite(path, steps)).toEqual({ from: 3, to: 3, steps: [] })
    expect(stepsIn(path)).toBe('one to two\ntwo to three\n')
  })

  it('keeps everything else that its marker says', async () => {
    const { path, file } = await newSite()
    const before: object = JSON.parse(readFileSync(file('causeway.json'), 'utf8'))
    await upgradeSite(path, steps)
    const after: object = JSON.parse(readFileSync(file('causeway.json'), 'utf8'))
    expect(after).toEqual({ ...before, format: 3 })
  })

  it('goes on after a step that failed', async () => {
    const { path } = await newSite()
    const failing = [
      ...steps.slice(0, 1),
      { ...step(''), run: () => Promise.reject(new Error('disk')) },
    ]
    await expect(upgradeSite(path, failing)).rejects.toThrow('disk')
    expect(readFolderFormat(path, 3)).toBe(2)
    expect(await upgradeSite(path, steps)).toEqual({ from: 2, to: 3, steps: ['two to three'] })
  })

  it('is left alone while a broker has it', async () => {
    const { path, file } = await newSite()
    const lock = lockFolder(file('people'))
    await expect(upgradeSite(path, steps)).rejects.toMatchObject({ code: 'LOG_IN_USE' })
    expect(readFolderFormat(path, 3)).toBe(1)
    lock.release()
    expect((await upgradeSite(path, steps)).to).toBe(3)
  })
})

it('a folder of this version needs nothing', async () => {
  const { path } = await newSite()
  expect(await upgradeSite(path)).toEqual({ from: folderFormat, to: folderFormat, steps: [] })
})

it('a newer folder, and what is no data folder, is refused', async () => {
  const { path } = await newSite()
  await upgradeSite(path, steps)
  await expect(upgradeSite(path)).rejects.toThrow(
    `has format 3, this version knows ${folderFormat}`,
  )
  expect(() => readSiteId(path)).toThrow(`has format 3, this version knows ${folderFormat}`)
  const empty = temporaryFolder()
  writeFileSync(join(empty, 'mine'), '')
  await expect(upgradeSite(empty)).rejects.toThrow('is no data folder')
})
