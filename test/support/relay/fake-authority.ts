/**
 * A broker for gateway tests: tickets are `ticket-<connection id>`, secrets
 * `secret-<connection id>`; anything else is refused as the real one would. Records every report.
 */
import { refuse } from '../../../core/domain/errors.ts'
import type { ChaosFaults } from '../../../relay/chaos.ts'
import type {
  Authorized,
  ClientRequest,
  GatewayAuthority,
  HostRequest,
  LegReport,
} from '../../../relay/gateway-ports.ts'

export type FakeAuthority = GatewayAuthority & {
  readonly reports: LegReport[]
  readonly clientRequests: ClientRequest[]
  readonly hostRequests: HostRequest[]
  ready: boolean
  legDeadlineMs: number
  /** Faults that come with the authorization of a connection. */
  readonly chaos: Map<string, ChaosFaults>
  /** While set, answers wait for this promise. */
  gate: Promise<void> | undefined
  /** Resolves with the first report of that kind, of one connection if it is named. */
  reported<K extends LegReport['kind']>(
    kind: K,
    connectionId?: string,
  ): Promise<Extract<LegReport, { kind: K }>>
}

export const createFakeAuthority = (
  userKeyOf: (connectionId: string) => string = (connectionId) => connectionId,
): FakeAuthority => {
  type Waiter = { matches(report: LegReport): boolean; resolve(report: LegReport): void }
  const waiters = new Set<Waiter>()
  const authorized = (connectionId: string): Authorized => ({
    kind: 'authorized',
    connectionId,
    legDeadlineMs: authority.legDeadlineMs,
    userKey: userKeyOf(connectionId),
    ...(authority.chaos.has(connectionId) && { chaos: authority.chaos.get(connectionId) ?? {} }),
  })

  const authority: FakeAuthority = {
    reports: [],
    clientRequests: [],
    hostRequests: [],
    ready: true,
    legDeadlineMs: 10_000,
    chaos: new Map(),
    gate: undefined,
    authorizeClient: async (request) => {
      authority.clientRequests.push(request)
      await authority.gate
      const match = /^ticket-(.+)$/.exec(request.ticket)
      return match?.[1] === undefined ? refuse('TICKET_INVALID') : authorized(match[1])
    },
    authorizeHost: async (request) => {
      authority.hostRequests.push(request)
      await authority.gate
      const known = request.secret === `secret-${request.connectionId}`
      return known ? authorized(request.connectionId) : refuse('RENDEZVOUS_INVALID')
    },
    report: (report) => {
      authority.reports.push(report)
      for (const waiter of waiters) {
        if (!waiter.matches(report)) continue
        waiters.delete(waiter)
        waiter.resolve(report)
      }
    },
    isReady: () => authority.ready,
    reported: (kind, connectionId) => {
      type Wanted = Extract<LegReport, { kind: typeof kind }>
      const matches = (report: LegReport): report is Wanted =>
        report.kind === kind && (connectionId === undefined || report.connectionId === connectionId)
      const known = authority.reports.find(matches)
      if (known !== undefined) return Promise.resolve(known)
      return new Promise((resolve) => {
        waiters.add({
          matches,
          resolve: (report) => {
            if (matches(report)) resolve(report)
          },
        })
      })
    },
  }
  return authority
}
