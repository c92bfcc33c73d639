/** The workers of `serve`: who is started with what, and in which order they are replaced. */
import { describe, expect, test } from 'vitest'
import { type Config, configSchema } from '../../../core/bin/config-schema.ts'
import type { Greeting } from '../../../core/bin/parent-link.ts'
import type { Child, ChildSpec } from '../../../core/bin/supervisor.ts'
import { createWorkers } from '../../../core/bin/workers.ts'

const broker = Promise.resolve({
  controlUrl: 'wss://localhost:8445',
  gatewayTokens: { 'worker-1': 'first-token' },
})

/** Children that are ready when the test says so, and end when it says so. */
const createBench = (gateway: Partial<Config['gateway']> = {}) => {
  const events: string[] = []
  const specs = new Map<string, ChildSpec>()
  const ends = new Map<string, () => void>()
  const broken = new Set<string>()
  let pid = 100
  const start = (spec: ChildSpec): Child => {
    events.push(`start ${spec.name}`)
    specs.set(spec.name, spec)
    const own = pid++
    const ready = { event: 'ready' as const, clientPort: 4444, ownPort: own }
    const failing = broken.has(spec.name)
    return {
      ready: failing ? Promise.reject(new Error('no port')) : Promise.resolve(ready),
      pid: () => own,
      stop: async () => void events.push(`stop ${spec.name}`),
      replaced: (drainMs) => {
        events.push(`replaced ${spec.name} ${drainMs}`)
        return new Promise((resolve) => ends.set(spec.name, resolve))
      },
      invite: () => Promise.reject(new Error('no broker')),
    }
  }
  const parsed = configSchema.parse({})
  const workers = createWorkers({
    config: { ...parsed, gateway: { ...parsed.gateway, ...gateway } },
    folder: { path: '/data', tls: { certificateFile: 'c.pem', keyFile: 'k.pem' } },
    system: { after: () => () => undefined },
    start,
    forget: () => void events.push('forget'),
    base: {},
    names: ['worker-1', 'worker-2'],
  })
  const env = (name: string, key: string) => specs.get(name)?.env[`CAUSEWAY_${key}`]
  const greeting = (name: string): Promise<Greeting> | undefined => specs.get(name)?.greeting
  return { workers, events, env, greeting, broken, end: (name: string) => ends.get(name)?.() }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

const invite = async (name: string) => `token of ${name}`

describe('a start', () => {
  test('gives each worker ports of its own, and all of them one for clients', async () => {
    const { workers, events, env, greeting } = createBench({ drainMs: 7 })
    const { clientPort, ownPorts } = await workers.start(broker)
    expect([clientPort, ownPorts, workers.pids()]).toEqual([8444, [100, 101], [100, 101]])
    expect(events).toEqual(['start worker-1', 'start worker-2'])
    for (const [name, own, metrics] of [
      ['worker-1', '8460', '9465'],
      ['worker-2', '8461', '9466'],
    ] as const) {
      expect(env(name, 'GATEWAY_OWN_PORT')).toBe(own)
      expect(env(name, 'METRICS_PORT')).toBe(metrics)
      expect(env(name, 'GATEWAY_DATA_FOLDER')).toBe(`/data/gateways/${name}`)
    }
    expect(await greeting('worker-1')).toMatchObject({ join: 'first-token' })
    expect(await greeting('worker-2')).not.toHaveProperty('join')
  })

  test('on any free port gives the others the port of the first', async () => {
    const { workers, env } = createBench({ port: 0 })
    expect((await workers.start(broker)).clientPort).toBe(4444)
    expect(env('worker-2', 'GATEWAY_PORT')).toBe('4444')
  })
})

describe('a restart', () => {
  test('starts each new worker before it tells the old one, one after the other', async () => {
    const { workers, events, env, greeting } = createBench({ restartDrainMs: 60_000 })
    await workers.start(broker)
    events.length = 0
    await workers.restart(invite)
    expect(events).toEqual([
      'start worker-1b',
      'replaced worker-1 60000',
      'start worker-2b',
      'replaced worker-2 60000',
    ])
    expect(workers.pids()).toEqual([102, 103])
    expect([env('worker-1b', 'GATEWAY_OWN_PORT'), env('worker-2b', 'METRICS_PORT')]).toEqual([
      '8462',
      '9468',
    ])
    expect(env('worker-1b', 'GATEWAY_PORT')).toBe('8444')
    expect(await greeting('worker-2b')).toEqual({
      event: 'greeting',
      to: 'gateway',
      brokerUrls: ['wss://localhost:8445'],
      join: 'token of worker-2b',
    })
  })

  test('is refused while an old worker has relays, and then takes the first names', async () => {
    const { workers, events, end } = createBench()
    await workers.start(broker)
    await workers.restart(invite)
    end('worker-1')
    await settled()
    events.length = 0
    await expect(workers.restart(invite)).rejects.toThrow('worker-2 still has relays')
    expect(events).toEqual([])
    end('worker-2')
    await settled()
    await workers.restart(invite)
    expect(events.filter((event) => event.startsWith('start'))).toEqual([
      'start worker-1',
      'start worker-2',
    ])
  })

  test('whose new worker does not come up leaves the old one where it is', async () => {
    const { workers, events, broken } = createBench()
    await workers.start(broker)
    broken.add('worker-2b')
    events.length = 0
    await expect(workers.restart(invite)).rejects.toThrow('no port')
    expect(events).toEqual([
      'start worker-1b',
      'replaced worker-1 3600000',
      'start worker-2b',
      'stop worker-2b',
      'forget',
    ])
    expect(workers.pids()).toEqual([102, 101])
  })
})
