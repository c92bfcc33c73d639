import { describe, expect, it } from 'vitest'
import { startProgress } from '../../../../core/bin/cli/progress.ts'
import { testIo } from '../../../support/cli/test-io.ts'

const draw = async (isTTY: boolean, json: boolean, total: number): Promise<string> => {
  let drawn = ''
  const write = (text: string): boolean => {
    drawn += text
    return true
  }
  const { io } = testIo({ stderr: { write, isTTY } })
  const out = { json } as Parameters<typeof startProgress>[0]['out']
  const bar = await startProgress({ io, out }, 'reading the log', total)
  bar.update(total / 2, total)
  bar.stop()
  return drawn
}

describe('a progress bar', () => {
  it('is drawn on the standard error of its command', async () => {
    expect(await draw(true, false, 10_000)).toContain('reading the log')
  })

  it.each([
    ['of a pipe', false, false, 10_000],
    ['of JSON', true, true, 10_000],
    ['of a short wait', true, false, 100],
  ])('is none %s', async (_, isTTY, json, total) => {
    expect(await draw(isTTY, json, total)).toBe('')
  })
})
