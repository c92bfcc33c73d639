import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedSite } from '../../../core/broker/seed.ts'
import { createTestBroker, type TestBroker } from '../../support/broker/test-broker.ts'

describe('the seed of a site', () => {
  let test: TestBroker
  const options = { group: 'staff', brokerId: 'broker-1' }
  const stateOf = () => ({
    pool: test.broker.live.stateOf('pool', 'staff'),
    workspace: test.broker.live.stateOf('workspace', 'default'),
  })
  beforeEach(async () => {
    test = await createTestBroker()
  })
  afterEach(() => test.stop())

  it('publishes one desktop of one pool to one group', async () => {
    expect(await seedSite(test.broker, options)).toBe(true)
    const { pool, workspace } = stateOf()
    expect(pool).toMatchObject({
      phase: 'present',
      settings: { placement: 'breadth-first', sessionLimit: 10 },
    })
    expect(workspace.groups['staff-desktops']).toMatchObject({
      poolId: 'staff',
      resources: { 'staff-desktop': { kind: 'desktop' } },
      principals: ['group:staff'],
    })
    expect(test.broker.feed({ userId: 'u', groups: ['staff'] })).toHaveLength(1)
    expect(test.broker.feed({ userId: 'u', groups: [] })).toEqual([])
  })

  it('writes nothing the second time', async () => {
    await seedSite(test.broker, options)
    const size = await test.eventLog.size()
    expect(await seedSite(test.broker, options)).toBe(false)
    expect(await test.eventLog.size()).toBe(size)
  })

  it('does not bring back what an administrator removed', async () => {
    await seedSite(test.broker, options)
    const cause = { actor: 'admin:root', connectionId: '', causationId: 'c' }
    const groupId = 'staff-desktops'
    const removal = [
      { type: 'RemoveApplicationGroup', groupId },
      { type: 'RemoveWorkspace' },
    ] as const
    await test.broker.handler.execute('workspace', 'default', removal, cause)
    expect(await seedSite(test.broker, options)).toBe(false)
    expect(stateOf().workspace.phase).toBe('removed')
  })

  it('finishes what a crash between its two appends left', async () => {
    const settings = { placement: 'breadth-first', sessionLimit: 10, disconnectedLimitMs: 0 }
    const command = { type: 'CreatePool', poolId: 'staff', name: 'Staff', settings } as const
    const cause = { actor: 'broker:broker-1', connectionId: '', causationId: 'seed' }
    await test.broker.handler.execute('pool', 'staff', command, cause)
    expect(await seedSite(test.broker, options)).toBe(true)
    expect(stateOf().workspace.phase).toBe('present')
  })

  it('leaves no trace when the log takes nothing', async () => {
    test.breakLog(true)
    await expect(seedSite(test.broker, options)).rejects.toMatchObject({ code: 'LOG_FULL' })
    expect(await test.eventLog.size()).toBe(0)
  })
})
