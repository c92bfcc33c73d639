/**
 * A site whose heartbeats lie in a real Kafka: hosts are judged by them, another reader of the
 * topic sees the fleet, and Kafka's death neither ends a relay nor refuses a connection.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKafkaHeartbeatLog } from '../../core/adapters/kafka-heartbeat-log.ts'
import type { KafkaSettings } from '../../core/adapters/kafka-url.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { hasKafka, type KafkaServer, startKafka } from '../support/kafka/kafka-server.ts'
import { freshTopic } from '../support/kafka/test-topics.ts'
import { pour, take } from '../support/net/byte-flow.ts'
import {
  type Connector,
  hangUp,
  type Path,
  relayEnding,
  soonMs,
  startConnector,
  verifyWith,
} from '../support/net/relay-path.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, runProgram, type Site, startSite } from '../support/site/site.ts'

const beatMs = 1_000
const someBytes = 300_000
const machines = { gateways: 2, agents: 1 }

describe.runIf(hasKafka())('a site with its heartbeats in Kafka', () => {
  let kafka: KafkaServer
  let settings: KafkaSettings
  let site: Site
  let target: Target
  let agent: OwnedProcess
  let connector: Connector

  beforeAll(async () => {
    kafka = await startKafka()
    settings = await freshTopic(kafka)
    const url = `kafka://${kafka.bootstrap}/${settings.topic}`
    const args = ['--heartbeats', url, '--limits-heartbeat-interval-ms', String(beatMs)]
    ;[site, target] = await Promise.all([startSite({ args }), startTarget()])
    agent = await joinHost(site, 'desk-1', target.address)
    await site.login('alice')
    connector = await startConnector(site)
  }, 120_000)

  afterAll(async () => {
    await connector?.process.stop()
    await agent?.stop()
    await site?.stop()
    await kafka?.stop()
    await target?.stop()
  })

  const exchange = async ({ client, host }: Path, seed: number): Promise<void> => {
    const toHost = pour(client, { seed, bytes: someBytes })
    const atHost = await take(host, { count: someBytes }).done
    expect(atHost.sha256).toBe(await toHost.done)
  }

  it('shows the fleet to whoever follows the topic, beat by beat', async () => {
    const reader = openKafkaHeartbeatLog({ system: createSystem() }, { settings })
    const seen: number[] = []
    reader.others.follow((samples) => seen.push(...samples.map(({ receivedAt }) => receivedAt)))
    try {
      expect(await reader.latest()).toHaveLength(1)
      await waitUntil(
        () => (seen.length >= 3 ? true : undefined),
        soonMs,
        () => `only ${seen.length} beats came`,
      )
      const [{ hostId } = { hostId: '' }] = await reader.latest()
      const kept = await reader.read(hostId, 0, Date.now() + 60_000, 100)
      for (const beat of seen) expect(kept.map(({ receivedAt }) => receivedAt)).toContain(beat)
    } finally {
      await reader.stop()
    }
  })

  it('goes on without Kafka: relays run, new ones are brokered, beats come later', async () => {
    const kept = await connector.openKnown(target, 'kept')
    await kafka.kill()
    await exchange(kept, 1)
    const fresh = await connector.openKnown(target, 'fresh')
    await exchange(fresh, 2)
    for (const path of [kept, fresh]) {
      hangUp(path)
      await relayEnding(site, path.connectionId)
    }
    await kafka.restart()
    const restartedAt = Date.now()
    const reader = openKafkaHeartbeatLog({ system: createSystem() }, { settings })
    try {
      await waitUntil(
        async () => {
          const [latest] = await reader.latest()
          return latest !== undefined && latest.receivedAt >= restartedAt ? true : undefined
        },
        60_000,
        () => 'no beat came after Kafka was back',
      )
    } finally {
      await reader.stop()
    }
    expect(await verifyWith(site, machines)).toMatchObject({ ok: true })
  }, 120_000)

  it('an address that cannot be used ends the start with what to do', async () => {
    const args = ['broker', '--data-folder', `${site.folder}/other`, '--heartbeats']
    const ran = await runProgram([...args, 'kafka://127.0.0.1:9/beats?acks=0'], site.folder)
    expect(ran.code).not.toBe(0)
    expect(ran.output).toMatch(/no option acks/)
  })
})
