import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccessLogOptions, createAccessLog } from '../../../core/adapters/access-log.ts'
import { createManualSystem, type ManualSystem } from '../../support/broker/manual-system.ts'

describe('the access log', () => {
  let root = ''
  let system: ManualSystem
  let faults: unknown[] = []

  const folder = () => join(root, 'access')
  const make = (options: Partial<AccessLogOptions> = {}) =>
    createAccessLog(
      { system, onFault: (error) => faults.push(error) },
      { folder: folder(), ...options },
    )
  const linesOf = async (name = 'access.ndjson'): Promise<Record<string, unknown>[]> =>
    (await readFile(join(folder(), name), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  const read = (actor: string, action = 'audit-events') => ({
    actor,
    action,
    query: { from: 'x\ny' },
  })

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'causeway-access-'))
    system = createManualSystem()
    faults = []
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  it('holds one line for each read, for its owner alone, before the read goes on', async () => {
    const log = make()
    await log.record(read('admin:root'))
    const at = new Date(system.nowMs()).toISOString()
    expect(await linesOf()).toEqual([
      { at, actor: 'admin:root', action: 'audit-events', query: { from: 'x\ny' } },
    ])
    expect((await stat(join(folder(), 'access.ndjson'))).mode & 0o777).toBe(0o600)
    await log.stop()
  })

  it('keeps the order in which reads came', async () => {
    const log = make()
    await Promise.all(Array.from({ length: 50 }, (_, index) => log.record(read(`admin:${index}`))))
    const actors = (await linesOf()).map((line) => line['actor'])
    expect(actors).toEqual(Array.from({ length: 50 }, (_, index) => `admin:${index}`))
    await log.stop()
  })

  it('begins a new file when one is full and deletes the oldest', async () => {
    const log = make({ fileBytesMax: 200, fileCountMax: 3 })
    for (let index = 0; index < 9; index++) await log.record(read(`admin:${index}`))
    await log.stop()
    expect((await readdir(folder())).sort()).toEqual([
      'access.1.ndjson',
      'access.2.ndjson',
      'access.ndjson',
    ])
    const actors: unknown[] = []
    for (const name of ['access.2.ndjson', 'access.1.ndjson', 'access.ndjson']) {
      expect((await stat(join(folder(), name))).size).toBeLessThanOrEqual(200)
      for (const line of await linesOf(name)) actors.push(line['actor'])
    }
    // Two lines fit a file, and the newest one has begun with the last line.
    expect(actors).toEqual([4, 5, 6, 7, 8].map((index) => `admin:${index}`))
  })

  it('forgets a name in all its files, in turn with what is being written', async () => {
    const log = make({ fileBytesMax: 200, fileCountMax: 3 })
    const about = (index: number) => ({
      ...read(`admin:${index}`),
      query: { purpose: `connections --user ada ${index}` },
    })
    for (let index = 0; index < 4; index++) await log.record(about(index))
    log.count(about(4))
    log.count(about(4))
    await Promise.all([log.record(about(5)), log.forget('ada', 'u-1'), log.record(read('admin:6'))])
    await log.record(read('admin:7'))
    await log.stop()
    const files = await readdir(folder())
    expect(files.length).toBeGreaterThan(1)
    const all = await Promise.all(files.map(linesOf))
    const text = JSON.stringify(all)
    expect(text).not.toContain('ada')
    expect(text).toContain('--user u-1 5')
    expect(text).toContain('admin:7')
    for (const name of files) expect((await stat(join(folder(), name))).mode & 0o777).toBe(0o600)
    expect(faults).toEqual([])
  })

  it('has nothing to forget where nothing was noted', async () => {
    const log = make()
    await log.forget('ada', 'u-1')
    await log.record(read('admin:1'))
    expect(await linesOf()).toHaveLength(1)
    await log.stop()
  })

  it('goes on in the file of an earlier start', async () => {
    await make().record(read('admin:1'))
    await make().record(read('admin:2'))
    expect((await linesOf()).map((line) => line['actor'])).toEqual(['admin:1', 'admin:2'])
  })

  it('writes a frequent read at once, and those that follow as one line with a count', async () => {
    const log = make({ coalesceMs: 1_000 })
    for (let count = 0; count < 4; count++) log.count(read('user:u-1', 'feed'))
    log.count(read('user:u-2', 'feed'))
    system.advance(1_000)
    await log.stop()
    const lines = await linesOf()
    expect(lines.map(({ actor, count }) => [actor, count])).toEqual([
      ['user:u-1', undefined],
      ['user:u-2', undefined],
      ['user:u-1', 3],
    ])
    expect(system.waiting()).toBe(0)
  })

  it('writes what it has counted when it stops', async () => {
    const log = make()
    for (let count = 0; count < 3; count++) log.count(read('user:u-1', 'feed'))
    await log.stop()
    expect((await linesOf()).map(({ count }) => count)).toEqual([undefined, 2])
  })

  it('counts no more different reads than the bound, and loses none', async () => {
    const log = make({ coalesceCountMax: 1 })
    for (const user of ['u-1', 'u-2', 'u-2']) log.count(read(`user:${user}`, 'feed'))
    expect(system.waiting()).toBe(1)
    await log.stop()
    expect(await linesOf()).toHaveLength(3)
  })

  it('refuses a read that cannot be noted, and takes the next when it can', async () => {
    await writeFile(folder(), 'a file where the folder should be')
    const log = make()
    await expect(log.record(read('admin:root'))).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    log.count(read('user:u-1', 'feed'))
    await rm(folder())
    await log.stop()
    expect(faults).toHaveLength(1)
    await log.record(read('admin:root'))
    expect(await linesOf()).toHaveLength(1)
  })

  it('refuses reads beyond those that wait to be written', async () => {
    const log = make({ queueCountMax: 1 })
    const first = log.record(read('admin:1'))
    await expect(log.record(read('admin:2'))).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await first
    await log.stop()
  })
})
