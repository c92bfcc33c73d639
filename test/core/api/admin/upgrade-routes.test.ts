import { expect, it, onTestFinished } from 'vitest'
import { ownVersions } from '../../../../proto/event-codec.ts'
import { createTestApi } from '../../../support/broker/test-api.ts'

it('the upgrade is finalized once, by the administrator who asked for it', async () => {
  const levelMax = ownVersions.levelMax + 1
  const site = await createTestApi({}, { versions: { ...ownVersions, levelMax } })
  onTestFinished(() => site.stop())
  const root = await site.adminToken('administrator')
  const look = async () => (await site.ask('GET', '/api/admin/upgrade', root)).body
  const finalize = () => site.ask('POST', '/api/admin/upgrade/finalize', root)
  expect(await look()).toEqual({ level: levelMax - 1, levelMax })
  expect(await finalize()).toMatchObject({ status: 200, body: { level: levelMax, levelMax } })
  expect(await look()).toEqual({ level: levelMax, levelMax })
  const size = await site.test.eventLog.size()
  expect((await finalize()).status).toBe(200)
  expect(await site.test.eventLog.size()).toBe(size)
  const actors: string[] = []
  for await (const batch of site.test.eventLog.readStream('features-log'))
    actors.push(...batch.map(({ type, actor }) => `${type} by ${actor}`))
  expect(actors).toEqual([expect.stringMatching(/^FeatureLevelRaised by admin:u-/)])
})
