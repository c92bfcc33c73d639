/**
 * What an administrator ends: a connection, or a user session with all its connections. A relay
 * that runs is cut by its gateway, whose report is the ending; one whose gateway is away is
 * recorded as ended here, as nobody else will.
 */
import { noExclusions } from '../domain/connection.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { LiveState } from './live-state.ts'
import { releaseSeat } from './seats.ts'
import { streamOf } from './streams.ts'

export type Endings = {
  /**
   * Ends a connection for an administrator: a running relay is cut by its gateway, one that is
   * being set up fails. False when there is no open connection by that id.
   */
  endConnection(connectionId: string, administrator: string): Promise<boolean>
  /** Ends a user session, frees its seat and ends its connections. False when there is none. */
  endUserSession(sessionKey: string, reason: string, administrator: string): Promise<boolean>
}

export type EndingPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly causeOf: (actor: string, connectionId?: string) => Cause
}

const account = {
  ...{ bytesToClient: 0, bytesToHost: 0, durationMs: 0, peakBufferedBytes: 0 },
  ...{ messagesToClient: 0, messagesToHost: 0, stalls: 0 },
} as const

/** Makes the endings of one broker. */
export const createEndings = (ports: EndingPorts): Endings => {
  const { live, handler, causeOf } = ports

  const cutRelay = async (connectionId: string, cause: Cause): Promise<void> => {
    const endedBy = 'administrator'
    const reason = 'administrator'
    const { gatewayId } = live.stateOf('connection', connectionId)
    // Who ordered it is recorded here: the gateway's report names the office alone.
    await handler.execute('connection', connectionId, { type: 'OrderEnd', reason }, cause)
    // Whoever holds the gateway's channel tells it.
    if (live.stateOf('gateway', gatewayId).channel !== undefined) return
    const command = { type: 'EndRelay', endedBy, reason, ...account } as const
    await handler.execute('connection', connectionId, command, cause)
  }

  const endConnection = async (connectionId: string, administrator: string): Promise<boolean> => {
    if (!live.indexes.openConnectionIds.has(connectionId)) return false
    const { phase } = live.stateOf('connection', connectionId)
    const cause = causeOf(`admin:${administrator}`, connectionId)
    const code = 'ENDED_BY_ADMINISTRATOR'
    const detail = ''
    const failed = await handler.execute(
      'connection',
      connectionId,
      { type: 'FailConnection', code, stage: phase, detail, counts: noExclusions },
      cause,
    )
    if (failed.kind === 'refused') return false
    if (failed.events.length === 0) {
      if (failed.state.phase !== 'relaying') return false
      await cutRelay(connectionId, cause)
      return true
    }
    return true
  }

  const endUserSession = async (
    sessionKey: string,
    reason: string,
    administrator: string,
  ): Promise<boolean> => {
    const session = live.stateOf('session', sessionKey)
    if (session.phase === 'absent') return false
    const { userSessionId, hostId } = session
    const stream = streamOf('session', sessionKey)
    // First the connections, so that each of them names the administrator.
    for (const id of [...(live.indexes.openConnectionsBySession.get(stream) ?? [])]) {
      await endConnection(id, administrator)
    }
    const cause = causeOf(`admin:${administrator}`)
    const command = { type: 'EndUserSession', userSessionId, reason } as const
    await handler.execute('session', sessionKey, command, cause)
    await releaseSeat(handler, hostId, userSessionId, reason, cause)
    return true
  }

  return { endConnection, endUserSession }
}
