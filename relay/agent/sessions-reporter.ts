/**
 * Tells the broker which user sessions the host has: the whole list, on each change and after each
 * reconnect. Asks the hook every few seconds and after each relay, never twice at once. A hook
 * that fails changes nothing: what it said last still stands.
 */
import type { System } from '../../core/broker/ports.ts'
import type { ControlMessage } from '../../proto/control-codec.ts'
import type { Log } from '../log-port.ts'
import type { AgentRelay } from './rendezvous.ts'
import type { HostSession, SessionsHook } from './sessions-hook.ts'

export type SessionsReporter = {
  /** The list of the last answer; undefined before the first. */
  current(): readonly HostSession[] | undefined
  /** Asks the hook soon: something may have changed. */
  poke(): void
  /** A control channel is up: the broker must hear the list once more. */
  repeat(): void
  stop(): void
}

/** Starts asking at once. */
export const createSessionsReporter = (
  ports: {
    readonly system: Pick<System, 'after'>
    readonly log: Log
    readonly hook: SessionsHook
    readonly relays: () => readonly AgentRelay[]
    readonly send: (message: ControlMessage) => boolean
  },
  options: { readonly intervalMs: number },
): SessionsReporter => {
  let sessions: readonly HostSession[] | undefined
  /** The list that the broker has, as text; undefined when it has none on this channel. */
  let sent: string | undefined
  let asking = false
  let askAgain = false
  let stopped = false
  let lastFailure = ''
  let cancelNext: () => void = () => undefined

  const report = (): void => {
    if (sessions === undefined) return
    const text = JSON.stringify(sessions)
    if (text === sent) return
    if (ports.send({ type: 'sessionsReport', sessions: [...sessions] })) sent = text
  }

  const ask = async (): Promise<void> => {
    cancelNext()
    asking = true
    askAgain = false
    const answer = await ports.hook(ports.relays())
    asking = false
    if (stopped) return
    if (answer.kind === 'sessions') {
      sessions = [...answer.sessions].sort((a, b) => (a.hostSessionId < b.hostSessionId ? -1 : 1))
      lastFailure = ''
      report()
    } else if (answer.detail !== lastFailure) {
      lastFailure = answer.detail
      ports.log.warn({ detail: answer.detail }, 'Sessions hook failed')
    }
    if (askAgain) await ask()
    else cancelNext = ports.system.after(options.intervalMs, () => void ask())
  }

  void ask()
  return {
    current: () => sessions,
    poke: () => {
      if (stopped) return
      if (asking) askAgain = true
      else void ask()
    },
    repeat: () => {
      sent = undefined
      report()
    },
    stop: () => {
      stopped = true
      cancelNext()
    },
  }
}
