/** Shows a gateway's counters to Prometheus: read when scraped, so the data plane pays nothing. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { GatewayMetrics } from './gateway-counters.ts'

type Gauges = Extract<
  keyof GatewayMetrics,
  | 'authorizingOrHeld'
  | 'endingLegs'
  | 'bufferedBytes'
  | 'eventLoopDelayMs'
  | 'certificateSets'
  | 'legRoundTripMsMax'
>

type Totals = Extract<
  keyof GatewayMetrics,
  | 'relaysStartedTotal'
  | 'legsCutUnflushedTotal'
  | 'stallsTotal'
  | 'connectionsOpenedTotal'
  | 'connectionsUnheardTotal'
>

const gauges: ReadonlyArray<readonly [Gauges, string, string]> = [
  ['authorizingOrHeld', 'causeway_gateway_requests_pending', 'Requests that are not legs yet.'],
  ['endingLegs', 'causeway_gateway_legs_ending', 'Legs that are flushed before they close.'],
  ['bufferedBytes', 'causeway_gateway_buffered_bytes', 'Bytes that wait in the gateway for legs.'],
  ['eventLoopDelayMs', 'causeway_gateway_event_loop_delay_ms', 'Delay of the event loop (p99).'],
  ['certificateSets', 'causeway_gateway_certificate_sets', 'Certificates in use; old ones count.'],
  ['legRoundTripMsMax', 'causeway_gateway_leg_round_trip_ms_max', 'Longest of our own legs.'],
]

const totals: ReadonlyArray<readonly [Totals, string, string]> = [
  ['relaysStartedTotal', 'causeway_gateway_relays_started_total', 'Relays started.'],
  [
    'legsCutUnflushedTotal',
    'causeway_gateway_legs_cut_unflushed_total',
    'Legs dropped with bytes still waiting when their time to flush was over.',
  ],
  [
    'stallsTotal',
    'causeway_gateway_stalls_total',
    'Sends of data that the far end was too slow to take at once.',
  ],
  ['connectionsOpenedTotal', 'causeway_gateway_connections_opened_total', 'TCP connections taken.'],
  [
    'connectionsUnheardTotal',
    'causeway_gateway_connections_unheard_total',
    'Connections that ended before a whole request: failed TLS handshakes, probes, silent ones.',
  ],
]

/** Registers the gateway's metrics; `read` is called for each at every scrape. */
export const registerGatewayMetrics = (
  registry: Registry,
  read: () => GatewayMetrics,
  isChaotic = false,
): void => {
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
  new Gauge({
    name: 'causeway_gateway_chaos',
    help: '1 on a gateway for staging, which puts faults into its relays.',
    registers,
  }).set(isChaotic ? 1 : 0)
  new Gauge({
    name: 'causeway_gateway_native_info',
    help: '1, with the native file that moves the bytes.',
    labelNames: ['file'],
    registers,
    collect() {
      this.set({ file: read().nativeFile }, 1)
    },
  })
  registerTotals(registry, read)
}

/** Relayed data by direction, from its two totals. */
const registerDirections = (
  registry: Registry,
  [name, help]: readonly [string, string],
  read: () => readonly [toClient: number, toHost: number],
): void => {
  new Counter({
    name,
    help,
    labelNames: ['direction'],
    registers: [registry],
    collect() {
      const [toClient, toHost] = read()
      this.reset()
      this.inc({ direction: 'to-client' }, toClient)
      this.inc({ direction: 'to-host' }, toHost)
    },
  })
}

const registerTotals = (registry: Registry, read: () => GatewayMetrics): void => {
  const registers = [registry]
  registerDirections(
    registry,
    ['causeway_gateway_bytes_total', 'Data bytes relayed, by direction.'],
    () => [read().bytesToClientTotal, read().bytesToHostTotal],
  )
  registerDirections(
    registry,
    ['causeway_gateway_messages_total', 'Data messages that arrived, by direction.'],
    () => [read().messagesToClientTotal, read().messagesToHostTotal],
  )
  for (const [key, name, help] of totals) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read()[key])
      },
    })
  }
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
}
