import { describe, expect, it } from 'vitest'
import { orAborted } from '../../../load/bars/relay-process.ts'

describe('work that a run may give up', () => {
  it('is waited for, whichever way it ends', async () => {
    const { signal } = new AbortController()
    expect(await orAborted(Promise.resolve(7), signal)).toBe(7)
    await expect(orAborted(Promise.reject(new Error('lost')), signal)).rejects.toThrow('lost')
  })

  it('is given up when the run is ended', async () => {
    const ending = new AbortController()
    const waiting = orAborted(new Promise(() => undefined), ending.signal)
    ending.abort(new Error('ended'))
    await expect(waiting).rejects.toThrow('ended')
  })

  it('may fail unseen where the run had ended before', async () => {
    let fail: (error: Error) => void = () => undefined
    const work = new Promise<never>((_, reject) => {
      fail = reject
    })
    const ended = AbortSignal.abort(new Error('ended'))
    await expect(orAborted(work, ended)).rejects.toThrow('ended')
    // An unhandled rejection fails the test run.
    fail(new Error('lost'))
    await new Promise((resolve) => setImmediate(resolve))
  })
})
