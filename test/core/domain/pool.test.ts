import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PoolEvent } from '../../../core/domain/events.ts'
import { registrationTokenMaxMs, sessionLimitMax } from '../../../core/domain/limits.ts'
import { type PoolCommand, poolDecider } from '../../../core/domain/pool.ts'
import { runCommands, specOf } from '../../support/given-when-then.ts'

const given = specOf(poolDecider)
const settings = {
  placement: 'breadth-first',
  sessionLimit: 10,
  disconnectedLimitMs: 1_000,
  homeRegion: '',
}
const create: PoolCommand = { type: 'CreatePool', poolId: 'staff', name: 'Staff', settings }
const created: PoolEvent = {
  type: 'PoolCreated',
  data: { poolId: 'staff', name: 'Staff', ...settings },
}
const secretHash = new Uint8Array(32).fill(7)
const issue = (change: Partial<Extract<PoolCommand, { type: 'IssueRegistrationToken' }>> = {}) =>
  ({
    type: 'IssueRegistrationToken',
    tokenId: 't1',
    secretHash,
    expiresAt: 2_000,
    usesMax: 1,
    now: 1_000,
    ...change,
  }) as const
const issued = (
  usesMax = 1,
  bounds: { namePattern?: string; addressRanges?: readonly string[] } = {},
): PoolEvent => ({
  type: 'RegistrationTokenIssued',
  data: {
    poolId: 'staff',
    tokenId: 't1',
    secretHash,
    expiresAt: 2_000,
    usesMax,
    namePattern: '',
    addressRanges: [],
    ...bounds,
  },
})
const redeem = (change: object = {}) =>
  ({
    type: 'RedeemRegistrationToken',
    tokenId: 't1',
    secretHash,
    hostId: 'h1',
    name: 'desk-1',
    addressAllowed: false,
    now: 1_500,
    ...change,
  }) as const
const redeemed: PoolEvent = {
  type: 'RegistrationTokenRedeemed',
  data: { poolId: 'staff', tokenId: 't1', hostId: 'h1' },
}

describe('settings', () => {
  it('a pool is created once', () => {
    given().when(create).thenRecorded(created)
    given(created).when(create).thenRefused('ALREADY_EXISTS')
  })
  it('a removed pool may be created anew, without its old tokens', () => {
    const again = given(created, issued(), { type: 'PoolRemoved', data: { poolId: 'staff' } })
    const { state } = again.when(create)
    expect(state.phase).toBe('present')
    expect(state.tokens).toEqual({})
  })
  it.each([
    ['an id that is no slug', { poolId: 'Staff Pool' }],
    ['no name', { name: '' }],
    ['a name that is too long', { name: 'n'.repeat(129) }],
    [
      'depth-first without a limit',
      { settings: { ...settings, placement: 'depth-first', sessionLimit: sessionLimitMax } },
    ],
    ['an unknown placement', { settings: { ...settings, placement: 'constructor' } }],
    ['a limit of 0', { settings: { ...settings, sessionLimit: 0 } }],
    ['a broken limit', { settings: { ...settings, sessionLimit: 1.5 } }],
    ['a huge limit', { settings: { ...settings, sessionLimit: sessionLimitMax + 1 } }],
    ['a negative time', { settings: { ...settings, disconnectedLimitMs: -1 } }],
  ])('%s is refused', (_what, change) =>
    given()
      .when({ ...create, ...change })
      .thenRefused('REQUEST_INVALID'),
  )
  it('each change counts a version of the policy', () => {
    const change: PoolCommand = { type: 'ChangePool', settings: { ...settings, sessionLimit: 3 } }
    const { state } = given(created).when(change)
    expect([state.policyVersion, state.settings.sessionLimit]).toEqual([2, 3])
    given(created)
      .when({ type: 'ChangePool', settings: { ...settings, sessionLimit: 0 } })
      .thenRefused('REQUEST_INVALID')
  })
  it('what is not there cannot be changed or removed', () => {
    given().when({ type: 'ChangePool', settings }).thenRefused('NOT_FOUND')
    given().when({ type: 'RemovePool' }).thenRefused('NOT_FOUND')
    given(created).when({ type: 'RemovePool' }).thenTypes('PoolRemoved')
  })
})

describe('registration tokens', () => {
  it('a token is issued once', () => {
    given(created).when(issue()).thenRecorded(issued())
    given(created, issued()).when(issue()).thenNothing()
  })
  it.each([
    ['in the past', { expiresAt: 1_000 }],
    ['too far away', { expiresAt: 1_001 + registrationTokenMaxMs }],
    ['no number', { expiresAt: Number.NaN }],
    ['without uses', { usesMax: 0 }],
    ['with more uses than a pool has room', { usesMax: 10_001 }],
  ])('a token %s is refused', (_what, change) =>
    given(created).when(issue(change)).thenRefused('REQUEST_INVALID'),
  )
  it('a host redeems it, and again after a crash', () => {
    given(created, issued()).when(redeem()).thenRecorded(redeemed)
    given(created, issued(), redeemed).when(redeem()).thenNothing()
  })
  it('a second host is refused unless the token allows more', () => {
    const second = redeem({ hostId: 'h2' })
    given(created, issued(), redeemed).when(second).thenRefused('REGISTRATION_TOKEN_INVALID')
    given(created, issued(2), redeemed).when(second).thenTypes('RegistrationTokenRedeemed')
  })
  it.each([
    ['an unknown token', redeem({ tokenId: 't2' })],
    ['a token named like a member of every object', redeem({ tokenId: 'constructor' })],
    ['a wrong secret', redeem({ secretHash: new Uint8Array(32) })],
    ['a short secret', redeem({ secretHash: new Uint8Array(3) })],
  ])('%s is refused', (_what, command) =>
    given(created, issued()).when(command).thenRefused('REGISTRATION_TOKEN_INVALID'),
  )
  it.each([
    ['desk-*', 'desk-1', true],
    ['DESK-*', 'desk-1', true],
    ['desk-1', 'Desk-1', true],
    ['*', '', true],
    ['*-*-eu', 'desk-1-eu', true],
    ['a*a', 'a', false],
    ['desk-*', 'lab-1', false],
    ['desk-1', 'desk-11', false],
    ['*-eu', 'desk-eu-1', false],
    ['desk.*', 'desk-1', false],
  ])('a token for %s and the host %s: %s', (namePattern, name, expected) => {
    const after = given(created, issued(1, { namePattern })).when(redeem({ name }))
    if (expected) after.thenTypes('RegistrationTokenRedeemed')
    else after.thenRefused('REGISTRATION_TOKEN_INVALID')
  })
  it('a token for some addresses is refused from others', () => {
    const bound = issued(1, { addressRanges: ['10.0.0.0/8'] })
    given(created, bound).when(redeem()).thenRefused('REGISTRATION_TOKEN_INVALID')
    given(created, bound)
      .when(redeem({ addressAllowed: true }))
      .thenTypes('RegistrationTokenRedeemed')
  })
  it('an expired token is refused', () =>
    given(created, issued())
      .when(redeem({ now: 2_000 }))
      .thenRefused('REGISTRATION_TOKEN_EXPIRED'))
  it('a revoked token counts no more', () => {
    const revoke: PoolCommand = { type: 'RevokeRegistrationToken', tokenId: 't1' }
    given(created, issued()).when(revoke).thenTypes('RegistrationTokenRevoked')
    given(created).when(revoke).thenRefused('NOT_FOUND')
    const revoked: PoolEvent = {
      type: 'RegistrationTokenRevoked',
      data: { poolId: 'staff', tokenId: 't1' },
    }
    given(created, issued(), revoked).when(redeem()).thenRefused('REGISTRATION_TOKEN_INVALID')
  })
  it('tokens of a removed pool are invalid, not unknown', () =>
    given(created, issued(), { type: 'PoolRemoved', data: { poolId: 'staff' } })
      .when(redeem())
      .thenRefused('REGISTRATION_TOKEN_INVALID', 'its pool is gone'))
})

describe('properties', () => {
  const tokenId = fc.constantFrom('t1', 't2', 'constructor', '__proto__', 'toString')
  const command: fc.Arbitrary<PoolCommand> = fc.oneof(
    fc.constant<PoolCommand>(create),
    fc.constant<PoolCommand>({ type: 'RemovePool' }),
    fc.constant<PoolCommand>({ type: 'ChangePool', settings }),
    tokenId.map((id): PoolCommand => issue({ tokenId: id, usesMax: 2 })),
    tokenId.map((id): PoolCommand => ({ type: 'RevokeRegistrationToken', tokenId: id })),
    fc
      .tuple(tokenId, fc.constantFrom('h1', 'h2', 'h3'), fc.constantFrom(1_500, 2_500))
      .map(([id, hostId, now]): PoolCommand => redeem({ tokenId: id, hostId, now })),
  )
  it('no sequence of commands throws, and no token is used more often than it allows', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        runCommands(poolDecider, commands, (state) => {
          for (const token of Object.values(state.tokens)) {
            expect(token.hostIds.length).toBeLessThanOrEqual(token.usesMax)
          }
        })
      }),
    )
  })
})
