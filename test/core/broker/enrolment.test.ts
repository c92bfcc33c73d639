import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MachineHello } from '../../../core/broker/enrolment.ts'
import { controlProtocolVersion } from '../../../core/domain/limits.ts'
import { createSimSite, type SimSite } from './sim-site.ts'

let site: SimSite
const secretHash = new Uint8Array(32).fill(5)
const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const cause = (causationId: string) => ({ actor: 'admin:a', connectionId: '', causationId })

const hello = (change: Partial<MachineHello> = {}): MachineHello => ({
  role: 'agent',
  protocolVersion: controlProtocolVersion,
  machineName: 'desk-7',
  publicKey: key(7),
  machineId: '',
  address: '10.1.2.3',
  join: { tokenId: 't1', secretHash },
  ...change,
})

const enrol = (change: Partial<MachineHello> = {}) => site.broker().enrolment.enrol(hello(change))

const issue = (tokenId: string, usesMax: number, addressRanges: readonly string[] = []) => {
  const now = site.system.nowMs()
  const expiresAt = now + 60_000
  const bounds = { expiresAt, usesMax, addressRanges }
  const command = { tokenId, secretHash, ...bounds, now }
  return site
    .broker()
    .handler.execute('pool', 'desk', { ...command, type: 'IssueRegistrationToken' }, cause(tokenId))
}

beforeEach(async () => {
  site = await createSimSite()
  await issue('t1', 1)
})

afterEach(() => site.stop())

describe('an agent', () => {
  it('joins with a token, and is known by its key afterwards', async () => {
    const joined = await enrol()
    expect(joined).toMatchObject({ kind: 'enrolled', machineId: 'desk-7', poolId: 'desk' })
    expect(site.broker().live.indexes.hostIdsByPool.get('desk')).toContain('desk-7')
    const { join: _join, ...known } = hello({ machineId: 'desk-7' })
    const again = await site.broker().enrolment.enrol({ ...known, join: undefined })
    expect(again).toMatchObject({ kind: 'enrolled', machineId: 'desk-7', poolId: 'desk' })
  })

  it('joins from the addresses of its token alone', async () => {
    await issue('t2', 1, ['192.0.2.0/24', '::1'])
    const join = { tokenId: 't2', secretHash }
    const refused = { kind: 'refused', code: 'REGISTRATION_TOKEN_INVALID' }
    expect(await enrol({ join })).toMatchObject(refused)
    expect(await enrol({ join, address: '' })).toMatchObject(refused)
    expect(await enrol({ join, address: '192.0.2.9' })).toMatchObject({ kind: 'enrolled' })
  })

  it('may join again with the token that it used: its first answer may have been lost', async () => {
    await enrol()
    expect(await enrol()).toMatchObject({ kind: 'enrolled' })
  })

  it.each([
    ['an unknown token', { join: { tokenId: 't9', secretHash } }],
    ['a token named like a member of every object', { join: { tokenId: 'toString', secretHash } }],
    ['a wrong secret', { join: { tokenId: 't1', secretHash: key(0) } }],
  ])('with %s is refused', async (_what, change) => {
    expect(await enrol(change)).toMatchObject({ code: 'REGISTRATION_TOKEN_INVALID' })
  })

  it('with a token that is used up or late is refused', async () => {
    await enrol()
    const other = { machineName: 'desk-8', publicKey: key(8) }
    expect(await enrol(other)).toMatchObject({ code: 'REGISTRATION_TOKEN_INVALID' })
    await site.system.pass(60_000)
    expect(await enrol(other)).toMatchObject({ code: 'REGISTRATION_TOKEN_EXPIRED' })
  })

  it('under a name that another key has is refused, and the token is not used up', async () => {
    await issue('t2', 2)
    await enrol()
    const thief = { publicKey: key(9), join: { tokenId: 't2', secretHash } }
    expect(await enrol(thief)).toMatchObject({ code: 'HOST_NAME_TAKEN' })
    const { tokens } = site.broker().live.stateOf('pool', 'desk')
    expect(tokens['t2']?.hostIds).toEqual([])
  })

  it.each(['', 'n'.repeat(129)])('named "%s" is refused', async (machineName) => {
    expect(await enrol({ machineName })).toMatchObject({ code: 'REQUEST_INVALID' })
  })

  it('with another key than the one on file, or removed, is not known', async () => {
    await enrol()
    const known = { machineId: 'desk-7', join: undefined }
    expect(await enrol({ ...known, publicKey: key(1) })).toMatchObject({
      code: 'AGENT_KEY_UNKNOWN',
    })
    await site.broker().handler.execute('host', 'desk-7', { type: 'RemoveHost' }, cause('remove'))
    expect(await enrol(known)).toMatchObject({ code: 'AGENT_KEY_UNKNOWN' })
    expect(await enrol({ ...known, machineId: 'nobody' })).toMatchObject({
      code: 'AGENT_KEY_UNKNOWN',
    })
  })

  it('of a newer protocol is told which one is spoken here', async () => {
    expect(await enrol({ protocolVersion: controlProtocolVersion + 1 })).toMatchObject({
      code: 'PROTOCOL_VERSION_UNSUPPORTED',
      detail: `this broker speaks ${controlProtocolVersion}`,
    })
  })
})

describe('a gateway', () => {
  const invite = () => {
    const expiresAt = site.system.nowMs() + 60_000
    const invitation = { gatewayId: 'g9', name: 'gw', region: 'here', secretHash, expiresAt }
    const command = { type: 'InviteGateway', ...invitation } as const
    return site.broker().handler.execute('gateway', 'g9', command, cause('invite'))
  }
  const gateway = { role: 'gateway', join: { tokenId: 'g9', secretHash } } as const

  it('joins by its own invitation, and is known by its key afterwards', async () => {
    await invite()
    const expected = { kind: 'enrolled', machineId: 'g9', region: 'here' }
    expect(await enrol(gateway)).toMatchObject(expected)
    const known = { role: 'gateway', machineId: 'g9', join: undefined } as const
    expect(await enrol(known)).toMatchObject(expected)
    expect(await enrol({ ...known, role: 'agent' })).toMatchObject({ code: 'AGENT_KEY_UNKNOWN' })
  })

  it('that nobody invited, or with another key, is refused', async () => {
    expect(await enrol(gateway)).toMatchObject({ code: 'REGISTRATION_TOKEN_INVALID' })
    await invite()
    await enrol(gateway)
    expect(await enrol({ ...gateway, publicKey: key(1) })).toMatchObject({
      code: 'REGISTRATION_TOKEN_INVALID',
    })
  })
})
