/** The relay under measurement, a process of its own: a gateway whose broker admits everybody. */
import { refuse } from '../../core/domain/errors.ts'
import type { Authorized, GatewayAuthority } from '../../relay/gateway-ports.ts'
import { createGateway } from '../../relay/uws-gateway.ts'

export type RelayOrder =
  | {
      readonly kind: 'start'
      /** Address to listen on; 127.0.0.1 when absent. */
      readonly host?: string
      readonly tls?: { certFile: string; keyFile: string }
    }
  | { readonly kind: 'measure' }

export type RelayAnswer =
  | { readonly kind: 'started'; readonly clientPort: number; readonly ownPort: number }
  | {
      readonly kind: 'measured'
      /** User and system time of the whole process since its start. */
      readonly cpuSeconds: number
      readonly residentBytes: number
      readonly relayedBytes: number
      readonly connections: number
    }

const authorize = async (connectionId: string): Promise<Authorized> => ({
  kind: 'authorized',
  connectionId,
  legDeadlineMs: 60_000,
})

const authority: GatewayAuthority = {
  authorizeClient: async ({ ticket }) =>
    ticket === '' ? refuse('TICKET_INVALID') : authorize(ticket),
  authorizeHost: async ({ connectionId }) => authorize(connectionId),
  report: () => undefined,
  isReady: () => true,
}

const answer = (message: RelayAnswer): void => {
  process.send?.(message)
}

let metrics: ReturnType<typeof createGateway>['metrics'] | undefined

const start = async (order: Extract<RelayOrder, { kind: 'start' }>): Promise<void> => {
  const gateway = createGateway(
    { authority, clock: { monotonicMs: () => performance.now() } },
    {
      host: order.host ?? '127.0.0.1',
      clientPort: 0,
      ownPort: 0,
      limits: {
        halfOpenPerAddressMax: 20_000,
        halfOpenCountMax: 20_000,
        unheardPerAddressMax: 20_000,
        unheardCountMax: 20_000,
      },
      ...(order.tls && { tls: order.tls }),
    },
  )
  metrics = gateway.metrics
  answer({ kind: 'started', ...(await gateway.start()) })
}

const measure = (): void => {
  if (metrics === undefined) return
  const { user, system } = process.cpuUsage()
  const { bytesToClientTotal, bytesToHostTotal, bridged } = metrics()
  answer({
    kind: 'measured',
    cpuSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage.rss(),
    relayedBytes: bytesToClientTotal + bytesToHostTotal,
    connections: bridged,
  })
}

process.on('message', (order: RelayOrder) => {
  if (order.kind === 'measure') measure()
  else void start(order)
})
process.on('disconnect', () => process.exit())
