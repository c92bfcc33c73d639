/**
 * `causeway log copy` as an operator runs it: from the embedded log over EventStoreDB's protocol
 * to another process, killed on the way, and back.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { storedName } from '../../core/adapters/esdb/foreign-event.ts'
import { openLmdbEventLog, openLmdbEventLogReader } from '../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { exitCodes } from '../../core/bin/cli/exit.ts'
import { encodeEvent } from '../../proto/event-codec.ts'
import { eventOf } from '../contract/events.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { eventData } from '../support/event-samples.ts'
import { freePorts } from '../support/net/free-ports.ts'
import { killHard } from '../support/net/process-facts.ts'
import { lastJson, runProgram, startProgram } from '../support/site/site.ts'

const soonMs = 60_000
// Over the network each append waits for a sync of its own.
const ownCount = 900
const streamCount = 300
const system = createSystem()

let home: string
let server: OwnedProcess
let url: string

const data = encodeEvent({ type: 'ConnectionRequested', data: eventData.ConnectionRequested })

const fill = async (folder: string): Promise<void> => {
  const log = await openLmdbEventLog({ folder, system })
  const appends: Promise<unknown>[] = []
  for (let number = 0; number < ownCount; number++) {
    const stream = `connection-${number % streamCount}`
    const turn = Math.floor(number / streamCount)
    const event = eventOf(`${number}`, { ...data, recordedAt: 1_767_600_000_000 + number })
    appends.push(log.append(stream, turn === 0 ? 'none' : turn - 1, [event]))
  }
  appends.push(log.append(storedName('carts'), 'none', [eventOf('of others')]))
  await Promise.all(appends)
  await log.stop()
}

const served = (): string => join(home, 'served')

const sizeOf = async (folder: string): Promise<number> => {
  const log = await openLmdbEventLogReader({ folder })
  try {
    return await log.size()
  } finally {
    await log.stop()
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'causeway-copy-'))
  mkdirSync(served())
  await fill(join(home, 'source'))
  const port = await freePorts(1)
  const args = ['log', 'serve', '--data-folder', served(), '--esdb-port', String(port), '--json']
  server = await startProgram(args, home)
  await server.waitForLog(/"event":"ready"/, soonMs)
  const users: { name: string; password: string; role: string }[] = JSON.parse(
    readFileSync(join(served(), 'esdb-users.json'), 'utf8'),
  )
  const writer = users.find(({ role }) => role === 'writer')
  const query = `tls=true&tlsCAFile=${join(served(), 'ca.pem')}`
  url = `esdb://${writer?.name}:${writer?.password}@localhost:${port}?${query}`
})

afterAll(async () => {
  await server?.stop()
  await rm(home, { recursive: true, force: true })
})

const copyArgs = (from: string, to: string): string[] => [
  ...['log', 'copy', '--from', from, '--to', to, '--json'],
]

const copy = async (from: string, to: string) => {
  const { code, output } = await runProgram(copyArgs(from, to), home)
  return { code, output, ...Object(lastJson(output)) }
}

const lmdb = (name: string): string => `lmdb:${join(home, name)}`

it('goes on after a kill, and comes back with the same digest', async () => {
  const first = await startProgram(copyArgs(lmdb('source'), url), home)
  await waitUntil(
    async () => (await sizeOf(join(served(), 'log'))) > 50 || undefined,
    soonMs,
    () => `nothing was copied:\n${first.log()}`,
  )
  killHard(first.pid)
  await first.exited
  const held = await sizeOf(join(served(), 'log'))
  expect(held).toBeLessThan(ownCount)

  const second = await copy(lmdb('source'), url)
  expect(second).toMatchObject({ code: exitCodes.ok, events: ownCount, others: false })
  // The append under way when it was killed may have been stored after the look.
  expect(ownCount - held - second.copied).toBeGreaterThanOrEqual(0)
  expect(ownCount - held - second.copied).toBeLessThanOrEqual(64)

  const { digest } = second
  expect(await copy(url, lmdb('back'))).toMatchObject({ events: ownCount, digest })
  expect(await copy(lmdb('source'), url)).toMatchObject({ events: ownCount, copied: 0, digest })
})

it('copies between folders with the streams of others, and verifies what it finds', async () => {
  const there = await copy(lmdb('source'), lmdb('whole'))
  expect(there).toMatchObject({ code: exitCodes.ok, events: ownCount + 1, others: true })
  const back = await copy(lmdb('whole'), lmdb('again'))
  expect(back).toMatchObject({ copied: ownCount + 1, digest: there.digest })
})

it('refuses a target that holds something else, that another has, and the source itself', async () => {
  const other = await copy(lmdb('whole'), url)
  expect(other).toMatchObject({ code: exitCodes.ok, events: ownCount, copied: 0 })
  const log = await openLmdbEventLog({ folder: join(home, 'other'), system })
  await log.append('host-1', 'none', [eventOf('other')])
  await log.stop()
  const differs = await copy(url, lmdb('other'))
  expect(differs).toMatchObject({ code: exitCodes.failed, error: { code: 'LOG_DIFFERS' } })
  const taken = await copy(lmdb('source'), `lmdb:${served()}`)
  expect(taken.error).toMatchObject({ code: 'LOG_IN_USE', fix: expect.stringMatching(/esdb:/) })
  const same = await copy(lmdb('source'), lmdb('source'))
  expect(same.code).toBe(exitCodes.usage)
})
