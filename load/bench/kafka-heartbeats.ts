/**
 * Heartbeats through Kafka: one process records them as a broker does, this one follows them as
 * another broker does, and counts whether each came.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openKafkaHeartbeatLog } from '../../core/adapters/kafka-heartbeat-log.ts'
import { parseKafkaUrl } from '../../core/adapters/kafka-url.ts'
import { createSystem } from '../../core/adapters/system.ts'

export type KafkaResult = {
  readonly recorded: number
  readonly missing: number
  /** Of a core, in the process that records and follows. */
  readonly cpuShare: number
}

const child = fileURLToPath(new URL('./kafka-child.js', import.meta.url))
const arriveMs = 30_000
const lookMs = 50

/** Measures on the topic of this url, which must be there. */
export const benchKafka = async (
  url: string,
  options: { readonly perSecond: number; readonly seconds: number },
): Promise<KafkaResult> => {
  const log = openKafkaHeartbeatLog(
    { system: createSystem() },
    { settings: parseKafkaUrl(url, process.env) },
  )
  try {
    await log.latest()
    const startedAt = Date.now()
    const seen = new Set<number>()
    log.others.follow((samples) => {
      for (const { memoryUsedBytes, receivedAt } of samples) {
        if (receivedAt >= startedAt) seen.add(memoryUsedBytes)
      }
    })
    const args = [child, url, String(options.perSecond), String(options.seconds)]
    const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(writer.stdout, 'data')
    const told: { recorded: number; cpuShare: number } = JSON.parse(String(line))
    const until = performance.now() + arriveMs
    while (seen.size < told.recorded && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, lookMs))
    }
    return { ...told, missing: told.recorded - seen.size }
  } finally {
    await log.stop()
  }
}
