/**
 * The k6 suite with the real k6 against real sites: each script for some seconds, a desktop that
 * damages one byte, and an interruption.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findK6 } from '../../load/k6/find-k6.ts'
import type { LoadResult } from '../../load/k6/lib/summary.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { tokenOf } from '../support/net/api-client.ts'
import { joinHost, type Site, startSite } from '../support/site/site.ts'
import { needs } from '../support/skip.ts'

const hasK6 = (): boolean => {
  try {
    return findK6(undefined, process.env).program !== ''
  } catch {
    return false
  }
}

type Ran = { readonly code: number | null; readonly stderr: string; readonly result: LoadResult }

/** Runs `npm run load` as it is built. @param interruptAfterMs counted from k6's start */
const load = (words: readonly string[], interruptAfterMs?: number): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['dist/load/k6/run.js', ...words, '--json'])
    const texts = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => {
      texts.stdout += chunk
    })
    let timer: NodeJS.Timeout | undefined
    child.stderr.on('data', (chunk) => {
      texts.stderr += chunk
      if (interruptAfterMs === undefined || timer !== undefined) return
      if (!texts.stderr.includes(' runs ')) return
      timer = setTimeout(() => child.kill('SIGINT'), interruptAfterMs)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      const line = texts.stdout.trim()
      // The runner prints nothing else there.
      const result = JSON.parse(line === '' ? '{}' : line) as LoadResult
      resolve({ code, stderr: texts.stderr, result })
    })
  })

const count = ({ metrics }: LoadResult, name: string): number => metrics[name]?.['count'] ?? 0

/** Folders of sites that a load started. */
const leftFolders = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => /^causeway-(load|k6)-[A-Za-z0-9]{6}$/.test(name))

describe.runIf(needs('k6', hasK6(), 'bash test/real/install-k6.sh'))('load tests with k6', () => {
  it.each([
    ['relay', ['--pairs', '3', '--frame', '16k', '--duration', '3s']],
    ['relay', ['--pairs', '2', '--frame', '100', '--rate', '20', '--duration', '3s']],
    ['connect', ['--users', '3', '--duration', '3s']],
    ['storm', ['--rate', '10', '--duration', '3s']],
    ['soak', ['--rate', '5', '--duration', '14s', '--growth-max', '3']],
    ['feed', ['--users', '2', '--duration', '2s']],
  ])('%s %j passes on a site of its own', async (script, words) => {
    const before = leftFolders()
    const { code, result, stderr } = await load([script, ...words])
    expect([code, stderr.includes('BROKEN')]).toEqual([0, false])
    expect(result).toMatchObject({ script, passed: true })
    expect(stderr).toContain(`${script}: passed`)
    expect(result.metrics['checks']?.['passes']).toBeGreaterThan(0)
    if (script !== 'feed') expect(count(result, 'causeway_frames_echoed')).toBeGreaterThan(10)
    if (script === 'connect') expect(count(result, 'causeway_token_ms')).toBeGreaterThan(3)
    expect(leftFolders()).toEqual(before)
  })

  it('an interrupted run gives what it has, and leaves nothing', async () => {
    const before = leftFolders()
    const ran = await load(['relay', '--pairs', '2', '--duration', '60s'], 5_000)
    expect(ran.code).toBe(130)
    expect(count(ran.result, 'causeway_frames_echoed')).toBeGreaterThan(0)
    expect(leftFolders()).toEqual(before)
  })

  it('too few open files are said before anything starts', async () => {
    const { code, stderr } = await load(['relay', '--pairs', '900000'])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/open files.*\n.*ulimit -n/)])
  })

  describe('a site that runs', () => {
    let site: Site
    let agent: OwnedProcess
    let server: Server
    let damaged: number | undefined

    beforeAll(async () => {
      site = await startSite()
      server = createServer((socket) => {
        let taken = 0
        socket.on('error', () => socket.destroy())
        socket.on('data', (chunk: Buffer) => {
          const at = (damaged ?? -1) - taken
          if (at >= 0 && at < chunk.length) chunk[at] = (chunk[at] ?? 0) ^ 1
          taken += chunk.length
          socket.write(chunk)
        })
        socket.on('end', () => socket.end())
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      agent = await joinHost(site, 'desk-1', `tcp:127.0.0.1:${port}`)
      await site.login('alice')
      writeFileSync(join(site.folder, 'tokens'), `${await tokenOf(site, 'alice')}\n`)
    })

    afterAll(async () => {
      await agent?.stop()
      server?.close()
      await site?.stop()
    })

    const aimed = (...more: string[]) => [
      ...['relay', '--pairs', '1', '--frame', '1k', '--duration', '2s'],
      ...['--url', site.ready.apiUrl, '--ca', site.ready.authorityFile],
      ...['--tokens', join(site.folder, 'tokens'), ...more],
    ]

    it('is loaded with tokens of its own users, and the result is kept', async () => {
      damaged = undefined
      const out = join(site.folder, 'result.json')
      const { code, result } = await load(aimed('--out', out))
      expect([code, result.passed]).toEqual([0, true])
      expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(result)
    })

    it('that damages one byte of a desktop fails the run', async () => {
      damaged = 5_000
      const { code, result, stderr } = await load(aimed())
      expect([code, result.passed]).toEqual([1, false])
      expect(count(result, 'causeway_frame_faults')).toBe(1)
      expect(stderr).toContain('BROKEN  causeway_frame_faults')
    })

    it('for more users than there are tokens is refused', async () => {
      const { code, stderr } = await load(aimed('--pairs', '2'))
      expect([code, stderr]).toEqual([2, expect.stringContaining('holds 1 tokens, and 2 users')])
    })
  })
})
