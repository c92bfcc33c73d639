/** What a broker process is made of, each opened from its settings and its data folder. */
import type { Logger } from 'pino'
import { createAccessLog } from '../adapters/access-log.ts'
import { createSystem } from '../adapters/system.ts'
import type { Identity } from '../api/ports.ts'
import { type Broker, createBroker, type StateSnapshots } from '../broker/broker.ts'
import type { System } from '../broker/ports.ts'
import { createTicketKeys, type TicketKeys } from '../broker/ticket-keys.ts'
import { errorTable, Fault } from '../domain/errors.ts'
import { findTicketKey } from '../domain/site.ts'
import { isInRanges } from '../identity/address-range.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { createHostIds } from '../identity/host-id.ts'
import { openTicketKeyFiles } from '../identity/ticket-key-files.ts'
import { createTickets } from '../identity/tickets.ts'
import { createUserIds } from '../identity/user-id.ts'
import { CommandFault } from './cli/exit.ts'
import type { Config } from './config-schema.ts'
import { createHistory, type History } from './history.ts'
import { openStores, type Stores } from './stores.ts'

const reasonOf = (fault: unknown): string => {
  if (fault instanceof Fault) return fault.detail
  return fault instanceof Error ? fault.message : String(fault)
}

/** What it keeps, here or elsewhere. Throws CommandFault with what to do. */
export const openStoresOf = async (
  folder: DataFolder,
  config: Config,
  log: Logger,
): Promise<Stores> => {
  try {
    const { heartbeatRetentionMs } = config.limits
    return await openStores(folder, createSystem(), {
      heartbeatRetentionMs,
      logUrl: config.log.url,
      served: config.esdb.port !== undefined,
      heartbeatUrl: config.heartbeats.url,
      // Told at each try, so without stacks; a fault's own words are those of decisions.
      onFault: (error) => log.warn({ reason: reasonOf(error) }, 'Heartbeat log is away'),
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new CommandFault('failed', error.code, error.message, errorTable[error.code].remedy)
  }
}

/** What every part may need. */
export type Parts = {
  readonly config: Config
  readonly folder: DataFolder
  readonly stores: Stores
  readonly system: System
  readonly log: Logger
}

/** The log of who read what. */
export const openAccessLog = ({ folder, system, log }: Parts) =>
  createAccessLog(
    { system, onFault: (error) => log.error({ error }, 'Read was not noted') },
    { folder: folder.file('access') },
  )

/** States of the past, and the snapshots that make them quick. */
export const createHistoryOf = ({ config, folder, stores, system, log }: Parts): History =>
  createHistory(
    {
      log: stores.eventLog,
      system,
      onFault: (error) => log.warn({ error }, 'Snapshot was not taken'),
    },
    {
      logUrl: config.log.url,
      logFolder: folder.file('log'),
      snapshotFolder: folder.file('snapshots'),
    },
  )

/** The broker and its ticket keys; nothing happens before start. */
export const createBrokerOf = (
  parts: Parts,
  identity: Identity,
  snapshots: StateSnapshots,
  onTooNew: (fault: Fault) => void,
): { readonly broker: Broker; readonly ticketKeys: TicketKeys } => {
  const { config, folder, stores, system, log } = parts
  const { brokerId, siteId } = folder
  const files = openTicketKeyFiles(folder)
  const site = () => broker.live.stateOf('site', siteId)
  const broker = createBroker(
    {
      log: stores.eventLog,
      snapshots,
      heartbeatLog: stores.heartbeatLog,
      people: stores.people,
      tickets: createTickets(
        { signing: files.signing, find: (keyId) => findTicketKey(site(), keyId) },
        { siteId, nowMs: system.nowMs },
      ),
      system,
      userOf: async (bearer) => {
        const verified = await identity.verify(bearer, 'user')
        return verified.kind === 'refused' ? undefined : verified.userId
      },
      userSessionKey: createUserIds(folder.streamKey).userSessionKey,
      hostIdOf: createHostIds(folder.streamKey),
      isInRanges,
      onFault: (connectionId, error) =>
        log.error({ connectionId, error }, 'Decision could not be recorded'),
      onLogReach: (away, error) =>
        away ? log.warn({ error }, 'Log is away') : log.info('Log is there again'),
      onTooNew,
    },
    {
      brokerId,
      siteAudience: `site:${siteId}`,
      heartbeatTimeoutMs: config.limits.heartbeatTimeoutMs,
    },
  )
  const { live, handler, channels } = broker
  const onFault = (error: unknown) => log.error({ error }, 'Ticket keys could not be minded')
  const { ticketKeyOverlapMs: overlapMs, ticketKeyRetireMs: retireMs } = config.limits
  const ticketKeys = createTicketKeys(
    { live, handler, channels, files, system, onFault },
    { siteId, brokerId, overlapMs, retireMs },
  )
  return { broker, ticketKeys }
}
