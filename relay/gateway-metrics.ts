/** Shows a gateway's counters to Prometheus: read when scraped, so the data plane pays nothing. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { GatewayMetrics } from './gateway-counters.ts'

type Gauges = Extract<
  keyof GatewayMetrics,
  'authorizingOrHeld' | 'endingLegs' | 'bufferedBytes' | 'eventLoopDelayMs' | 'certificateSets'
>

const gauges: ReadonlyArray<readonly [Gauges, string, string]> = [
  ['authorizingOrHeld', 'causeway_gateway_requests_pending', 'Requests that are not legs yet.'],
  ['endingLegs', 'causeway_gateway_legs_ending', 'Legs that are flushed before they close.'],
  ['bufferedBytes', 'causeway_gateway_buffered_bytes', 'Bytes that wait in the gateway for legs.'],
  ['eventLoopDelayMs', 'causeway_gateway_event_loop_delay_ms', 'Delay of the event loop (p99).'],
  ['certificateSets', 'causeway_gateway_certificate_sets', 'Certificates in use; old ones count.'],
]

/** Registers the gateway's metrics; `read` is called once for each of them at every scrape. */
export const registerGatewayMetrics = (registry: Registry, read: () => GatewayMetrics): void => {
  const registers = [registry]
  for (const [key, name, help] of gauges) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read()[key])
      },
    })
  }
  new Gauge({
    name: 'causeway_gateway_connections',
    help: 'Connections by state.',
    labelNames: ['state'],
    registers,
    collect() {
      const now = read()
      this.set({ state: 'waiting-for-host' }, now.waitingForHost)
      this.set({ state: 'waiting-for-client' }, now.waitingForClient)
      this.set({ state: 'bridged' }, now.bridged)
    },
  })
  new Gauge({
    name: 'causeway_gateway_draining',
    help: '1 while the gateway takes no new connections.',
    registers,
    collect() {
      this.set(read().draining ? 1 : 0)
    },
  })
  registerTotals(registry, read)
}

const registerTotals = (registry: Registry, read: () => GatewayMetrics): void => {
  const registers = [registry]
  new Counter({
    name: 'causeway_gateway_bytes_total',
    help: 'Data bytes relayed, by direction.',
    labelNames: ['direction'],
    registers,
    collect() {
      const now = read()
      this.reset()
      this.inc({ direction: 'to-client' }, now.bytesToClientTotal)
      this.inc({ direction: 'to-host' }, now.bytesToHostTotal)
    },
  })
  new Counter({
    name: 'causeway_gateway_relays_started_total',
    help: 'Relays started.',
    registers,
    collect() {
      this.reset()
      this.inc(read().relaysStartedTotal)
    },
  })
  new Counter({
    name: 'causeway_gateway_relays_ended_total',
    help: 'Relays ended, by reason.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset()
      for (const [reason, count] of read().relaysEnded) this.inc({ reason }, count)
    },
  })
  new Counter({
    name: 'causeway_gateway_refused_total',
    help: 'Requests refused, by code.',
    labelNames: ['code'],
    registers,
    collect() {
      this.reset()
      for (const [code, count] of read().refused) this.inc({ code }, count)
    },
  })
  new Counter({
    name: 'causeway_gateway_legs_cut_unflushed_total',
    help: 'Legs dropped with bytes still waiting when their time to flush was over.',
    registers,
    collect() {
      this.reset()
      this.inc(read().legsCutUnflushedTotal)
    },
  })
}
