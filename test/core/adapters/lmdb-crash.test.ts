import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { collect, eventOf } from '../../contract/events.ts'

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 8)
const lifeMsMax = 400
const child = join(import.meta.dirname, '../../support/crash/append-child.ts')
const system = createSystem()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-crash-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Lets the process write, kills it at some moment, and tells what it had acknowledged. */
const killedWriter = async (round: number): Promise<readonly string[]> => {
  const process_: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', child, folder, String(round)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exited = once(process_, 'exit')
  let output = ''
  const { stdout } = process_
  if (stdout === null) throw new Error('the child has no output')
  stdout.setEncoding('utf8')
  const ready = new Promise<void>((resolve) => {
    stdout.on('data', (text: string) => {
      output += text
      if (output.includes('ready')) resolve()
    })
  })
  const closed = once(stdout, 'close')
  await Promise.race([ready, exited])
  await new Promise((resolve) => setTimeout(resolve, Math.random() * lifeMsMax))
  expect(process_.kill('SIGKILL')).toBe(true)
  await exited
  await closed
  // The last line may be torn; an acknowledgement that nobody read binds nobody.
  return output.split('\n').slice(1, -1)
}

it('a killed writer loses nothing that it acknowledged, and tears no stream or append', {
  timeout: 20_000 + rounds * 10_000,
}, async () => {
  const acknowledged = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    for (const line of await killedWriter(round)) acknowledged.add(line)
    const log = await openLmdbEventLog({ folder, system })
    const all = await collect(log.readAll())
    const stored = new Set(all.map((event) => `${event.stream} ${event.revision} ${event.eventId}`))
    expect(new Set(all.map((event) => event.eventId)).size).toBe(all.length)
    expect([...acknowledged].filter((line) => !stored.has(line))).toEqual([])
    const appends = new Map<string, number>()
    for (const { causationId } of all)
      if (causationId.includes('/')) appends.set(causationId, (appends.get(causationId) ?? 0) + 1)
    for (const [cause, count] of appends) expect(cause.split('/')[1]).toBe(String(count))
    const lengths = new Map<string, number>()
    for (const { stream, revision } of all) {
      expect(revision).toBe(lengths.get(stream) ?? 0)
      lengths.set(stream, revision + 1)
    }
    for (const [stream, length] of lengths)
      expect(await collect(log.readStream(stream))).toHaveLength(length)
    const next = await log.append(`after-${round}`, 'none', [eventOf(`after-${round}`)])
    expect(next.kind).toBe('appended')
    await log.stop()
  }
  // The rounds were not all killed before they began.
  expect(acknowledged.size).toBeGreaterThan(rounds)
})
