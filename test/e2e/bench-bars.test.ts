/** `npm run bench:bars`, run as its users run it: real processes, less of everything. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const program = resolve('dist/load/bars/bench-bars.js')

type Row = {
  readonly name: string
  readonly met: boolean
  readonly figures: Readonly<Record<string, number>>
}

const bench = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--quick', '--json', ...words],
    { encoding: 'utf8', timeout: 120_000 },
  )
  const last = stdout.trim().split('\n').at(-1) ?? ''
  const rows = (): readonly Row[] => JSON.parse(last).rows
  return { status, stderr, rows }
}

const figuresOf = (rows: readonly Row[], name: string): Readonly<Record<string, number>> =>
  rows.find((row) => row.name === name)?.figures ?? {}

/** Command lines of processes that name this folder. */
const running = (folder: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return words.includes(folder) ? [words] : []
      } catch {
        // It has just ended.
        return []
      }
    })

describe('bench:bars', () => {
  it('refuses what it does not understand, and says what it would', () => {
    const { status, stderr } = bench('--only=speed')
    expect(status).toBe(2)
    expect(stderr).toContain('--only has "speed", none of fairness,bulk,idle,setup')
    expect(stderr).toContain('fix: ')
  })

  it('measures round trips beside busy pairs, and what idle and new pairs cost', () => {
    const results = readFileSync(resolve('load/README.md'), 'utf8')
    const { status, rows } = bench('--only=fairness,idle,setup')
    expect(status).toBe(0)
    expect(rows().map(({ name }) => name)).toEqual(['fairness', 'idle', 'setup'])
    const fairness = figuresOf(rows(), 'fairness')
    for (const kind of ['plain', 'tls']) {
      expect(fairness[`${kind}P50Ms`]).toBeGreaterThan(0)
      expect(fairness[`${kind}P99Ms`]).toBeGreaterThanOrEqual(fairness[`${kind}P50Ms`] ?? 0)
      expect(fairness[`${kind}MaxMs`]).toBeGreaterThanOrEqual(fairness[`${kind}P99Ms`] ?? 0)
      expect(fairness[`${kind}MegabytesPerSecond`]).toBeGreaterThan(1)
    }
    const idle = figuresOf(rows(), 'idle')
    expect(idle['pairs']).toBe(200)
    expect(idle['bytesPerPair']).toBeGreaterThan(1_000)
    const setup = figuresOf(rows(), 'setup')
    expect(setup['pairsPerCpuSecond']).toBeGreaterThan(10)
    expect(readFileSync(resolve('load/README.md'), 'utf8')).toBe(results)
  })

  it('bulk transfers arrive whole', () => {
    const { status, rows } = bench('--only=bulk')
    expect(status).toBe(0)
    expect(figuresOf(rows(), 'bulk')).toMatchObject({ transfers: 4, lost: 0, wrong: 0 })
  })

  it('a changed byte is found in every transfer', () => {
    const { status, rows } = bench('--only=bulk', '--spoil')
    expect(status).toBe(1)
    expect(figuresOf(rows(), 'bulk')).toMatchObject({ transfers: 4, lost: 0, wrong: 4 })
    expect(rows()[0]?.met).toBe(false)
  })

  it('a run whose reader goes away leaves neither processes nor files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-bars-test-'))
    const child = spawn(process.execPath, [program, '--quick', '--only=setup,bulk'], {
      env: { ...process.env, TMPDIR: folder },
    })
    await once(child.stderr, 'data')
    await expect.poll(() => running(folder).length, { timeout: 30_000 }).toBeGreaterThan(0)
    child.stdout.destroy()
    child.stderr.destroy()
    const [status] = await once(child, 'exit')
    expect(status).toBe(130)
    expect(readdirSync(folder)).toEqual([])
    await expect.poll(() => running(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })

  it('an ended run tells what it has', async () => {
    const words = ['--quick', '--json', '--only=bulk', '--runs', '1000']
    const child = spawn(process.execPath, [program, ...words])
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (text: Buffer) => {
      stdout += text.toString()
    })
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString()
      if (stderr.includes('run 2/1000')) child.kill('SIGINT')
    })
    const [status] = await once(child, 'close')
    expect(status).toBe(130)
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
    expect(report.interrupted).toBe(true)
    expect(figuresOf(report.rows, 'bulk')['transfers']).toBeGreaterThanOrEqual(2)
    expect(figuresOf(report.rows, 'bulk')).toMatchObject({ lost: 0, wrong: 0 })
  })
})
