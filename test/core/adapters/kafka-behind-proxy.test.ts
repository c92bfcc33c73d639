/** Heartbeats while the network between broker and Kafka does what networks do. */
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openKafkaHeartbeatLog } from '../../../core/adapters/kafka-heartbeat-log.ts'
import type { KafkaSettings } from '../../../core/adapters/kafka-url.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { HeartbeatSample } from '../../../core/broker/ports.ts'
import { waitUntil } from '../../support/desktop/deadline.ts'
import { hasKafka, type KafkaServer, startKafka } from '../../support/kafka/kafka-server.ts'
import { freshTopic } from '../../support/kafka/test-topics.ts'
import { type FaultProxy, type ProxyFault, startFaultProxy } from '../../support/net/fault-proxy.ts'

const system = createSystem()
const bounds = { requestMs: 1_500, sessionMs: 1_500, silenceMs: 4_000, stopMs: 2_000 }
const soonMs = 60_000
const faultMs = 4_000
const beatMs = 5

const sampleOf = (receivedAt: number): HeartbeatSample => ({
  ...{ hostId: 'h1', receivedAt, activeSessions: 1, disconnectedSessions: 0, cpuLoad: 0.5 },
  ...{ memoryUsedBytes: 1, memoryTotalBytes: 2, agentVersion: '1', healthChecks: [] },
})

describe.runIf(hasKafka())('between broker and Kafka', () => {
  let proxy: FaultProxy
  let server: KafkaServer
  beforeAll(async () => {
    server = await startKafka({
      front: async (port) => {
        proxy = await startFaultProxy(port)
        return proxy.port
      },
    })
  }, 120_000)
  afterAll(async () => {
    await server?.stop()
    await proxy?.stop()
  })

  const open = (settings: KafkaSettings) => {
    const log = openKafkaHeartbeatLog({ system }, { settings, bounds })
    onTestFinished(async () => {
      proxy.set({ kind: 'none' })
      await log.stop()
    })
    return log
  }

  const faults: readonly (readonly [string, (() => void) | ProxyFault])[] = [
    ['latency', { kind: 'latency', ms: 300 }],
    ['little bandwidth', { kind: 'bandwidth', bytesPerSecond: 20_000 }],
    ['a slow drip', { kind: 'drip', bytes: 64, ms: 5 }],
    ['lost answers', { kind: 'no-answers' }],
    ['a black hole', { kind: 'blackhole' }],
    ['resets', () => proxy.reset()],
    ['half-open connections', () => proxy.halfOpen()],
  ]

  it.each(faults)(
    '%s lose no beat',
    async (_name, fault) => {
      const settings = await freshTopic(server)
      const [writer, other] = [open(settings), open(settings)]
      const heard = new Set<number>()
      other.others.follow((samples) => {
        for (const { receivedAt } of samples) heard.add(receivedAt)
      })
      const recorded: number[] = []
      let at = system.nowMs()
      const timer = setInterval(() => {
        at = Math.max(at + 1, system.nowMs())
        recorded.push(at)
        writer.record(sampleOf(at))
      }, beatMs)
      onTestFinished(() => clearInterval(timer))
      const arrived = (wanted: () => boolean, what: string) =>
        waitUntil(
          () => (wanted() ? true : undefined),
          soonMs,
          () => `${what}: ${heard.size} of ${recorded.length} were heard`,
        )
      await arrived(() => heard.size > 50, 'before the fault')
      if (typeof fault === 'function') fault()
      else proxy.set(fault)
      await delay(faultMs)
      proxy.set({ kind: 'none' })
      await delay(faultMs / 4)
      clearInterval(timer)
      await arrived(() => heard.size === recorded.length, 'after the fault')
      expect(writer.droppedTotal()).toBe(0)
      expect([...heard].sort()).toEqual([...recorded].sort())
    },
    180_000,
  )
})
