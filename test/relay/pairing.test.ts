import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../core/domain/errors.ts'
import type { Side } from '../../relay/endings.ts'
import {
  newPair,
  type Pair,
  type PairEffect,
  type PairInput,
  stepPair,
} from '../../relay/pairing.ts'

const clientArrived: PairInput = { kind: 'client-arrived', deadlineAtMs: 100 }
const hostArrived: PairInput = { kind: 'host-arrived', deadlineAtMs: 100 }
const closed = (side: Side): PairInput => ({
  kind: 'leg-closed',
  side,
  reason: side === 'client' ? 'client_closed' : 'host_closed',
})
const refused: PairInput = { kind: 'refused', code: 'HOST_DECLINED', detail: 'busy' }
const drained: PairInput = {
  kind: 'end',
  by: 'gateway',
  reason: 'gateway_drain',
  code: 'GATEWAY_DRAINING',
}
const ordered: PairInput = {
  kind: 'end',
  by: 'administrator',
  reason: 'administrator',
  code: 'ENDED_BY_ADMINISTRATOR',
}

/** Runs the inputs from the start; gives the last step. */
const afterInputs = (
  ...inputs: readonly PairInput[]
): { pair: Pair; effects: readonly PairEffect[] } =>
  inputs.reduce<{ pair: Pair; effects: readonly PairEffect[] }>(
    ({ pair }, input) => stepPair(pair, input),
    { pair: newPair, effects: [] },
  )

/** One word for each effect, so that an expectation reads as a sequence. */
const words = (effects: readonly PairEffect[]): string[] =>
  effects.map((effect) => {
    switch (effect.kind) {
      case 'refuse-arrival':
        return `refuse-arrival ${effect.code}`
      case 'refuse-client':
        return `refuse-client ${effect.code}`
      case 'end-leg':
        return `end ${effect.side} ${effect.reason}`
      case 'report':
        return effect.report.kind === 'relay-ended'
          ? `report relay-ended by ${effect.report.endedBy} ${effect.report.reason}`
          : effect.report.kind === 'leg-lost-before-start'
            ? `report lost ${effect.report.side} ${effect.report.reason}`
            : `report ${effect.report.kind}`
      default:
        return effect.kind
    }
  })

describe('two legs of one connection', () => {
  test('a client is held until the host leg has joined, then both are bridged', () => {
    expect(words(afterInputs(clientArrived).effects)).toEqual(['hold-client'])
    const { pair, effects } = afterInputs(clientArrived, hostArrived)
    expect(pair.phase).toBe('bridged')
    expect(words(effects)).toEqual([
      'accept-host',
      'upgrade-client',
      'bridge',
      'report relay-started',
    ])
  })

  test('a host that came first waits for the client', () => {
    expect(words(afterInputs(hostArrived).effects)).toEqual(['accept-host'])
    expect(words(afterInputs(hostArrived, clientArrived).effects)).toEqual([
      'hold-client',
      'upgrade-client',
      'bridge',
      'report relay-started',
    ])
  })

  test.each([
    ['a second client while one is held', [clientArrived, clientArrived]],
    ['a second host while one waits', [hostArrived, hostArrived]],
    ['a second client of a relay', [clientArrived, hostArrived, clientArrived]],
    ['a second host of a relay', [clientArrived, hostArrived, hostArrived]],
    ['a client of an ended pair', [clientArrived, closed('client'), clientArrived]],
    ['a host of an ended pair', [hostArrived, closed('host'), hostArrived]],
  ])('%s is refused and changes nothing', (_, inputs) => {
    const before = afterInputs(...inputs.slice(0, -1))
    const { pair, effects } = afterInputs(...inputs)
    expect(pair).toEqual(before.pair)
    expect(words(effects)).toEqual(['refuse-arrival LEG_CONFLICT'])
  })

  test.each([
    ['a held client leaves', [clientArrived, closed('client')], ['report client-left']],
    ['a waiting host leg is lost', [hostArrived, closed('host')], ['report lost host host_closed']],
    ['the broker refuses a held client', [clientArrived, refused], ['refuse-client HOST_DECLINED']],
    ['the broker refuses a waiting host', [hostArrived, refused], ['end host refused']],
    [
      'the host does not come in time',
      [clientArrived, { kind: 'clock', nowMs: 100 }],
      ['refuse-client HOST_LEG_TIMED_OUT', 'report lost host deadline'],
    ],
    [
      'the client does not come in time',
      [hostArrived, { kind: 'clock', nowMs: 100 }],
      ['end host deadline', 'report lost client deadline'],
    ],
    [
      'the drain is over while a client is held',
      [clientArrived, drained],
      ['refuse-client GATEWAY_DRAINING', 'report lost client gateway_drain'],
    ],
    [
      'the drain is over while a host waits',
      [hostArrived, drained],
      ['end host gateway_drain', 'report lost host gateway_drain'],
    ],
    [
      'the client of a relay closes',
      [clientArrived, hostArrived, closed('client')],
      ['end host client_closed', 'report relay-ended by client client_closed'],
    ],
    [
      'the host of a relay closes',
      [clientArrived, hostArrived, closed('host')],
      ['end client host_closed', 'report relay-ended by host host_closed'],
    ],
    [
      'an administrator ends a relay',
      [clientArrived, hostArrived, ordered],
      [
        'end client administrator',
        'end host administrator',
        'report relay-ended by administrator administrator',
      ],
    ],
  ] as ReadonlyArray<readonly [string, readonly PairInput[], readonly string[]]>)(
    'it ends when %s',
    (_, inputs, effects) => {
      const step = afterInputs(...inputs)
      expect(step.pair.phase).toBe('ended')
      expect(words(step.effects)).toEqual(effects)
    },
  )

  test.each([
    ['time before the deadline', [clientArrived, { kind: 'clock', nowMs: 99 }]],
    ['time before the deadline of a host', [hostArrived, { kind: 'clock', nowMs: 99 }]],
    ['time on a relay', [clientArrived, hostArrived, { kind: 'clock', nowMs: 1e9 }]],
    ['a refusal of a running relay', [clientArrived, hostArrived, refused]],
    ['a closed host while only the client is there', [clientArrived, closed('host')]],
    ['a gone client while only the host is there', [hostArrived, closed('client')]],
    ['anything but an arrival on a new pair', [refused]],
    ['anything but an arrival on an ended pair', [hostArrived, closed('host'), ordered]],
  ] as ReadonlyArray<readonly [string, readonly PairInput[]]>)('%s does nothing', (_, inputs) => {
    const step = afterInputs(...inputs)
    expect(step.effects).toEqual([])
    expect(step.pair).toEqual(afterInputs(...inputs.slice(0, -1)).pair)
  })
})

const anyCode = fc.constantFrom<ErrorCode[]>('HOST_DECLINED', 'GATEWAY_LOST', 'GATEWAY_DRAINING')
const anyInput: fc.Arbitrary<PairInput> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('client-arrived', 'host-arrived'),
    deadlineAtMs: fc.nat(100),
  }),
  fc.record({
    kind: fc.constant('leg-closed'),
    side: fc.constantFrom('client', 'host'),
    reason: fc.constantFrom('client_closed', 'host_reset', 'protocol_violation'),
  }),
  fc.record({ kind: fc.constant('refused'), code: anyCode, detail: fc.constant('') }),
  fc.record({
    kind: fc.constant('end'),
    by: fc.constantFrom('gateway', 'administrator', 'host', 'client'),
    reason: fc.constantFrom('slow_host', 'administrator', 'gateway_drain'),
    code: anyCode,
  }),
  fc.record({ kind: fc.constant('clock'), nowMs: fc.nat(120) }),
)

/** The world around a pair: does what effects say and checks that it can be done. */
const createWorld = () => {
  const open = { client: false, host: false }
  const ending = { client: false, host: false }
  let held = false
  let bridgedOnce = false
  let started = 0
  let finished = 0
  const perform = (effect: PairEffect, arriving: PairInput): void => {
    switch (effect.kind) {
      case 'hold-client':
        expect(arriving.kind).toBe('client-arrived')
        expect(held || open.client).toBe(false)
        held = true
        return
      case 'accept-host':
        expect(arriving.kind).toBe('host-arrived')
        expect(open.host).toBe(false)
        open.host = true
        return
      case 'upgrade-client':
        expect(held && open.host && !open.client).toBe(true)
        held = false
        open.client = true
        return
      case 'refuse-arrival':
        expect(['client-arrived', 'host-arrived']).toContain(arriving.kind)
        return
      case 'refuse-client':
        expect(held).toBe(true)
        held = false
        return
      case 'bridge':
        expect(open.client && open.host && !bridgedOnce).toBe(true)
        bridgedOnce = true
        return
      case 'end-leg':
        expect(ending[effect.side]).toBe(false)
        ending[effect.side] = true
        open[effect.side] = false
        return
      case 'report':
        if (effect.report.kind === 'relay-started') started += 1
        if (effect.report.kind === 'relay-ended') finished += 1
    }
  }
  return {
    perform,
    /** A peer can only close what is there. */
    canHappen: (input: PairInput): boolean =>
      input.kind !== 'leg-closed' || open[input.side] || (input.side === 'client' && held),
    peerCloses: (input: PairInput): void => {
      if (input.kind !== 'leg-closed') return
      if (input.side === 'client') held = false
      open[input.side] = false
    },
    state: () => ({ open: { ...open }, held, started, finished }),
  }
}

describe('any sequence of inputs', () => {
  test('ends a pair once, leaves nothing open, and reports one ending for one start', () => {
    const seen = { refusedHeld: 0, relayed: 0, conflicts: 0, lost: 0 }
    const property = fc.property(fc.array(anyInput, { maxLength: 24 }), (inputs) => {
      const world = createWorld()
      let pair: Pair = newPair
      let endings = 0
      for (const input of inputs) {
        if (!world.canHappen(input)) continue
        world.peerCloses(input)
        const wasEnded = pair.phase === 'ended'
        const step = stepPair(pair, input)
        if (wasEnded) {
          expect(step.pair.phase).toBe('ended')
          expect(step.effects.every(({ kind }) => kind === 'refuse-arrival')).toBe(true)
        } else if (step.pair.phase === 'ended') endings += 1
        pair = step.pair
        for (const effect of step.effects) {
          world.perform(effect, input)
          if (effect.kind === 'refuse-client') seen.refusedHeld += 1
          if (effect.kind === 'bridge') seen.relayed += 1
          if (effect.kind === 'refuse-arrival') seen.conflicts += 1
          if (effect.kind === 'report' && effect.report.kind === 'leg-lost-before-start') {
            seen.lost += 1
          }
        }
        const state = world.state()
        if (pair.phase === 'ended') {
          expect(state.open).toEqual({ client: false, host: false })
          expect(state.held).toBe(false)
          expect(state.finished).toBe(state.started)
        } else {
          expect(state.finished).toBe(0)
          expect(state.started).toBe(pair.phase === 'bridged' ? 1 : 0)
        }
      }
      expect(endings).toBeLessThanOrEqual(1)
    })
    fc.assert(property, { numRuns: 10_000 })
    // A property that never met its cases proves nothing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100)
  })

  test('every waiting pair ends once its deadline has passed', () => {
    for (const arrival of [clientArrived, hostArrived]) {
      const { pair } = afterInputs(arrival)
      const late = stepPair(pair, { kind: 'clock', nowMs: 100 })
      expect(late.pair.phase).toBe('ended')
    }
  })
})
