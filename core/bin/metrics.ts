/**
 * The page for operators' tools: Prometheus metrics, /healthz and /readyz of one process, over
 * plain HTTP on an address of its own.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { metricsHeadMs, metricsSocketCountMax } from '../domain/limits.ts'
import { failure } from './cli/exit.ts'

export type MetricsPage = {
  readonly port: number
  stop(): Promise<void>
}

export type MetricsOptions = {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly isReady: () => boolean
  /** Adds what this process counts to the default process metrics. */
  readonly register: (registry: Registry) => void
}

/** Starts the page; throws a CommandFault that names a busy port. */
export const startMetricsPage = async (options: MetricsOptions): Promise<MetricsPage> => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  options.register(registry)
  const server = createServer((request, response) => {
    const answer = (status: number, text: string, type = 'text/plain'): void => {
      response.writeHead(status, { 'content-type': type, connection: 'close' }).end(text)
    }
    switch (request.url) {
      case '/healthz':
        return answer(200, 'ok\n')
      case '/readyz':
        return options.isReady() ? answer(200, 'ready\n') : answer(503, 'not ready\n')
      case '/metrics':
        void registry.metrics().then(
          (text) => answer(200, text, registry.contentType),
          () => answer(500, 'the metrics could not be collected\n'),
        )
        return
      default:
        return answer(404, 'there are /metrics, /healthz and /readyz\n')
    }
  })
  server.headersTimeout = metricsHeadMs
  server.requestTimeout = metricsHeadMs
  server.maxConnections = metricsSocketCountMax
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: options.host, port: options.port, exclusive: true }, resolve)
  }).catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error)
    throw failure(text, 'stop what holds the port, or give another one with --metrics-port', error)
  })
  // A listening TCP server has such an address.
  const { port } = server.address() as AddressInfo
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
