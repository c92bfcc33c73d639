/** What a broker counts, for Prometheus. */
import { Gauge, type Registry } from 'prom-client'
import type { ControlServerCounts } from '../adapters/control-server.ts'
import type { Broker } from '../broker/broker.ts'

/** Registers gauges that are read when somebody asks. */
export const registerBrokerMetrics = (
  registry: Registry,
  broker: Broker,
  refusals: () => Readonly<Record<string, number>>,
  control: () => ControlServerCounts,
): void => {
  const registers = [registry]
  new Gauge({
    name: 'causeway_broker_open_connections',
    help: 'Connections that have not ended',
    registers,
    collect() {
      this.set(broker.live.indexes.openConnectionIds.size)
    },
  })
  new Gauge({
    name: 'causeway_broker_channels',
    help: 'Control channels that this broker holds',
    labelNames: ['role'],
    registers,
    collect() {
      const channels = broker.channels.all()
      const agents = channels.filter(({ role }) => role === 'agent').length
      this.set({ role: 'agent' }, agents)
      this.set({ role: 'gateway' }, channels.length - agents)
    },
  })
  new Gauge({
    name: 'causeway_broker_seats',
    help: 'Seats of user sessions, reserved or taken',
    registers,
    collect() {
      this.set(broker.live.indexes.hostIdByUserSession.size)
    },
  })
  new Gauge({
    name: 'causeway_api_refusals_total',
    help: 'Requests that the API refused since the start, by code',
    labelNames: ['code'],
    registers,
    collect() {
      for (const [code, count] of Object.entries(refusals())) this.set({ code }, count)
    },
  })
  new Gauge({
    name: 'causeway_control_turned_away_total',
    help: 'Control connections closed since the start before they had proven a key, by reason',
    labelNames: ['reason'],
    registers,
    collect() {
      const { refusedTotal, busyTotal, lateTotal } = control()
      this.set({ reason: 'too-many' }, refusedTotal)
      this.set({ reason: 'busy' }, busyTotal)
      this.set({ reason: 'late' }, lateTotal)
    },
  })
}
