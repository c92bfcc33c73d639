import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import type { GatewayMetrics } from '../../relay/gateway-counters.ts'
import { registerGatewayMetrics } from '../../relay/gateway-metrics.ts'

const now: GatewayMetrics = {
  certificateSets: 1,
  connectionsOpenedTotal: 14,
  connectionsUnheardTotal: 15,
  nativeFile: 'uws_x.node',
  messagesToClientTotal: 16,
  messagesToHostTotal: 17,
  stallsTotal: 18,
  legRoundTripMsMax: 19.5,
  authorizingOrHeld: 2,
  waitingForHost: 3,
  waitingForClient: 4,
  bridged: 5,
  endingLegs: 6,
  bufferedBytes: 7,
  bytesToClientTotal: 800,
  bytesToHostTotal: 900,
  relaysStartedTotal: 10,
  relaysEnded: new Map([['slow_host', 11]]),
  refused: new Map([['TICKET_INVALID', 12]]),
  legsCutUnflushedTotal: 13,
  draining: true,
  eventLoopDelayMs: 1.5,
}

test('a scrape shows every number once, however often it is scraped', async () => {
  const registry = new Registry()
  registerGatewayMetrics(registry, () => now, true)
  await registry.metrics()
  const lines = (await registry.metrics()).split('\n').filter((line) => /^[a-z]/.test(line))
  expect(lines).toEqual([
    'causeway_gateway_requests_pending 2',
    'causeway_gateway_legs_ending 6',
    'causeway_gateway_buffered_bytes 7',
    'causeway_gateway_event_loop_delay_ms 1.5',
    'causeway_gateway_certificate_sets 1',
    'causeway_gateway_leg_round_trip_ms_max 19.5',
    'causeway_gateway_connections{state="waiting-for-host"} 3',
    'causeway_gateway_connections{state="waiting-for-client"} 4',
    'causeway_gateway_connections{state="bridged"} 5',
    'causeway_gateway_draining 1',
    'causeway_gateway_chaos 1',
    'causeway_gateway_native_info{file="uws_x.node"} 1',
    'causeway_gateway_bytes_total{direction="to-client"} 800',
    'causeway_gateway_bytes_total{direction="to-host"} 900',
    'causeway_gateway_messages_total{direction="to-client"} 16',
    'causeway_gateway_messages_total{direction="to-host"} 17',
    'causeway_gateway_relays_started_total 10',
    'causeway_gateway_legs_cut_unflushed_total 13',
    'causeway_gateway_stalls_total 18',
    'causeway_gateway_connections_opened_total 14',
    'causeway_gateway_connections_unheard_total 15',
    'causeway_gateway_relays_ended_total{reason="slow_host"} 11',
    'causeway_gateway_refused_total{code="TICKET_INVALID"} 12',
  ])
})
