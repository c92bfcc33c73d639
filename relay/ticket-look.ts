/**
 * A gateway's own look at a ticket before it asks its broker: junk costs one signature check here
 * and nothing there. Whether a ticket still opens anything is the broker's to say; times too, so
 * that a gateway whose clock is wrong refuses nobody.
 */
import type { Refusal } from '../core/domain/errors.ts'
import { createTicketVerifier, type TicketReader } from '../core/identity/tickets.ts'
import type { Welcome } from './control-channel.ts'

export type TicketLook = {
  /** The site and the keys that count, from a welcome. */
  welcome(welcome: Pick<Welcome, 'siteId' | 'machineId' | 'ticketPublicKeys'>): void
  /** Another list of keys that count, and no other. */
  learn(publicKeys: readonly Uint8Array[]): void
  /** Why the broker need not be asked; undefined when it must be. */
  refusalOf(ticket: string, transport: 'websocket' | 'arm'): Promise<Refusal | undefined>
}

/** Knows no key at first, and then leaves everything to the broker. */
export const createTicketLook = (): TicketLook => {
  let site = { siteId: '', machineId: '' }
  let reader: TicketReader | undefined
  const learn = (publicKeys: readonly Uint8Array[]): void => {
    const nowMs = () => Number.MAX_SAFE_INTEGER
    const { siteId } = site
    reader =
      publicKeys.length === 0 ? undefined : createTicketVerifier({ siteId, nowMs, publicKeys })
  }
  return {
    welcome: ({ siteId, machineId, ticketPublicKeys }) => {
      site = { siteId, machineId }
      learn(ticketPublicKeys)
    },
    learn,
    refusalOf: async (ticket, transport) => {
      const audience = transport === 'arm' ? site.machineId : `site:${site.siteId}`
      const read = await reader?.(ticket, audience)
      return read?.kind === 'refused' ? read : undefined
    },
  }
}
