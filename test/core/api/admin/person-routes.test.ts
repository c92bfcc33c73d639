import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApi, type TestApi } from '../../../support/broker/test-api.ts'

describe('erasing a person', () => {
  let site: TestApi
  let root = ''
  beforeEach(async () => {
    site = await createTestApi()
    root = await site.adminToken('administrator')
    for (const subject of ['alice', 'bob']) {
      const body = { resource: 'staff-desktop' }
      await site.ask('POST', '/api/connections', await site.userToken({ subject }), body)
    }
  })
  afterEach(() => site.stop())

  const idOf = (subject: string) => site.test.userIds.userId('https://issuer.test', subject)
  const erase = (userId: string) => site.ask('DELETE', `/api/admin/persons/${userId}`, root)
  const events = async () => {
    const { text } = await site.ask('GET', '/api/audit/events', root)
    const lines = text.split('\n').filter((line) => line !== '')
    return lines.map((line): Record<string, unknown> => JSON.parse(line))
  }

  it('leaves nothing of them to read, and everything of others', async () => {
    expect(JSON.stringify(await events())).toContain('alice')
    const size = await site.test.eventLog.size()
    const answer = await erase(idOf('alice'))
    expect(answer.body).toEqual({ userId: idOf('alice'), wasNamed: true })
    const told = await events()
    expect(JSON.stringify(told)).not.toContain('alice')
    expect(JSON.stringify(told)).toContain('bob')
    expect(told.slice(size)).toMatchObject([
      {
        stream: `person-${idOf('alice')}`,
        type: 'PersonErased',
        actor: expect.stringMatching(/^admin:u-/),
        data: { userId: idOf('alice') },
      },
    ])
  })

  it('lets the notes of reads forget the name, or erases nobody', async () => {
    site.accessLog.failing = true
    const refused = await erase(idOf('alice'))
    expect([refused.status, refused.body['code']]).toEqual([503, 'LOG_UNAVAILABLE'])
    expect(await site.test.people.recall(idOf('alice'))).toBe('alice')
    site.accessLog.failing = false
    await erase(idOf('alice'))
    expect(site.accessLog.forgotten).toEqual([['alice', idOf('alice')]])
  })

  it('keeps what they are granted, by the id alone', async () => {
    const grants = '/api/admin/workspaces/default/application-groups/staff-desktops/grants'
    await site.ask('POST', grants, root, { userId: idOf('eve') })
    await erase(idOf('eve'))
    const eve = await site.userToken({ subject: 'eve', groups: [] })
    const feed = await site.ask('GET', '/api/feed', eve)
    expect(feed.body['items']).toMatchObject([{ resourceId: 'staff-desktop' }])
  })

  it('says whether there was a name, and erases twice', async () => {
    await erase(idOf('alice'))
    const again = await erase(idOf('alice'))
    expect([again.status, again.body['wasNamed']]).toEqual([200, false])
  })

  it('records nothing when the directory could not forget', async () => {
    const size = await site.test.eventLog.size()
    const { people } = site.test
    const broken = { ...people }
    Object.assign(people, {
      erase: async () => {
        throw new Error('the disk is gone')
      },
    })
    expect((await erase(idOf('alice'))).status).toBe(500)
    Object.assign(people, broken)
    expect(await site.test.eventLog.size()).toBe(size)
  })
})
