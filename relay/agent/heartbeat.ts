/**
 * The agent's heartbeat: how busy the host is, how many sessions it has, whether its targets
 * answer. Beats while the control channel is up; a beat that cannot be sent is dropped, since the
 * next one says more.
 */
import type { HealthCheckResult, System } from '../../core/broker/ports.ts'
import { controlHealthCheckCountMax } from '../../core/domain/limits.ts'
import type { ControlMessage } from '../../proto/control-codec.ts'
import type { HostMetrics } from './host-metrics.ts'
import type { AgentRelay } from './rendezvous.ts'
import type { HostSession } from './sessions-hook.ts'
import type { Target } from './target-dial.ts'

export type HeartbeatSource = {
  /** Beats now and then every so many milliseconds, in place of an earlier rhythm. */
  start(intervalMs: number): void
  stop(): void
}

/** Makes the heartbeats of one agent. */
export const createHeartbeatSource = (
  ports: {
    readonly system: Pick<System, 'after'>
    readonly metrics: HostMetrics
    readonly relays: () => readonly AgentRelay[]
    /** The host's own list, where it can tell. */
    readonly sessions: () => readonly HostSession[] | undefined
    /** Undefined when the target takes connections, else why not. */
    readonly probe: (target: Target) => Promise<string | undefined>
    readonly send: (message: ControlMessage) => boolean
  },
  options: { readonly agentVersion: string; readonly targets: ReadonlyMap<string, Target> },
): HeartbeatSource => {
  let turn = 0
  let cancelNext: () => void = () => undefined

  const checkTargets = async (): Promise<HealthCheckResult[]> => {
    // A relay that runs is proof enough, and some targets take one connection at a time.
    const serving = ports.relays().length > 0
    const checks: HealthCheckResult[] = []
    for (const [resourceId, target] of options.targets) {
      if (checks.length >= controlHealthCheckCountMax) break
      const message = serving ? undefined : await ports.probe(target)
      checks.push({
        ...checkNameOf(resourceId),
        result: message === undefined ? 'succeeded' : 'failed',
        message: message ?? '',
      })
    }
    return checks
  }

  const beat = async (mine: number, intervalMs: number): Promise<void> => {
    const healthChecks = await checkTargets()
    if (mine !== turn) return
    const { metrics } = ports
    ports.send({
      type: 'heartbeat',
      ...countSessions(ports.sessions(), ports.relays()),
      cpuLoad: metrics.cpuLoad(),
      memoryUsedBytes: metrics.memoryUsedBytes(),
      memoryTotalBytes: metrics.memoryTotalBytes(),
      agentVersion: options.agentVersion,
      healthChecks,
    })
    cancelNext = ports.system.after(intervalMs, () => void beat(mine, intervalMs))
  }

  return {
    start: (intervalMs) => {
      turn += 1
      cancelNext()
      void beat(turn, intervalMs)
    },
    stop: () => {
      turn += 1
      cancelNext()
    },
  }
}

/** AVD's name for the check that the host takes sessions; only the default target's is fatal. */
const checkNameOf = (resourceId: string): { name: string; fatal: boolean } =>
  resourceId === ''
    ? { name: 'SxSStack', fatal: true }
    : { name: `Target:${resourceId}`.slice(0, 128), fatal: false }

const countSessions = (
  sessions: readonly HostSession[] | undefined,
  relays: readonly AgentRelay[],
): { activeSessions: number; disconnectedSessions: number } => {
  if (sessions === undefined) {
    // Two connections to one user session are one session.
    const ids = new Set(relays.map((relay) => relay.userSessionId || relay.connectionId))
    return { activeSessions: ids.size, disconnectedSessions: 0 }
  }
  const activeSessions = sessions.filter((session) => session.state === 'active').length
  return { activeSessions, disconnectedSessions: sessions.length - activeSessions }
}
