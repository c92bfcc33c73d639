/**
 * The process manager's shell: asks connection-process.ts what a connection needs next, does it,
 * and keeps the deadlines. One connection is advanced by one turn at a time. Every broker watches
 * every connection: what its leader leaves undone, another one takes over.
 */
import type { Connection } from '../domain/connection.ts'
import { isOpen } from '../domain/connection.ts'
import { awaitsAnswer, leaderOf, nextStep, type Step } from '../domain/connection-process.ts'
import { type ErrorCode, Fault } from '../domain/errors.ts'
import type { DomainEvent } from '../domain/events.ts'
import { doubtfulOpeningMs, logRetryMs, takeoverMs, takeoverSpreadMs } from '../domain/limits.ts'
import type { UserSession } from '../domain/user-session.ts'
import type { BrokerSight } from './broker-sight.ts'
import type { StepRunner } from './connection-steps.ts'
import { type ConnectionWaiters, createConnectionWaiters } from './connection-waiters.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { categoryOf, idOf } from './streams.ts'

export type ConnectionRunner = Pick<ConnectionWaiters, 'until'> & {
  /** Does what can be done now; resolves when the connection waits, rests or is over. */
  advance(connectionId: string): Promise<void>
  /** Wakes what an event concerns: the connection itself, or those that wait for a session. */
  onEvent(stream: string, event: DomainEvent): void
  /**
   * Fails a connection that has not been relayed yet, as soon as the log takes it; until then
   * nothing else is done for it. Resolves after the first try. Its opening may be in doubt.
   */
  giveUp(connectionId: string, code: ErrorCode, stage: string): Promise<void>
  /**
   * Gives up the ARM connections that waited for their answer when the broker died. To be called
   * before it takes requests again.
   */
  giveUpUnanswered(): void
  /** Takes up, after a start, every connection that is open or whose end is not settled. */
  resume(): Promise<void>
  /** Takes up the connections whose end nobody has settled. */
  wakeUnsettled(): void
  stop(): void
}

export type ConnectionRunnerPorts = {
  readonly live: LiveState
  readonly steps: StepRunner
  readonly system: Pick<System, 'after' | 'random'>
  readonly brokers: Pick<BrokerSight, 'doubt'>
  readonly brokerId: string
  readonly onFault: (connectionId: string, error: unknown) => void
}

/** Steps that undo or end: what they are judged on must not be old. */
const verdicts: ReadonlySet<Step['kind']> = new Set(['fail', 'decline', 'unplace', 'abandon'])

type Wait = Extract<Step, { kind: 'wait' }>

const goneUnanswered: Step = { kind: 'fail', code: 'BROKER_RESTARTED', stage: 'arm-answer' }

/** Makes the runner of one broker. */
export const createConnectionRunner = (ports: ConnectionRunnerPorts): ConnectionRunner => {
  const { live, steps, system, brokers, brokerId } = ports
  const turns = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const deadlines = new Map<string, { name: string; cancel: () => void }>()
  const waiters = createConnectionWaiters(live, system)
  /** What was told to a client and is not recorded yet. Each is of an open connection. */
  const givenUp = new Map<string, Step>()
  /** Connections whose next try is set: however many turns failed, one follows. */
  const retries = new Set<string>()
  /** Connections whose steps this broker takes although another one leads. */
  const takenOver = new Set<string>()
  /** Connections seen here that have no relay yet. */
  const underWay = new Set<string>()
  let stopped = false

  const clearDeadline = (connectionId: string): void => {
    deadlines.get(connectionId)?.cancel()
    deadlines.delete(connectionId)
  }

  const situationOf = (connection: Connection) => {
    const session = live.stateOf('session', idOf(connection.userSessionStream))
    const hostId = connection.phase === 'authorized' ? session.hostId : connection.hostId
    return {
      connection,
      session,
      host: hostId === '' ? undefined : live.get('host', hostId)?.state,
      gateway: live.get('gateway', connection.gatewayId)?.state,
      brokerId,
    }
  }

  const isLeader = (connection: Connection): boolean =>
    leaderOf(connection, live.get('gateway', connection.gatewayId)?.state) === brokerId

  const isMine = (step: Step, connection: Connection): boolean => {
    const { connectionId } = connection
    // The order belongs to whoever holds the host's channel; it is offered to nobody else.
    if (step.kind === 'order' || givenUp.has(connectionId)) return true
    return takenOver.has(connectionId) || isLeader(connection)
  }

  const expire = async (connectionId: string, name: string): Promise<void> => {
    deadlines.delete(connectionId)
    const watched = live.get('connection', connectionId)
    if (!watched) return
    await steps.refresh(watched.state)
    const known = live.get('connection', connectionId) ?? watched
    const step = nextStep(situationOf(known.state))
    // Something happened in the meantime: the wait that ran out is not the present one.
    if (step.kind !== 'wait' || step.name !== name) return
    await steps.run(step.otherwise, known.state, known.revision)
  }

  /** Nothing came of the connection since this broker began to watch it: it goes on here. */
  const takeOver = async (connectionId: string, name: string): Promise<void> => {
    deadlines.delete(connectionId)
    const connection = live.get('connection', connectionId)?.state
    if (!connection || stalledName(connectionId) !== name) return
    brokers.doubt(leaderOf(connection, live.get('gateway', connection.gatewayId)?.state))
    takenOver.add(connectionId)
    // The request died with its broker: nobody waits for the answer.
    if (awaitsAnswer(connection)) givenUp.set(connectionId, goneUnanswered)
  }

  const stalledName = (connectionId: string): string =>
    `stalled at ${live.get('connection', connectionId)?.revision}`

  const arm = (connectionId: string, name: string, forMs: number, work: typeof expire): void => {
    if (deadlines.get(connectionId)?.name === name) return
    clearDeadline(connectionId)
    const cancel = system.after(forMs, () => {
      void enqueue(connectionId, () => work(connectionId, name))
    })
    deadlines.set(connectionId, { name, cancel })
  }

  /** What others are given beyond what they have: the brokers draw, so that one is first. */
  const allowanceMs = (): number => takeoverMs + takeoverSpreadMs * system.random()

  const armWait = (connectionId: string, step: Wait, mine: boolean): void =>
    arm(connectionId, step.name, step.forMs + (mine ? 0 : allowanceMs()), expire)

  const stepOf = (connection: Connection): Step => {
    const { connectionId, phase } = connection
    const isSet = phase === 'relaying' || !isOpen(connection)
    if (isSet) givenUp.delete(connectionId)
    if (isSet) underWay.delete(connectionId)
    else underWay.add(connectionId)
    return givenUp.get(connectionId) ?? nextStep(situationOf(connection))
  }

  const drive = async (connectionId: string): Promise<void> => {
    while (!stopped) {
      const connection = live.get('connection', connectionId)?.state
      if (!connection) return clearDeadline(connectionId)
      const step = stepOf(connection)
      const mine = isMine(step, connection)
      if (step.kind === 'wait') return armWait(connectionId, step, mine)
      if (step.kind === 'rest') {
        takenOver.delete(connectionId)
        return clearDeadline(connectionId)
      }
      if (!mine) return arm(connectionId, stalledName(connectionId), allowanceMs(), takeOver)
      clearDeadline(connectionId)
      if (await isCertain(step, connection)) await steps.run(step, connection)
    }
  }

  /** Another broker may have moved the session or the host: a verdict is given on what is now. */
  const isCertain = async (step: Step, connection: Connection): Promise<boolean> => {
    if (!verdicts.has(step.kind) || givenUp.has(connection.connectionId)) return true
    await steps.refresh(connection)
    const now = live.get('connection', connection.connectionId)?.state
    return now === connection && nextStep(situationOf(now)).kind === step.kind
  }

  const retryLater = (connectionId: string, error: unknown): void => {
    ports.onFault(connectionId, error)
    // A store that is away comes back; what is recorded says where to go on.
    if (!(error instanceof Fault && error.retriable) || stopped || retries.has(connectionId)) return
    retries.add(connectionId)
    system.after(logRetryMs, () => {
      retries.delete(connectionId)
      void advance(connectionId)
    })
  }

  const enqueue = (connectionId: string, work: () => Promise<void>): Promise<void> => {
    const turn = (turns.get(connectionId) ?? Promise.resolve())
      .then(work)
      .then(() => drive(connectionId))
      .catch((error: unknown) => retryLater(connectionId, error))
    turns.set(connectionId, turn)
    return turn.finally(() => {
      if (turns.get(connectionId) === turn) turns.delete(connectionId)
    })
  }

  const advance = (connectionId: string): Promise<void> => {
    // A turn that has not begun will see everything recorded until then.
    const queued = again.has(connectionId) ? turns.get(connectionId) : undefined
    if (queued) return queued
    again.add(connectionId)
    return enqueue(connectionId, async () => {
      again.delete(connectionId)
    })
  }

  const wakeSession = (stream: string): void => {
    for (const id of live.indexes.openConnectionsBySession.get(stream) ?? []) void advance(id)
  }

  /** Connections that ended while their session still waits for them or counts them. */
  const unsettledIds = (): readonly string[] => {
    const ids: string[] = []
    for (const [, { category, state }] of live.entries()) {
      if (category !== 'session') continue
      // The category names the state.
      const { phase, pendingConnectionIds, activeConnectionId } = state as UserSession
      ids.push(...pendingConnectionIds)
      if (phase === 'active') ids.push(activeConnectionId)
    }
    return ids.filter((id) => !live.indexes.openConnectionIds.has(id))
  }

  const wakeUnderWay = (key: 'hostId' | 'gatewayId', machineId: string): void => {
    for (const id of underWay) {
      if (live.get('connection', id)?.state[key] === machineId) void advance(id)
    }
  }

  return {
    advance,
    onEvent: (stream, event) => {
      if (stopped) return
      switch (categoryOf(stream)) {
        case 'connection':
          waiters.wake(idOf(stream))
          void advance(idOf(stream))
          return
        case 'session':
          return wakeSession(stream)
        case 'host':
          if (event.type === 'AgentConnected' || event.type === 'AgentDisconnected') {
            wakeUnderWay('hostId', event.data.hostId)
          }
          return
        case 'gateway':
          if (event.type === 'GatewayConnected') {
            wakeUnderWay('gatewayId', event.data.gatewayId)
          }
          return
        default:
          return
      }
    },
    until: waiters.until,
    giveUp: (connectionId, code, stage) => {
      givenUp.set(connectionId, { kind: 'fail', code, stage })
      // Whether it is in the log at all may be in doubt: it is waited for, not for ever.
      if (!live.get('connection', connectionId)) {
        system.after(doubtfulOpeningMs, () => {
          if (!live.get('connection', connectionId)) givenUp.delete(connectionId)
        })
      }
      return advance(connectionId)
    },
    giveUpUnanswered: () => {
      for (const connectionId of live.indexes.openConnectionIds) {
        const connection = live.stateOf('connection', connectionId)
        if (connection.brokerId !== brokerId || !awaitsAnswer(connection)) continue
        givenUp.set(connectionId, goneUnanswered)
      }
    },
    resume: async () => {
      const ids = new Set([...live.indexes.openConnectionIds, ...unsettledIds()])
      await Promise.all([...ids].map((id) => advance(id)))
    },
    wakeUnsettled: () => {
      for (const id of unsettledIds()) void advance(id)
    },
    stop: () => {
      stopped = true
      for (const connectionId of [...deadlines.keys()]) clearDeadline(connectionId)
    },
  }
}
