/**
 * What crashes, faults and brokers that are gone leave behind: channels that nobody holds, seats
 * that nobody sits on, ends that were not settled. Every broker sweeps for itself.
 */
import type { ConnectionRunner } from './connection-runner.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { LiveState } from './live-state.ts'
import { isOrphaned, orphanedSeats, releaseSeat } from './seats.ts'
import { idOf } from './streams.ts'

export type Upkeep = {
  /** Once, before the first request: channels of an earlier life of this broker, and seats. */
  tidy(): Promise<void>
  /** Again and again: seats and connections that others left. */
  sweep(): Promise<void>
}

export type UpkeepPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly runner: Pick<ConnectionRunner, 'wakeUnsettled'>
  readonly causeOf: (actor: string) => Cause
  readonly brokerId: string
}

/** Makes the upkeep of one broker. */
export const createUpkeep = (ports: UpkeepPorts): Upkeep => {
  const { live, handler, runner, brokerId } = ports
  const causeOf = (): Cause => ports.causeOf(`broker:${brokerId}`)

  const releaseOrphans = async (): Promise<void> => {
    for (const { hostId, userSessionId, userSessionStream } of orphanedSeats(live)) {
      // The two streams are followed apart: what looks left may only be unread.
      await handler.catchUp('session', idOf(userSessionStream))
      await handler.catchUp('host', hostId)
      if (!isOrphaned(live, hostId, userSessionId)) continue
      await releaseSeat(handler, hostId, userSessionId, 'orphaned', causeOf())
    }
  }

  const dropHosts = async (): Promise<void> => {
    for (const hostIds of live.indexes.hostIdsByPool.values()) {
      for (const hostId of hostIds) {
        const { channel } = live.stateOf('host', hostId)
        if (channel?.brokerId !== brokerId) continue
        const command = { type: 'DisconnectAgent', reason: 'broker-restarted', ...channel } as const
        await handler.execute('host', hostId, command, causeOf())
      }
    }
  }

  const dropGateways = async (): Promise<void> => {
    for (const gatewayId of live.indexes.gatewayIds) {
      const { channel } = live.stateOf('gateway', gatewayId)
      if (channel?.brokerId !== brokerId) continue
      const command = { type: 'DisconnectGateway', reason: 'broker-restarted', ...channel } as const
      await handler.execute('gateway', gatewayId, command, causeOf())
    }
  }

  return {
    tidy: async () => {
      await dropHosts()
      await dropGateways()
      await releaseOrphans()
    },
    sweep: async () => {
      runner.wakeUnsettled()
      await releaseOrphans()
    },
  }
}
