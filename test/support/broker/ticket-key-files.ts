/** Ticket keys that outlive a broker, as on a disk; they sign nothing. */
import type { OwnTicketKey, TicketKeyFiles } from '../../../core/broker/ticket-keys.ts'

/** @param draw makes each new key */
export const createTestTicketKeyFiles = (draw: () => OwnTicketKey): TicketKeyFiles => {
  let current = draw()
  let next: OwnTicketKey | undefined
  return {
    current: () => current,
    next: () => next,
    makeNext: () => {
      next ??= draw()
    },
    promoteNext: () => {
      current = next ?? current
      next = undefined
    },
    replaceCurrent: () => {
      current = draw()
      next = undefined
    },
    dropNext: () => {
      next = undefined
    },
  }
}

/** Draws `key-1`, `key-2` and so on. */
export const createKeyDraw = (): (() => OwnTicketKey) => {
  let made = 0
  return () => {
    made += 1
    return { keyId: `key-${made}`, publicKey: new Uint8Array(32).fill(made) }
  }
}
