import { describe, expect, it } from 'vitest'
import { createSwarmNetwork } from '../../../load/swarm/network.ts'
import { createPausableTimers } from '../../../load/swarm/pausable-timers.ts'
import {
  connectionConfirm,
  connectionRequest,
  createStubRdp,
} from '../../../load/swarm/stub-rdp.ts'

describe('timers of a simulated machine', () => {
  const open = () => {
    const calls: string[] = []
    const waiting: (() => void)[] = []
    const timers = createPausableTimers({
      after: (_, callback) => {
        waiting.push(callback)
        return () => undefined
      },
    })
    const fire = (): void => {
      for (const callback of waiting.splice(0)) callback()
    }
    return { calls, timers, fire }
  }

  it('hold what falls due, and call it in its order when they go on', () => {
    const { calls, timers, fire } = open()
    timers.after(1, () => calls.push('a'))
    timers.after(2, () => calls.push('b'))
    timers.pause()
    fire()
    expect(calls).toEqual([])
    timers.resume()
    expect(calls).toEqual(['a', 'b'])
    timers.resume()
    expect(calls).toEqual(['a', 'b'])
  })

  it('what is cancelled while it is held is not called', () => {
    const { calls, timers, fire } = open()
    const cancel = timers.after(1, () => calls.push('a'))
    timers.pause()
    fire()
    cancel()
    timers.resume()
    expect(calls).toEqual([])
  })
})

describe('the stub of RDP', () => {
  it('confirms a request that comes in pieces, then gives back what it gets', () => {
    const stub = createStubRdp()
    const sent = [...connectionRequest].map((byte) => stub.take(Buffer.from([byte])))
    expect(Buffer.concat(sent)).toEqual(connectionConfirm)
    expect(stub.take(Buffer.from([3, 0, 1]))).toEqual(Buffer.from([3, 0, 1]))
  })

  it('gives back what came behind the request, and what is no request', () => {
    const behind = createStubRdp().take(Buffer.concat([connectionRequest, Buffer.from('x')]))
    expect(behind).toEqual(Buffer.concat([connectionConfirm, Buffer.from('x')]))
    expect(createStubRdp().take(Buffer.from('SSH-2.0'))).toEqual(Buffer.from('SSH-2.0'))
  })

  it('its messages are as long as they say', () => {
    for (const message of [connectionRequest, connectionConfirm]) {
      expect(message.readUInt16BE(2)).toBe(message.length)
      expect(message[4]).toBe(message.length - 5)
    }
  })
})

describe('addresses of a swarm process', () => {
  it('follow each other in 127/8 and never are 127.0.0.1', () => {
    const network = createSwarmNetwork({ ca: undefined, addressCount: 300 })
    const all = Array.from({ length: 300 }, (_, index) => network.localAddress(index))
    expect(new Set(all).size).toBe(300)
    expect(all[0]).toBe('127.0.0.2')
    expect(all[250]).toBe('127.0.1.2')
    expect(network.localAddress(300)).toBe('127.0.0.2')
  })

  it('of two parts differ, and none of them is ours to choose elsewhere', () => {
    const second = createSwarmNetwork({ ca: undefined, addressCount: 4, firstAddress: 4 })
    expect(second.localAddress(0)).toBe('127.0.0.6')
    const remote = createSwarmNetwork({ ca: undefined, addressCount: 0 })
    expect(remote.localAddress(7)).toBeUndefined()
  })
})
