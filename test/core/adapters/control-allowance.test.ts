import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { limitAllowance } from '../../../core/adapters/control-allowance.ts'

const setUp = () => {
  // A stream is all that is asked of a socket here.
  const socket = new PassThrough()
  const heard: string[] = []
  socket.on('data', () => heard.push('data'))
  // The allowance listens before those who came earlier.
  const limits = { bytesMax: 1_000, pieceBytesMin: 100 }
  const stop = limitAllowance(socket, limits, () => heard.push('exceeded'))
  const send = (bytes: number): void => {
    socket.emit('data', Buffer.alloc(bytes))
  }
  return { socket, heard, stop, send }
}

describe('an allowance', () => {
  it('is exceeded by the byte beyond it, once, before others hear the piece', () => {
    const { heard, send } = setUp()
    send(1_000)
    send(1)
    send(1_000)
    expect(heard).toEqual(['data', 'exceeded', 'data', 'data'])
  })

  it('counts the smallest pieces at their cost', () => {
    const { heard, send } = setUp()
    for (let count = 0; count < 10; count++) send(1)
    expect(heard).not.toContain('exceeded')
    send(1)
    expect(heard).toContain('exceeded')
  })

  it('is no bound any more once it was stopped', () => {
    const { heard, send, stop, socket } = setUp()
    stop()
    send(2_000)
    expect(heard).toEqual(['data'])
    expect(socket.listenerCount('data')).toBe(1)
  })
})
