/** Every connection of the log as one row: who, what, where, how it ended. */
import { errorTable, isErrorCode } from '../../core/domain/errors.ts'
import type { EventLine } from './event-line.ts'

export type ConnectionRow = {
  readonly connectionId: string
  readonly userId: string
  /** As the person was called then; empty once erased. */
  readonly userName: string
  readonly resourceId: string
  readonly poolId: string
  readonly transport: string
  readonly hostId: string
  readonly gatewayId: string
  readonly predecessorId: string
  /** Milliseconds since 1970. */
  readonly requestedAt: number
  /** 0 while it is open. */
  readonly endedAt: number
  /** `setting-up`, `relaying`, `refused`, `failed` or `ended`. */
  readonly outcome: string
  /** Code of a refusal or failure, or the reason of an ending. */
  readonly reason: string
  /** Whose fault it was: user, customer, service; empty for an ordinary ending. */
  readonly fault: string
  readonly bytesToClient: number
  readonly bytesToHost: number
}

const faultOf = (code: string): string => (isErrorCode(code) ? errorTable[code].fault : 'service')

/** The view of an empty log; `applyConnection` fills it in place. */
export const createConnectionsView = (): Map<string, ConnectionRow> => new Map()

/** Folds one event into the view. Events of other streams change nothing. */
export const applyConnection = (view: Map<string, ConnectionRow>, line: EventLine): void => {
  const { event, recordedAt } = line
  if (event.type === 'ConnectionRequested') {
    const { connectionId, userId, resourceId, transport, gatewayId, predecessorId } = event.data
    view.set(connectionId, {
      connectionId,
      userId,
      userName: line.person?.userName ?? '',
      resourceId,
      poolId: '',
      transport,
      hostId: '',
      gatewayId,
      predecessorId,
      requestedAt: recordedAt,
      endedAt: 0,
      outcome: 'setting-up',
      reason: '',
      fault: '',
      bytesToClient: 0,
      bytesToHost: 0,
    })
    return
  }
  const row = view.get(line.connectionId)
  if (!row || line.stream !== `connection-${row.connectionId}`) return
  const change = changeOf(line)
  if (change) view.set(row.connectionId, { ...row, ...change })
}

const changeOf = ({ event, recordedAt }: EventLine): Partial<ConnectionRow> | undefined => {
  switch (event.type) {
    case 'ConnectionAuthorized':
      return { poolId: event.data.poolId }
    case 'HostAssigned':
      return { hostId: event.data.hostId }
    case 'TicketRedeemed':
      return { gatewayId: event.data.gatewayId }
    case 'RelayStarted':
      return { outcome: 'relaying' }
    case 'ConnectionRefused': {
      const { code } = event.data
      return { outcome: 'refused', reason: code, fault: faultOf(code), endedAt: recordedAt }
    }
    case 'ConnectionFailed': {
      const { code, fault } = event.data
      return { outcome: 'failed', reason: code, fault, endedAt: recordedAt }
    }
    case 'RelayEnded': {
      const { reason, bytesToClient, bytesToHost } = event.data
      return { outcome: 'ended', reason, endedAt: recordedAt, bytesToClient, bytesToHost }
    }
    default:
      return undefined
  }
}
