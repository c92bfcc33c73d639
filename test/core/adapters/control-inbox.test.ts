import { describe, expect, it } from 'vitest'
import { createControlInbox } from '../../../core/adapters/control-inbox.ts'

const gate = () => {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

describe('a discarded inbox', () => {
  it('finishes what was begun, drops what waits, and keeps its barriers', async () => {
    const inbox = createControlInbox({ countMax: 10, bytesMax: 100 })
    const done: string[] = []
    const note = (text: string) => async (): Promise<void> => {
      done.push(text)
    }
    const { open, opened } = gate()
    inbox.push('a', 1, () => opened.then(note('begun')))
    await Promise.resolve()
    inbox.push('a', 1, note('same lane'))
    inbox.barrier(note('barrier'))
    inbox.push('b', 1, note('behind the barrier'))
    inbox.discard()
    inbox.barrier(note('end'))
    open()
    await inbox.idle()
    expect(done).toEqual(['begun', 'barrier', 'end'])
  })

  it('has room again for what comes later', async () => {
    const inbox = createControlInbox({ countMax: 1, bytesMax: 100 })
    let later = false
    expect(inbox.push('a', 1, async () => undefined)).toBe(true)
    expect(inbox.push('a', 1, async () => undefined)).toBe(false)
    inbox.discard()
    await inbox.idle()
    const work = async (): Promise<void> => {
      later = true
    }
    expect(inbox.push('a', 1, work)).toBe(true)
    await inbox.idle()
    expect(later).toBe(true)
  })
})
