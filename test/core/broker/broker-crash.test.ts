/**
 * A broker process under load, killed with SIGKILL at random moments, started again on what it left.
 * `npm run test:crash -- --rounds N` runs as many rounds as one likes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { RecordedEvent } from '../../../core/broker/ports.ts'
import { streamOf } from '../../../core/broker/streams.ts'
import { collect } from '../../contract/events.ts'
import { brokerLogFolder, crashPlan } from '../../support/crash/broker-folder.ts'
import { crashRounds, crashSeed } from '../../support/crash/crash-rounds.ts'
import { killedChild } from '../../support/crash/killed-child.ts'
import { copyToMemory, startRecoveredBroker } from '../../support/crash/recovered-broker.ts'
import { findLosses } from '../../support/crash/recovered-log.ts'
import { createFakeSystem, seededRandom } from '../../support/fake-system.ts'
import { checkFoldIsLive, checkSeats, foldChecked } from './log-checker.ts'
import { createSimGateway } from './sim-gateway.ts'

const rounds = crashRounds()
const firstSeed = crashSeed()
/** Rounds on one folder; a line of the test's report for each so many. */
const batchRounds = 10
const roundMsMax = 20_000
const lifeMsMax = 500
/** Every so manieth dies while it opens its stores, reads its log or tidies up. */
const dyingAtStart = 5
/** Long enough for every deadline. */
const restMs = 240_000

const system = createSystem()
const file = join(import.meta.dirname, '../../support/crash/broker-child.ts')

type Told = { readonly events: Set<string>; readonly granted: Set<string> }

const hear = (told: Told, lines: readonly string[]): void => {
  for (const line of lines) {
    const [kind = '', ...rest] = line.split(' ')
    if (kind === 'event') told.events.add(rest.join(' '))
    if (kind === 'granted') told.granted.add(streamOf('connection', rest.join(' ')))
  }
}

/** Starts on what is left as the next process would, and compares. */
const checkRecovered = async (folder: string, told: Told): Promise<RecordedEvent[]> => {
  const log = await openLmdbEventLog({ folder: brokerLogFolder(folder), system })
  try {
    const left = await collect(log.readAll())
    expect(findLosses(left, told.events)).toEqual([])
    const streams = new Set(left.map(({ stream }) => stream))
    expect([...told.granted].filter((stream) => !streams.has(stream))).toEqual([])
    for (const stream of [...streams].slice(-50)) {
      const inAll = left.filter((event) => event.stream === stream)
      expect(await collect(log.readStream(stream))).toEqual(inAll)
    }
    const { broker, faults } = await startRecoveredBroker(log, system)
    await broker.stop()
    const events = await collect(log.readAll())
    checkFoldIsLive(events, broker.live)
    expect(faults).toEqual([])
    return events
  } finally {
    await log.stop()
  }
}

/** What the crashes left half done is brought to its end, and no seat stays taken by nobody. */
const checkRest = async (events: readonly RecordedEvent[]): Promise<void> => {
  const fake = createFakeSystem({ nowMs: system.nowMs() })
  const { broker, faults } = await startRecoveredBroker(await copyToMemory(events), fake)
  const errors: unknown[] = []
  // Empty-handed, as processes that died with it: what they carried is over.
  for (const id of crashPlan.gateways) {
    const gateway = createSimGateway(
      fake,
      () => broker,
      id,
      (error) => errors.push(error),
    )
    await gateway.connect()
  }
  await fake.pass(restMs)
  expect([...broker.live.indexes.openConnectionIds]).toEqual([])
  checkSeats(broker.live)
  expect([...faults, ...errors]).toEqual([])
  await broker.stop()
}

/** Kills as many as that on one folder, each started on what the one before it left. */
const runBatch = async (first: number, count: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-broker-crash-'))
  const told: Told = { events: new Set(), granted: new Set() }
  let events: RecordedEvent[] = []
  for (let round = first; round < first + count; round++) {
    const seed = firstSeed + round
    const lifeMs = seededRandom(seed)() * lifeMsMax
    const from = round % dyingAtStart === 0 ? 'ready' : 'granted'
    try {
      hear(told, await killedChild({ file, args: [folder, String(seed)], from, lifeMs }))
      events = await checkRecovered(folder, told)
    } catch (error) {
      const how = `CRASH_SEED=${firstSeed} CRASH_ROUNDS=${rounds}`
      throw new Error(`round ${round} on ${folder} failed, ${how}`, { cause: error })
    }
  }
  foldChecked(events)
  await checkRest(events)
  // Most of them had begun.
  expect(told.granted.size).toBeGreaterThanOrEqual(count - Math.ceil(count / dyingAtStart))
  expect(told.events.size).toBeGreaterThan((10 * told.granted.size) / 2)
  rmSync(folder, { recursive: true })
}

describe('a broker that is killed under load', () => {
  for (let first = 0; first < rounds; first += batchRounds) {
    const count = Math.min(batchRounds, rounds - first)
    const timeout = count * roundMsMax
    it(`has lost nothing, rounds ${first + 1} to ${first + count}`, { timeout }, () =>
      runBatch(first, count),
    )
  }
})
