import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
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
import { checkFormat, lockFolder, takeFolder } from '../../../core/adapters/lmdb-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const locksIn = (path: string): string[] =>
  readdirSync(path).filter((name) => name.startsWith('lock-'))

/** The lock file that a process with this id would have made, were it alive now. */
const lockNameOf = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
  return `lock-${pid}-${startTime}-${boot}`
}

describe('a folder lock', () => {
  it('keeps a second opener of the same process out until it is released', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(`process ${process.pid}`)
    lock.release()
    lock.release()
    lockFolder(folder).release()
    expect(locksIn(folder)).toEqual([])
  })

  it('names the living process that holds it, and leaves no file of its own', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(other, 'spawn')
    const name = lockNameOf(other.pid ?? 0)
    writeFileSync(join(folder, name), '')
    expect(() => lockFolder(folder)).toThrow(
      expect.objectContaining({
        code: 'LOG_IN_USE',
        message: expect.stringContaining(`process ${other.pid}`),
      }),
    )
    expect(locksIn(folder)).toEqual([name])
    other.kill('SIGKILL')
    await once(other, 'exit')
    lockFolder(folder).release()
    expect(locksIn(folder)).toEqual([])
  })

  it('is taken over from a process that is gone, though its id was given out again', () => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
    for (const stale of [`lock-${process.ppid}-1-${boot}`, `lock-${process.ppid}-1-00000000`]) {
      writeFileSync(join(folder, stale), '')
      const lock = lockFolder(folder)
      expect(locksIn(folder)).toEqual([lockNameOf(process.pid)])
      lock.release()
    }
  })

  it('is kept by one of many processes that come at once', async () => {
    const module = JSON.stringify(
      join(import.meta.dirname, '../../../core/adapters/lmdb-folder.ts'),
    )
    const source = `
      import { lockFolder } from ${module}
      try { lockFolder(process.argv[1]); console.log('held') }
      catch (error) { console.log(error.code) }
      process.stdin.resume()`
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source, folder]),
    )
    const answers = await Promise.all(
      children.map(async (child) => String((await once(child.stdout, 'data'))[0]).trim()),
    )
    for (const child of children) child.kill('SIGKILL')
    await Promise.all(children.map((child) => once(child, 'exit')))
    expect(answers.filter((answer) => answer === 'held').length).toBeLessThanOrEqual(1)
    expect(answers.filter((answer) => answer === 'LOG_IN_USE').length).toBeGreaterThanOrEqual(3)
    lockFolder(folder).release()
  })

  it('makes the folder for its owner alone', () => {
    const inner = join(folder, 'a', 'b')
    lockFolder(inner).release()
    expect(statSync(inner).mode & 0o777).toBe(0o700)
  })

  it('faults where no folder can be', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => lockFolder(join(folder, 'file', 'x'))).toThrow(
      expect.objectContaining({ code: 'LOG_UNAVAILABLE' }),
    )
  })
})

describe('a folder marker', () => {
  it('is written once and read again', () => {
    const taken = takeFolder(folder, 'causeway-log', 1)
    expect(taken.known).toBe(false)
    taken.mark()
    taken.release()
    expect(JSON.parse(readFileSync(join(folder, 'format.json'), 'utf8'))).toEqual({
      kind: 'causeway-log',
      format: 1,
    })
    expect(checkFormat(folder, 'causeway-log', 1)).toBe('known')
  })

  it('refuses a newer format and an older one, another kind, and what is no marker', () => {
    const refusalOf = (marker: string): unknown => {
      writeFileSync(join(folder, 'format.json'), marker)
      try {
        takeFolder(folder, 'causeway-log', 1).release()
      } catch (error) {
        return error
      }
      return undefined
    }
    expect(refusalOf('{"kind":"causeway-log","format":2}')).toMatchObject({ code: 'LOG_TOO_NEW' })
    expect(refusalOf('{"kind":"causeway-log","format":0}')).toMatchObject({ code: 'LOG_TOO_OLD' })
    expect(refusalOf('{"kind":"causeway-persons","format":1}')).toMatchObject({
      code: 'LOG_FOREIGN',
    })
    for (const damaged of [
      '',
      '{',
      '7',
      '{"kind":"causeway-log"}',
      '{"kind":"causeway-log","format":"x"}',
    ])
      expect(refusalOf(damaged)).toMatchObject({ code: 'LOG_CORRUPT' })
    expect(locksIn(folder)).toEqual([])
  })

  it('leaves a folder with foreign content alone, naming what lies there', () => {
    writeFileSync(join(folder, 'thesis.tex'), '')
    mkdirSync(join(folder, 'figures'))
    expect(() => takeFolder(folder, 'causeway-log', 1)).toThrow(
      expect.objectContaining({
        code: 'LOG_FOREIGN',
        message: expect.stringMatching(/figures|thesis/),
      }),
    )
    expect(readdirSync(folder).sort()).toEqual(['figures', 'thesis.tex'])
  })

  it('goes on after a crash before the marker had its name', () => {
    writeFileSync(join(folder, 'format.json.new'), '{"ki')
    writeFileSync(join(folder, 'causeway.mdb'), '')
    const taken = takeFolder(folder, 'causeway-log', 1)
    expect(taken.known).toBe(false)
    taken.mark()
    taken.release()
    expect(checkFormat(folder, 'causeway-log', 1)).toBe('known')
  })

  it('faults on a folder that is not there', () => {
    expect(() => checkFormat(join(folder, 'none'), 'causeway-log', 1)).toThrow(
      expect.objectContaining({ code: 'LOG_UNAVAILABLE' }),
    )
  })
})
