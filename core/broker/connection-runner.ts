/**
 * The process manager's shell: asks connection-process.ts what a connection needs next, does it,
 * and keeps the deadlines. One connection is advanced by one turn at a time.
 */
import type { Connection } from '../domain/connection.ts'
import { isOpen } from '../domain/connection.ts'
import { nextStep, type Step } from '../domain/connection-process.ts'
import { type ErrorCode, Fault } from '../domain/errors.ts'
import type { DomainEvent } from '../domain/events.ts'
import { doubtfulOpeningMs, logRetryMs } from '../domain/limits.ts'
import type { UserSession } from '../domain/user-session.ts'
import type { StepRunner } from './connection-steps.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { categoryOf, idOf } from './streams.ts'

export type ConnectionRunner = {
  /** Does what can be done now; resolves when the connection waits, rests or is over. */
  advance(connectionId: string): Promise<void>
  /** Wakes what an event concerns: the connection itself, or those that wait for a session. */
  onEvent(stream: string, event: DomainEvent): void
  /**
   * Resolves with the connection when the predicate holds, or with what it is when the time is
   * over: callers look at the phase.
   */
  until(
    connectionId: string,
    predicate: (connection: Connection) => boolean,
    timeoutMs: number,
  ): Promise<Connection>
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
  stop(): void
}

export type ConnectionRunnerPorts = {
  readonly live: LiveState
  readonly steps: StepRunner
  readonly system: Pick<System, 'after'>
  readonly brokerId: string
  readonly onFault: (connectionId: string, error: unknown) => void
}

/** A step that the owner takes; only the order belongs to whoever holds the host's channel. */
const isMine = (step: Step, connection: Connection, brokerId: string): boolean =>
  step.kind === 'order' || connection.brokerId === brokerId

/** Phases of an ARM connection in which its client waits for the answer. */
const unanswered: ReadonlySet<Connection['phase']> = new Set(['authorized', 'assigned', 'ordered'])

/** Makes the runner of one broker. */
export const createConnectionRunner = (ports: ConnectionRunnerPorts): ConnectionRunner => {
  const { live, steps, system, brokerId } = ports
  const turns = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const deadlines = new Map<string, { name: string; cancel: () => void }>()
  const waiters = new Map<string, Set<() => void>>()
  /** What was told to a client and is not recorded yet. Each is of an open connection. */
  const givenUp = new Map<string, Step>()
  /** Connections whose next try is set: however many turns failed, one follows. */
  const retries = new Set<string>()
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

  const expire = async (connectionId: string, name: string): Promise<void> => {
    deadlines.delete(connectionId)
    const connection = live.get('connection', connectionId)?.state
    if (!connection) return
    const step = nextStep(situationOf(connection))
    // Something happened in the meantime: the wait that ran out is not the present one.
    if (step.kind === 'wait' && step.name === name) await steps.run(step.otherwise, connection)
  }

  const armDeadline = (connectionId: string, step: Extract<Step, { kind: 'wait' }>): void => {
    if (deadlines.get(connectionId)?.name === step.name) return
    clearDeadline(connectionId)
    const cancel = system.after(step.forMs, () => {
      void enqueue(connectionId, () => expire(connectionId, step.name))
    })
    deadlines.set(connectionId, { name: step.name, cancel })
  }

  const stepOf = (connection: Connection): Step => {
    const { connectionId, phase } = connection
    if (phase === 'relaying' || !isOpen(connection)) givenUp.delete(connectionId)
    return givenUp.get(connectionId) ?? nextStep(situationOf(connection))
  }

  const drive = async (connectionId: string): Promise<void> => {
    while (!stopped) {
      const connection = live.get('connection', connectionId)?.state
      if (!connection) return clearDeadline(connectionId)
      const step = stepOf(connection)
      if (step.kind === 'wait' && isMine(step, connection, brokerId)) {
        return armDeadline(connectionId, step)
      }
      clearDeadline(connectionId)
      if (step.kind === 'wait' || step.kind === 'rest') return
      if (!isMine(step, connection, brokerId)) return
      await steps.run(step, connection)
    }
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

  return {
    advance,
    onEvent: (stream, event) => {
      if (stopped) return
      switch (categoryOf(stream)) {
        case 'connection':
          for (const wake of waiters.get(idOf(stream)) ?? []) wake()
          void advance(idOf(stream))
          return
        case 'session':
          return wakeSession(stream)
        case 'host':
          if (event.type === 'AgentConnected' || event.type === 'AgentDisconnected') {
            for (const id of live.indexes.openConnectionIds) {
              if (live.get('connection', id)?.state.hostId === event.data.hostId) void advance(id)
            }
          }
          return
        default:
          return
      }
    },
    until: (connectionId, predicate, timeoutMs) =>
      new Promise((resolve) => {
        const stateOf = () => live.stateOf('connection', connectionId)
        const set = waiters.get(connectionId) ?? new Set()
        waiters.set(connectionId, set)
        const finish = (): void => {
          cancel()
          set.delete(check)
          if (set.size === 0) waiters.delete(connectionId)
          resolve(stateOf())
        }
        const check = (): void => {
          const connection = stateOf()
          if (predicate(connection) || !isOpen(connection)) finish()
        }
        const cancel = system.after(timeoutMs, finish)
        set.add(check)
        check()
      }),
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
        const { transport, brokerId: owner, phase } = live.stateOf('connection', connectionId)
        // The request died with the broker: nobody waits for the answer.
        if (transport !== 'arm' || owner !== brokerId || !unanswered.has(phase)) continue
        givenUp.set(connectionId, { kind: 'fail', code: 'BROKER_RESTARTED', stage: 'arm-answer' })
      }
    },
    resume: async () => {
      const ids = new Set(live.indexes.openConnectionIds)
      for (const [, { category, state }] of live.entries()) {
        if (category !== 'session') continue
        // The category names the state.
        const { phase, pendingConnectionIds, activeConnectionId } = state as UserSession
        for (const id of pendingConnectionIds) ids.add(id)
        if (phase === 'active') ids.add(activeConnectionId)
      }
      await Promise.all([...ids].map((id) => advance(id)))
    },
    stop: () => {
      stopped = true
      for (const connectionId of [...deadlines.keys()]) clearDeadline(connectionId)
    },
  }
}
