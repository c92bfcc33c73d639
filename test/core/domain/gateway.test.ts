import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GatewayEvent } from '../../../core/domain/events.ts'
import { type GatewayCommand, gatewayDecider } from '../../../core/domain/gateway.ts'
import { runCommands, specOf } from '../../support/given-when-then.ts'

const given = specOf(gatewayDecider)
const gatewayId = 'g1'
const secretHash = new Uint8Array(32).fill(3)
const publicKey = new Uint8Array(32).fill(4)
const invitation = { gatewayId, name: 'gw', region: 'here', secretHash, expiresAt: 2_000 }
const invite: GatewayCommand = { type: 'InviteGateway', ...invitation }
const invited: GatewayEvent = { type: 'GatewayInvited', data: invitation }
const register: GatewayCommand = { type: 'RegisterGateway', secretHash, publicKey, now: 1_000 }
const registered: GatewayEvent = { type: 'GatewayRegistered', data: { gatewayId, publicKey } }
const channel = { brokerId: 'b1', incarnation: 'i1' }
const urls = { clientUrl: 'wss://gw:1', ownUrl: 'wss://gw:2', version: '1' }
const connect = (incarnation = 'i1'): GatewayCommand => ({
  type: 'ConnectGateway',
  ...channel,
  ...urls,
  incarnation,
})
const connected = (incarnation = 'i1'): GatewayEvent => ({
  type: 'GatewayConnected',
  data: { gatewayId, ...channel, ...urls, incarnation },
})
const removed: GatewayEvent = { type: 'GatewayRemoved', data: { gatewayId } }

describe('enrolment', () => {
  it('a gateway is invited once', () => {
    given().when(invite).thenRecorded(invited)
    given(invited).when(invite).thenRefused('ALREADY_EXISTS')
    given(invited, removed).when(invite).thenRefused('ALREADY_EXISTS')
  })
  it.each(['', 'n'.repeat(129)])('the name "%s" is refused', (name) =>
    given()
      .when({ ...invite, name })
      .thenRefused('REQUEST_INVALID'),
  )
  it('an invitation is redeemed once, and again by the same key', () => {
    given(invited).when(register).thenRecorded(registered)
    given(invited, registered).when(register).thenNothing()
  })
  it.each([
    ['another key', { publicKey: new Uint8Array(32) }],
    ['another key after removal', { publicKey: new Uint8Array(32) }],
  ])('%s is refused once the invitation is used', (_what, change) =>
    given(invited, registered)
      .when({ ...register, ...change })
      .thenRefused('REGISTRATION_TOKEN_INVALID'),
  )
  it('a wrong secret, no invitation and a removed gateway are refused alike', () => {
    const wrong = { ...register, secretHash: new Uint8Array(32) }
    given(invited).when(wrong).thenRefused('REGISTRATION_TOKEN_INVALID')
    given().when(register).thenRefused('REGISTRATION_TOKEN_INVALID')
    given(invited, registered, removed).when(register).thenRefused('REGISTRATION_TOKEN_INVALID')
  })
  it('a key of the wrong size is refused', () =>
    given(invited)
      .when({ ...register, publicKey: new Uint8Array(5) })
      .thenRefused('REQUEST_INVALID'))
  it('an invitation expires', () =>
    given(invited)
      .when({ ...register, now: 2_000 })
      .thenRefused('REGISTRATION_TOKEN_EXPIRED'))
})

describe('control channel', () => {
  const disconnect = (incarnation: string): GatewayCommand => ({
    type: 'DisconnectGateway',
    brokerId: 'b1',
    incarnation,
    reason: 'gone',
  })
  it('is recorded once and may be replaced', () => {
    given(invited, registered).when(connect()).thenRecorded(connected())
    given(invited, registered, connected()).when(connect()).thenNothing()
    given(invited, registered, connected()).when(connect('i2')).thenTypes('GatewayConnected')
  })
  it('an older one that ends late says nothing about the newer one', () => {
    given(invited, registered, connected(), connected('i2')).when(disconnect('i1')).thenNothing()
    given(invited, registered, connected()).when(disconnect('i1')).thenTypes('GatewayDisconnected')
  })
  it('a gateway that is not registered has none', () =>
    given(invited).when(connect()).thenRefused('NOT_FOUND'))
})

describe('drain and removal', () => {
  it('drains once, until it connects anew', () => {
    const start: GatewayEvent = { type: 'GatewayDrainStarted', data: { gatewayId } }
    given(invited, registered).when({ type: 'DrainGateway' }).thenRecorded(start)
    given(invited, registered, start).when({ type: 'DrainGateway' }).thenNothing()
    expect(given(invited, registered, start, connected()).state.draining).toBe(false)
  })
  it('is removed once', () => {
    given(invited).when({ type: 'RemoveGateway' }).thenRecorded(removed)
    given(invited, removed).when({ type: 'RemoveGateway' }).thenRefused('NOT_FOUND')
    given().when({ type: 'RemoveGateway' }).thenRefused('NOT_FOUND')
    given(invited, registered, removed).when({ type: 'DrainGateway' }).thenRefused('NOT_FOUND')
  })
})

describe('properties', () => {
  const command = fc.constantFrom<GatewayCommand>(
    invite,
    register,
    { ...register, publicKey: new Uint8Array(32) },
    connect(),
    connect('i2'),
    { type: 'DisconnectGateway', brokerId: 'b1', incarnation: 'i1', reason: 'r' },
    { type: 'DrainGateway' },
    { type: 'RemoveGateway' },
  )
  it('no sequence of commands throws, and only a registered gateway has a channel', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        runCommands(gatewayDecider, commands, (state) => {
          if (state.phase !== 'registered') expect(state.channel).toBeUndefined()
        })
      }),
    )
  })
})
