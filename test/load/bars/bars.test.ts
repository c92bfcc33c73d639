import { describe, expect, it } from 'vitest'
import {
  type BarRow,
  barsTable,
  mergeRows,
  pairsWithin,
  readBarsOptions,
} from '../../../load/bars/bars.ts'

const row = (name: BarRow['name'], here: string, met = true): BarRow => ({
  ...{ name, what: `the ${name}`, bar: '≤ 1', here, met, how: 'as it is' },
  ...{ figures: { seconds: 1 }, machine: '2 × cores' },
})

describe('options', () => {
  it('without any, all rows in full', () => {
    expect(readBarsOptions([])).toEqual({
      ...{ only: ['fairness', 'bulk', 'idle', 'setup'], quick: false, json: false },
      ...{ runs: 100, spoil: false },
    })
  })

  it('rows keep their order, and a quick run has few transfers', () => {
    expect(readBarsOptions(['--only=setup,bulk', '--quick'])).toMatchObject({
      ...{ only: ['bulk', 'setup'], quick: true, runs: 2 },
    })
    expect(readBarsOptions(['--quick', '--runs', '7'])).toMatchObject({ runs: 7 })
  })

  it.each([
    [['--only=bulk,beauty'], '--only has "beauty"'],
    [['--only='], '--only has ""'],
    [['--runs', '0'], '--runs is 0, not a whole number from 1 to 10000'],
    [['--runs', '1.5'], '--runs is 1.5'],
    [['--runs', 'many'], '--runs is many'],
    [['--only=idle', '--spoil'], '--spoil is for the row bulk'],
    [['--loud'], "Unknown option '--loud'"],
  ])('%j is refused', (words, text) => {
    const read = readBarsOptions(words)
    expect(read).toMatchObject({ exitCode: 2 })
    expect('text' in read && read.text).toContain(text)
    expect('text' in read && read.text).toContain('fix: ')
  })

  it('help has an example', () => {
    const read = readBarsOptions(['--help'])
    expect(read).toMatchObject({ exitCode: 0 })
    expect('text' in read && read.text).toContain('Example: npm run bench:bars -- ')
  })
})

describe('rows', () => {
  it('a run of some rows leaves the others as they were', () => {
    const earlier = [row('fairness', 'old'), row('idle', 'old')]
    const merged = mergeRows(earlier, [row('setup', 'new'), row('fairness', 'new')])
    expect(merged.map(({ name, here }) => `${name} ${here}`)).toEqual([
      'fairness new',
      'idle old',
      'setup new',
    ])
  })

  it('the table says which are met', () => {
    const lines = barsTable([row('idle', '3', false), row('setup', '4')]).split('\n')
    expect(lines.slice(2)).toEqual([
      '| the idle | ≤ 1 | 3 | missed | as it is; 2 × cores |',
      '| the setup | ≤ 1 | 4 | met | as it is; 2 × cores |',
    ])
  })
})

describe('pairs under a limit of open files', () => {
  it('all, where it is high', () => {
    expect(pairsWithin(9_000, 20_000, 200)).toBe(9_000)
    expect(pairsWithin(9_000, Number.POSITIVE_INFINITY, 200)).toBe(9_000)
  })

  it('as many as fit, where it is not', () => {
    expect(pairsWithin(9_000, 1_024, 200)).toBe(412)
    expect(pairsWithin(9_000, 100, 200)).toBe(0)
  })
})
