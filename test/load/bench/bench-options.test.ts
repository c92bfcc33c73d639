import { describe, expect, it } from 'vitest'
import { readBenchOptions } from '../../../load/bench/bench-options.ts'

describe('the words after `npm run bench --`', () => {
  it('are understood', () => {
    expect(readBenchOptions([])).toEqual({ quick: false, json: false, only: undefined })
    const some = readBenchOptions(['--quick', '--json', '--only=relay'])
    expect(some).toEqual({ quick: true, json: true, only: 'relay' })
  })

  it.each([[['--nonsense']], [['--only=nonsense']], [['quick']], [['--only']]])(
    'start nothing when they are %s',
    (words) => {
      const text = expect.stringMatching(/^error: .+\nfix: .*--help\n$/s)
      expect(readBenchOptions(words)).toEqual({ text, exitCode: 2 })
    },
  )

  it('ask for help', () => {
    expect(readBenchOptions(['--help'])).toMatchObject({ exitCode: 0 })
  })
})
