/**
 * Does the log agree with the machines? Compares a state with what gateways say of their legs and
 * agents of their sessions. All three must be looked at within one moment: what begins or ends in
 * between is a difference too.
 */
import type { LiveState } from '../../core/broker/live-state.ts'

export type Observed = {
  /** Connections that each gateway relays, by gateway id. Who was not asked is left out. */
  readonly relaysByGateway: ReadonlyMap<string, readonly string[]>
  /** Our user session ids on each host that lists its sessions, by host id. */
  readonly sessionsByHost: ReadonlyMap<string, readonly string[]>
}

export type Disagreement = {
  readonly kind:
    | /** The log says it relays there, the gateway has no such legs. */ 'relay-not-at-gateway'
    /** The gateway relays what the log does not have as relaying there. */
    | 'relay-not-in-log'
    /** The log has a running user session there that the host does not list. */
    | 'session-not-at-host'
    /** The host lists a session of ours that has no seat there. */
    | 'session-not-in-log'
  /** Gateway or host. */
  readonly machineId: string
  /** Connection or user session. */
  readonly id: string
}

const compare = (
  machineId: string,
  inLog: ReadonlySet<string>,
  observed: readonly string[],
  missing: Disagreement['kind'],
  extra: Disagreement['kind'],
): Disagreement[] => {
  const seen = new Set(observed)
  const gone = [...inLog].filter((id) => !seen.has(id))
  const unknown = [...seen].filter((id) => !inLog.has(id))
  return [
    ...gone.map((id): Disagreement => ({ kind: missing, machineId, id })),
    ...unknown.map((id): Disagreement => ({ kind: extra, machineId, id })),
  ]
}

/** Lists where they differ, by machine in the order given; an empty list is agreement. */
export const disagreementsOf = (live: LiveState, observed: Observed): readonly Disagreement[] => {
  const relaying = [...live.indexes.openConnectionIds]
    .map((id) => live.stateOf('connection', id))
    .filter(({ phase }) => phase === 'relaying')
  const atGateways = [...observed.relaysByGateway].flatMap(([gatewayId, ids]) => {
    const own = relaying.filter((connection) => connection.gatewayId === gatewayId)
    const inLog = new Set(own.map(({ connectionId }) => connectionId))
    return compare(gatewayId, inLog, ids, 'relay-not-at-gateway', 'relay-not-in-log')
  })
  const atHosts = [...observed.sessionsByHost].flatMap(([hostId, ids]) => {
    // A reserved seat waits for its user: the host has no session yet.
    const seats = Object.entries(live.stateOf('host', hostId).seats)
    const taken = new Set(seats.flatMap(([id, seat]) => (seat.phase === 'taken' ? [id] : [])))
    const reserved = new Set(seats.flatMap(([id, seat]) => (seat.phase === 'taken' ? [] : [id])))
    const others = ids.filter((id) => !reserved.has(id))
    return compare(hostId, taken, others, 'session-not-at-host', 'session-not-in-log')
  })
  return [...atGateways, ...atHosts]
}
