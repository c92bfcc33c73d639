import { describe, expect, it } from 'vitest'
import { seededRandom } from '../fake-system.ts'
import { type AppendOutcome, checkHistory, createHistory, type Operation } from './history.ts'

const never = Number.POSITIVE_INFINITY

const append = (
  eventIds: readonly string[],
  expected: number,
  [askedAt, answeredAt]: readonly [number, number],
  outcome: AppendOutcome = { kind: 'appended', revision: expected + eventIds.length },
): Operation => ({ kind: 'append', stream: 's', expected, eventIds, askedAt, answeredAt, outcome })

const read = (eventIds: readonly string[], [askedAt, answeredAt]: readonly [number, number]) =>
  ({ kind: 'read', stream: 's', eventIds, askedAt, answeredAt }) as const

const check = (operations: readonly Operation[], stored: readonly string[]): string[] =>
  checkHistory(operations, new Map([['s', stored]]))

const unknown = { kind: 'unknown' } as const

describe('a history that can have happened', () => {
  it.each<[string, Operation[], string[]]>([
    ['one after the other', [append(['a'], -1, [1, 2]), append(['b'], 0, [3, 4])], ['a', 'b']],
    ['at once', [append(['b'], 0, [1, 4]), append(['a'], -1, [2, 3])], ['a', 'b']],
    ['an unknown append that was stored', [append(['a'], -1, [1, never], unknown)], ['a']],
    ['an unknown append that was not', [append(['a'], -1, [1, never], unknown)], []],
    [
      'an unknown append that came about late',
      [append(['a'], -1, [1, never], unknown), read([], [2, 3]), read(['a'], [4, 5])],
      ['a'],
    ],
    [
      'a repeated append, recognised',
      [append(['a', 'b'], -1, [1, never], unknown), append(['a', 'b'], -1, [2, 3])],
      ['a', 'b'],
    ],
    [
      'a conflict with what came between',
      [
        append(['a'], -1, [1, 4]),
        append(['b'], -1, [2, 5], { kind: 'conflict', actual: 0 }),
        read(['a'], [3, 6]),
      ],
      ['a'],
    ],
  ])('%s', (_name, operations, stored) => {
    expect(check(operations, stored)).toEqual([])
  })
})

describe('a history that cannot', () => {
  it.each<[string, Operation[], string[]]>([
    ['an acknowledged append is lost', [append(['a'], -1, [1, 2])], []],
    ['an append is torn', [append(['a', 'b'], -1, [1, never], unknown)], ['a']],
    ['an event is there twice', [append(['a'], -1, [1, 2])], ['a', 'a']],
    ['nobody appended it', [append(['a'], -1, [1, 2])], ['a', 'x']],
    [
      'two events stand the wrong way round',
      [append(['a'], -1, [1, 2]), append(['b'], 0, [3, 4])],
      ['b', 'a'],
    ],
    [
      'a conflict was told of what was stored',
      [append(['a'], -1, [1, 2], { kind: 'conflict', actual: 3 })],
      ['a'],
    ],
    [
      'a conflict was told of a revision that was not reached',
      [
        append(['a'], -1, [1, 2]),
        append(['x'], -1, [3, 4], { kind: 'conflict', actual: 1 }),
        append(['b'], 0, [5, 6]),
      ],
      ['a', 'b'],
    ],
    [
      'a wrong revision was told',
      [append(['a'], -1, [1, 2], { kind: 'appended', revision: 1 })],
      ['a'],
    ],
    [
      'a read shows nothing of what was acknowledged before',
      [append(['a'], -1, [1, 2]), read([], [3, 4])],
      ['a'],
    ],
    [
      'a read goes back behind another',
      [append(['a'], -1, [1, never], unknown), read(['a'], [2, 3]), read([], [4, 5])],
      ['a'],
    ],
    [
      'a read shows what was asked for later',
      [read(['a'], [1, 2]), append(['a'], -1, [3, 4])],
      ['a'],
    ],
    [
      'an append builds on one that was asked for later',
      [append(['b'], 0, [1, 2]), append(['a'], -1, [3, 4])],
      ['a', 'b'],
    ],
  ])('%s', (_name, operations, stored) => {
    expect(check(operations, stored)).not.toEqual([])
  })
})

/** Writers and readers of one list, whose answers come late or never. */
const runAtRandom = async (seed: number) => {
  const random = seededRandom(seed)
  const stored: string[] = []
  const history = createHistory()
  const pause = async (): Promise<void> => {
    for (let turn = Math.floor(random() * 4); turn > 0; turn--) await undefined
  }
  const store = async (expected: number, eventIds: readonly string[]): Promise<AppendOutcome> => {
    await pause()
    if (random() < 0.1) throw new Error('the question was lost')
    const actual = stored.length - 1
    if (actual === expected) stored.push(...eventIds)
    await pause()
    if (random() < 0.1) throw new Error('the answer was lost')
    if (actual !== expected) return { kind: 'conflict', actual }
    return { kind: 'appended', revision: expected + eventIds.length }
  }
  const write = async (writer: number): Promise<void> => {
    for (let turn = 0; turn < 12; turn++) {
      const expected = stored.length - 1
      const eventIds = [`${writer}-${turn}-a`, `${writer}-${turn}-b`].slice(0, 1 + (turn % 2))
      await history.append({ stream: 's', expected, eventIds }, () => store(expected, eventIds))
      await history.read('s', async () => {
        await pause()
        return [...stored]
      })
    }
  }
  await Promise.all([write(0), write(1), write(2)])
  return { operations: history.operations, stored }
}

describe('a history recorded at random', () => {
  it('can have happened, and cannot once any one event is gone or two are swapped', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { operations, stored } = await runAtRandom(seed)
      expect(check(operations, stored), `seed ${seed}`).toEqual([])
      expect(stored.length).toBeGreaterThan(5)
      const at = seed % (stored.length - 1)
      const without = stored.filter((_, index) => index !== at)
      expect(check(operations, without), `seed ${seed}`).not.toEqual([])
      const [a = '', b = ''] = stored.slice(at, at + 2)
      const swapped = stored.with(at, b).with(at + 1, a)
      expect(check(operations, swapped), `seed ${seed}`).not.toEqual([])
    }
  })
})
