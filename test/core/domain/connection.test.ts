import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Assignment,
  type ConnectionCommand,
  connectionDecider,
  isOpen,
  noExclusions,
} from '../../../core/domain/connection.ts'
import { type ErrorCode, errorTable } from '../../../core/domain/errors.ts'
import type { ConnectionEvent } from '../../../core/domain/events.ts'
import { runCommands, specOf } from '../../support/given-when-then.ts'

const given = specOf(connectionDecider)
const connectionId = 'c1'
const sealed = new Uint8Array([1])
const secretHash = new Uint8Array(32).fill(9)

const request: ConnectionCommand = {
  type: 'RequestConnection',
  connectionId,
  userId: 'alice',
  resourceId: 'desk',
  transport: 'websocket',
  gatewayId: '',
  predecessorId: '',
  brokerId: 'b1',
  sealed,
  ticketId: 't1',
}
const { type: _request, ...requestData } = request
const requested: ConnectionEvent = { type: 'ConnectionRequested', data: requestData }
const authorization = {
  poolId: 'staff',
  userSessionStream: 'session-x',
  ticketExpiresAt: 1_000,
  workspaceId: 'w',
  groupId: 'g',
}
const authorize: ConnectionCommand = { type: 'AuthorizeConnection', ...authorization }
const authorized: ConnectionEvent = {
  type: 'ConnectionAuthorized',
  data: { connectionId, ...authorization },
}
const redeem = (change: object = {}): ConnectionCommand => ({
  type: 'RedeemTicket',
  gatewayId: 'g1',
  flow: 'stock',
  sealed,
  now: 500,
  ...change,
})
const redeemed: ConnectionEvent = {
  type: 'TicketRedeemed',
  data: { connectionId, gatewayId: 'g1', flow: 'stock', sealed },
}
const assignment: Assignment = {
  hostId: 'h1',
  userSessionId: 's1',
  existingSession: false,
  placement: 'breadth-first',
  policyVersion: 1,
  draw: 0.5,
  sessionLimit: 10,
  eligibleCount: 1,
  ...noExclusions,
}
const assign: ConnectionCommand = { type: 'AssignHost', assignment }
const assigned = (attempt = 1): ConnectionEvent => ({
  type: 'HostAssigned',
  data: { connectionId, attempt, ...assignment },
})
const send = (attempt = 1): ConnectionCommand => ({
  type: 'SendRendezvous',
  attempt,
  secretHash,
  brokerId: 'b1',
  expiresAt: 2_000,
})
const sent: ConnectionEvent = {
  type: 'RendezvousSent',
  data: {
    connectionId,
    attempt: 1,
    hostId: 'h1',
    gatewayId: 'g1',
    secretHash,
    brokerId: 'b1',
    expiresAt: 2_000,
  },
}
const acceptIt = (attempt = 1): ConnectionCommand => ({ type: 'AcceptRendezvous', attempt })
const accepted: ConnectionEvent = {
  type: 'RendezvousAccepted',
  data: { connectionId, attempt: 1 },
}
const decline = (attempt = 1): ConnectionCommand => ({
  type: 'DeclineRendezvous',
  attempt,
  code: 'TARGET_REFUSED',
  detail: '',
})
const declined: ConnectionEvent = {
  type: 'RendezvousDeclined',
  data: { connectionId, attempt: 1, code: 'TARGET_REFUSED', detail: '' },
}
const redeemSecret = (change: object = {}): ConnectionCommand => ({
  type: 'RedeemRendezvous',
  gatewayId: 'g1',
  secretHash,
  now: 1_500,
  ...change,
})
const hostJoined: ConnectionEvent = {
  type: 'HostLegJoined',
  data: { connectionId, attempt: 1, gatewayId: 'g1' },
}
const clientJoined: ConnectionEvent = {
  type: 'ClientLegJoined',
  data: { connectionId, gatewayId: 'g1' },
}
const start: ConnectionCommand = { type: 'StartRelay', gatewayId: 'g1' }
const started: ConnectionEvent = { type: 'RelayStarted', data: { connectionId, gatewayId: 'g1' } }
const account = {
  endedBy: 'client',
  reason: 'closed',
  bytesToClient: 1,
  bytesToHost: 2,
  durationMs: 3,
  peakBufferedBytes: 4,
  messagesToClient: 12,
  messagesToHost: 7,
  stalls: 2,
}
const endRelay: ConnectionCommand = { type: 'EndRelay', ...account }
const ended: ConnectionEvent = { type: 'RelayEnded', data: { connectionId, ...account } }
const fail = (code: ErrorCode = 'CLIENT_LEFT'): ConnectionCommand => ({
  type: 'FailConnection',
  code,
  stage: 'client-leg',
  detail: '',
  counts: noExclusions,
})

const opened = [requested, authorized] as const
const ordered = [...opened, redeemed, assigned(), sent] as const
const relaying = [...ordered, accepted, hostJoined, clientJoined, started] as const

describe('opening', () => {
  it('is requested once', () => {
    given().when(request).thenRecorded(requested)
    given(requested).when(request).thenNothing()
  })
  it('is authorized or refused, once', () => {
    const refuseIt: ConnectionCommand = {
      type: 'RefuseConnection',
      code: 'RESOURCE_NOT_AVAILABLE',
      detail: 'd',
    }
    given(requested).when(authorize).thenRecorded(authorized)
    given(requested).when(refuseIt).thenTypes('ConnectionRefused')
    given(...opened)
      .when(refuseIt)
      .thenNothing()
    given(...opened)
      .when(authorize)
      .thenNothing()
  })
  it('nothing happens to a connection that nobody requested', () => {
    for (const command of [authorize, redeem(), assign, send(), endRelay, fail(), start]) {
      given().when(command).thenRefused('NOT_FOUND')
    }
  })
})

describe('the ticket', () => {
  it('is redeemed once', () => {
    given(...opened)
      .when(redeem())
      .thenRecorded(redeemed)
    given(...opened, redeemed)
      .when(redeem())
      .thenRefused('TICKET_IN_USE')
  })
  it('expires', () =>
    given(...opened)
      .when(redeem({ now: 1_000 }))
      .thenRefused('TICKET_EXPIRED'))
  it('of a connection that is over is spent', () =>
    given(...opened, {
      type: 'ConnectionFailed',
      data: { connectionId, stage: 's', code: 'c', fault: 'f', detail: '', ...noExclusions },
    })
      .when(redeem())
      .thenRefused('TICKET_SPENT'))
  it('that names its gateway is no good at another', () => {
    const arm: ConnectionEvent = {
      type: 'ConnectionRequested',
      data: { ...requestData, transport: 'arm', gatewayId: 'g2' },
    }
    given(arm, authorized).when(redeem()).thenRefused('TICKET_INVALID')
    given(arm, authorized)
      .when(redeem({ gatewayId: 'g2' }))
      .thenTypes('TicketRedeemed')
  })
})

describe('the rendezvous', () => {
  it('is ordered once for each assignment', () => {
    given(...opened)
      .when(assign)
      .thenRecorded(assigned())
    given(...opened, assigned())
      .when(assign)
      .thenNothing()
    given(...opened, redeemed, assigned())
      .when(send())
      .thenRecorded(sent)
    given(...ordered)
      .when(send())
      .thenNothing()
  })
  it('is accepted once', () => {
    given(...ordered)
      .when(acceptIt())
      .thenRecorded(accepted)
    given(...ordered, accepted)
      .when(acceptIt())
      .thenNothing()
  })
  it('answers to an order that was replaced are late, not wrong', () => {
    given(...ordered)
      .when(acceptIt(2))
      .thenNothing()
    given(...ordered, declined, assigned(2))
      .when(decline(1))
      .thenNothing()
    given(...opened, assigned())
      .when(send(2))
      .thenNothing()
  })
  it('a declined one leaves the connection to be assigned anew', () => {
    const after = given(...ordered).when(decline())
    after.thenRecorded(declined)
    expect(after.state).toMatchObject({
      phase: 'authorized',
      triedHostIds: ['h1'],
      declinedCode: 'TARGET_REFUSED',
    })
    given(...ordered, declined)
      .when(assign)
      .thenRecorded(assigned(2))
    given(...ordered, declined)
      .when(decline())
      .thenNothing()
  })
  it('the host may decline after accepting, until its leg is there', () => {
    given(...ordered, accepted)
      .when(decline())
      .thenRecorded(declined)
    given(...ordered, accepted, hostJoined)
      .when(decline())
      .thenNothing()
  })
})

describe('the rendezvous secret', () => {
  it('brings the host leg in, once', () => {
    given(...ordered, accepted)
      .when(redeemSecret())
      .thenRecorded(hostJoined)
    given(...ordered, accepted, hostJoined)
      .when(redeemSecret())
      .thenRefused('RENDEZVOUS_INVALID')
  })
  it('a leg that overtakes the answer is an acceptance', () =>
    given(...ordered)
      .when(redeemSecret())
      .thenRecorded(accepted, hostJoined))
  it.each([
    ['guessed', { secretHash: new Uint8Array(32) }],
    ['of another length', { secretHash: new Uint8Array(1) }],
    ['late', { now: 2_000 }],
    ['at another gateway', { gatewayId: 'g2' }],
  ])('is refused when %s, with one answer for all', (_what, change) =>
    given(...ordered)
      .when(redeemSecret(change))
      .thenRefused('RENDEZVOUS_INVALID', ''),
  )
  it('of a declined order is worth nothing', () => {
    given(...ordered, declined)
      .when(redeemSecret())
      .thenRefused('RENDEZVOUS_INVALID')
    given(...ordered, declined, assigned(2))
      .when(redeemSecret())
      .thenRefused('RENDEZVOUS_INVALID')
    given(...opened)
      .when(redeemSecret())
      .thenRefused('RENDEZVOUS_INVALID')
  })
})

describe('the relay', () => {
  it('starts when both legs are there, in either order', () => {
    const both = [...ordered, accepted, hostJoined] as const
    given(...both)
      .when(start)
      .thenRecorded(clientJoined, started)
    given(...both, clientJoined)
      .when(start)
      .thenRecorded(started)
  })
  it('never starts before its ticket was redeemed, whatever its gateway says', () => {
    const waiting = [...opened, assigned(), sent, accepted, hostJoined] as const
    given(...waiting)
      .when(start)
      .thenRefused('TICKET_INVALID')
  })
  it('never starts without the host leg or at another gateway', () => {
    given(...ordered, accepted)
      .when(start)
      .thenRefused('RENDEZVOUS_INVALID')
    given(...ordered, accepted, hostJoined)
      .when({ type: 'StartRelay', gatewayId: 'g2' })
      .thenRefused('TICKET_INVALID')
    given(...opened)
      .when(start)
      .thenNothing()
  })
  it('ends once', () => {
    given(...relaying)
      .when(endRelay)
      .thenRecorded(ended)
    given(...relaying, ended)
      .when(endRelay)
      .thenNothing()
    given(...ordered)
      .when(endRelay)
      .thenNothing()
  })
  it('may be ordered to end while it runs, by whoever the envelope names', () => {
    const order: ConnectionCommand = { type: 'OrderEnd', reason: 'administrator' }
    given(...relaying)
      .when(order)
      .thenRecorded({
        type: 'ConnectionEndOrdered',
        data: { connectionId, reason: 'administrator' },
      })
    given(...ordered)
      .when(order)
      .thenNothing()
    given(...relaying, ended)
      .when(order)
      .thenNothing()
  })
  it('does not fail any more', () =>
    given(...relaying)
      .when(fail())
      .thenNothing())
})

describe('failing', () => {
  it.each(['CLIENT_LEFT', 'TARGET_REFUSED', 'GATEWAY_LOST'] as const)(
    '%s is recorded with the party at fault',
    (code) =>
      given(...ordered)
        .when(fail(code))
        .thenRecorded({
          type: 'ConnectionFailed',
          data: {
            connectionId,
            stage: 'client-leg',
            code,
            fault: errorTable[code].fault,
            detail: '',
            ...noExclusions,
          },
        }),
  )
})

describe('properties', () => {
  const attempt = fc.constantFrom(1, 2, 3)
  const gatewayId = fc.constantFrom('g1', 'g2')
  const command: fc.Arbitrary<ConnectionCommand> = fc.oneof(
    fc.constantFrom<ConnectionCommand>(request, authorize, assign, endRelay, start, {
      type: 'OrderEnd',
      reason: 'r',
    }),
    fc.constantFrom<ConnectionCommand>(
      { type: 'RefuseConnection', code: 'RESOURCE_NOT_AVAILABLE', detail: '' },
      fail(),
      redeem(),
    ),
    attempt.map(send),
    attempt.map(acceptIt),
    attempt.map(decline),
    gatewayId.map((id) => redeemSecret({ gatewayId: id })),
    gatewayId.map((id): ConnectionCommand => ({ type: 'StartRelay', gatewayId: id })),
  )
  // Mostly the order in which things happen, with anything in between.
  const inOrder = [request, authorize, redeem(), assign, send(), acceptIt(), redeemSecret(), start]
  const commands = fc
    .tuple(fc.nat(inOrder.length), fc.array(command, { maxLength: 40, size: 'max' }), fc.boolean())
    .map(([count, rest, mixed]) =>
      mixed
        ? rest.flatMap((one, n) => [inOrder[n] ?? one, one])
        : [...inOrder.slice(0, count), ...rest],
    )
  const endings = new Set(['ConnectionRefused', 'ConnectionFailed', 'RelayEnded'])

  it('each connection ends at most once, and after its end nothing is recorded', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(commands, (list) => {
        const { state, events } = runCommands(connectionDecider, list)
        const at = events.findIndex((event) => endings.has(event.type))
        if (at >= 0) expect(at).toBe(events.length - 1)
        expect(isOpen(state)).toBe(events.length > 0 && at < 0)
        const ending = at < 0 ? 'open' : (events[at]?.type ?? '')
        seen.set(ending, (seen.get(ending) ?? 0) + 1)
        const legs = events.filter((event) => event.type === 'HostLegJoined').length
        expect(legs).toBeLessThanOrEqual(1)
        if (events.some((event) => event.type === 'RelayStarted')) expect(legs).toBe(1)
      }),
      { numRuns: 1_000 },
    )
    for (const kind of [...endings, 'open']) expect(seen.get(kind) ?? 0).toBeGreaterThan(5)
  })
})
