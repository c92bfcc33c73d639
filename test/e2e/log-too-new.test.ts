/** A broker whose log was raised above what it knows stops, and does not start again. */
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOwnName } from '../../core/adapters/esdb/foreign-event.ts'
import { createMemoryEventLog } from '../../core/adapters/memory-event-log.ts'
import { exitCodes } from '../../core/bin/cli/exit.ts'
import { featureLevelMax } from '../../core/domain/features.ts'
import { encodeEvent } from '../../proto/event-codec.ts'
import { eventOf } from '../contract/events.ts'
import { type ServedLog, serveLog } from '../support/esdb/served-log.ts'
import { lastJson, startProgram } from '../support/site/site.ts'

const soonMs = 30_000
const log = createMemoryEventLog()
let home: string
let served: ServedLog

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'causeway-too-new-'))
  served = await serveLog({ letter: 'm', log: () => log, isOwn: isOwnName })
  // JSON is YAML.
  const settings = JSON.stringify({ log: { url: served.url('broker') } })
  writeFileSync(join(home, 'settings.yaml'), settings, { mode: 0o600 })
})

afterAll(async () => {
  await served?.dispose()
  await log.stop()
  await rm(home, { recursive: true, force: true })
})

const startBroker = () =>
  startProgram(
    [
      ...['broker', '--json', '--data-folder', join(home, 'data')],
      ...['--config', join(home, 'settings.yaml')],
      ...['--api-port', '0', '--control-port', '0', '--metrics-port', '0'],
    ],
    home,
  )

it('a broker stops when another one raises the level above its own', async () => {
  const broker = await startBroker()
  await broker.waitForLog(/"event":"ready"/, soonMs)
  const level = featureLevelMax + 1
  const raised = encodeEvent({ type: 'FeatureLevelRaised', data: { level } })
  await log.append('features-log', 'none', [eventOf('raised', raised)])
  expect((await broker.exited).code).toBe(exitCodes.failed)
  const fault = { code: 'LOG_TOO_NEW', message: expect.stringContaining(`at level ${level}`) }
  expect(lastJson(broker.log())).toMatchObject({ error: fault })

  const again = await startBroker()
  expect((await again.exited).code).toBe(exitCodes.failed)
  expect(lastJson(again.log())).toMatchObject({ error: fault })
})
