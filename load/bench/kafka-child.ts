/** Records heartbeats at a steady pace, as a broker does, and tells what it cost. */
import { openKafkaHeartbeatLog } from '../../core/adapters/kafka-heartbeat-log.ts'
import { parseKafkaUrl } from '../../core/adapters/kafka-url.ts'
import { createSystem } from '../../core/adapters/system.ts'

const [url = '', perSecondText = '', secondsText = ''] = process.argv.slice(2)
const [perSecond, seconds] = [Number(perSecondText), Number(secondsText)]
const tickMs = 10
const hostCount = 10_000
const drainMs = 30_000

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const faults: string[] = []
const log = openKafkaHeartbeatLog(
  { system: createSystem() },
  { settings: parseKafkaUrl(url, process.env), onFault: (fault) => faults.push(String(fault)) },
)
await log.latest()
const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
const total = perSecond * seconds
let recorded = 0
while (recorded < total) {
  const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond))
  for (; recorded < due; recorded++) {
    log.record({
      ...{ hostId: `h-${recorded % hostCount}`, receivedAt: Date.now(), cpuLoad: 0.25 },
      ...{ activeSessions: 3, disconnectedSessions: 1, agentVersion: '0.1.0' },
      // Tells the beats apart for whoever counts them.
      ...{ memoryUsedBytes: recorded, memoryTotalBytes: 34_359_738_368 },
      healthChecks: [{ name: 'disk', result: 'succeeded', fatal: false, message: '' }],
    })
  }
  await sleep(tickMs)
}
const elapsedMs = performance.now() - startedAt
const cpu = process.cpuUsage(cpuBefore)
const until = performance.now() + drainMs
while (log.waitingCount() > 0 && performance.now() < until) await sleep(tickMs)
const dropped = log.droppedTotal()
await log.stop()
const cpuShare = (cpu.user + cpu.system) / 1_000 / elapsedMs
process.stdout.write(`${JSON.stringify({ recorded, dropped, cpuShare, faults })}\n`)
