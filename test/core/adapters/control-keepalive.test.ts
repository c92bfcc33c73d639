import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { keepControlAlive } from '../../../core/adapters/control-keepalive.ts'
import { createFakeSystem } from '../../support/fake-system.ts'

const options = { keepaliveMs: 15_000, silenceMs: 45_000, bufferedBytesMax: 1_000 }

const open = () => {
  const system = createFakeSystem()
  const emitter = new EventEmitter()
  const seen = { pings: 0, dead: '' }
  const ping = (): void => {
    seen.pings += 1
  }
  const socket = Object.assign(emitter, { readyState: 1, OPEN: 1, bufferedAmount: 0, ping })
  // All that a keepalive touches of a WebSocket.
  const stop = keepControlAlive(socket as unknown as WebSocket, { system }, options, (reason) => {
    seen.dead = reason
  })
  return { system, emitter, seen, stop }
}

describe('the keepalive of a control channel', () => {
  it('does not ping a machine that pings', async () => {
    const { system, emitter, seen, stop } = open()
    for (let turn = 0; turn < 10; turn += 1) {
      await system.pass(14_900)
      emitter.emit('ping')
    }
    expect(seen).toEqual({ pings: 0, dead: '' })
    stop()
    expect(system.timerCount()).toBe(0)
  })

  it('pings a machine that is quiet, and takes its answer for a sign of life', async () => {
    const { system, emitter, seen } = open()
    for (let turn = 1; turn <= 4; turn += 1) {
      await system.pass(15_000)
      expect(seen.pings).toBe(turn)
      emitter.emit('pong')
    }
    expect(seen.dead).toBe('')
  })

  it('gives up a machine that is silent, after two pings', async () => {
    const { system, seen } = open()
    await system.pass(44_999)
    expect(seen).toEqual({ pings: 2, dead: '' })
    await system.pass(1)
    expect(seen.dead).toBe('nothing was heard from the machine')
    expect(system.timerCount()).toBe(0)
  })
})
