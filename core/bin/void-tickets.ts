/**
 * Retires every ticket key that a restored log says counts, as an administrator could one by one:
 * a ticket that was handed out before opens nothing, whoever signed it. Brokers that start on the
 * log publish new keys.
 */

import { ownVersions } from '../../proto/event-codec.ts'
import { ownEvents } from '../adapters/esdb/foreign-event.ts'
import { openLmdbEventLog } from '../adapters/lmdb-event-log.ts'
import { createEventReading, featuresId } from '../broker/event-versions.ts'
import { createCommandHandler } from '../broker/handle-command.ts'
import { createLiveState } from '../broker/live-state.ts'
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'

export type VoidTicketsPorts = { readonly system: Pick<System, 'nowMs' | 'after' | 'newId'> }

/**
 * Retires the keys of a site in the log of a folder that no broker has; gives how many. Throws a
 * Fault of the log, LOG_TOO_NEW for one that this version cannot read.
 */
export const voidTickets = async (
  { system }: VoidTicketsPorts,
  options: { readonly logFolder: string; readonly siteId: string },
): Promise<number> => {
  const { logFolder, siteId } = options
  const stored = await openLmdbEventLog({ folder: logFolder, system })
  try {
    const log = ownEvents(stored)
    const live = createLiveState()
    const reading = createEventReading(ownVersions, live, () => undefined)
    const onEvent = (): void => undefined
    const handler = createCommandHandler({ log, live, reading, system, onEvent })
    await handler.catchUp('features', featuresId)
    await handler.catchUp('site', siteId)
    const { keys } = live.stateOf('site', siteId)
    const commands = keys.map(
      ({ keyId }) => ({ type: 'RetireTicketKey', keyId, reason: 'administrator' }) as const,
    )
    const cause = { actor: 'admin:restore', connectionId: '', causationId: system.newId() }
    if (commands.length === 0) return 0
    const result = await handler.execute('site', siteId, commands, cause)
    if (result.kind === 'refused') throw new Fault(result.code, result.detail)
    return commands.length
  } finally {
    await stored.stop()
  }
}
