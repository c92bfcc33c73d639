/**
 * Who may stand at a port without having said anything that counts yet: so many of one address, so
 * many in all, each for a limited time from its TCP connection on. Knows nothing of TLS or
 * messages; its owner says what counts (a proven key, a whole request head).
 */
import type { Socket } from 'node:net'
import type { System } from '../broker/ports.ts'

export type HalfOpenDoor = {
  /** Lets a fresh TCP connection in under its deadline, or closes it at once. */
  enter(socket: Socket): void
  /**
   * The peer at this address and port said what counts: no deadline runs from now on. False when
   * it was let through before, is gone already, or too many are through.
   */
  admit(peer: string): boolean
  counts(): HalfOpenCounts
  /** Closes all that are half open. */
  clear(): void
}

export type HalfOpenCounts = {
  readonly halfOpen: number
  /** Connections that were let through and are still there. */
  readonly admitted: number
  /** Closed because there were too many. */
  readonly refusedTotal: number
  /** Closed because this process did not keep up. */
  readonly busyTotal: number
  /** Closed because their time was over. */
  readonly lateTotal: number
}

export type HalfOpenDoorOptions = {
  readonly perAddressMax: number
  readonly countMax: number
  readonly admittedCountMax: number
  readonly deadlineMs: number
  /** While true nobody new is let in: those who are in come first. */
  readonly isBusy?: () => boolean
}

/** Names a peer by address and port, on the raw socket and on the TLS one above it alike. */
export const peerOf = (socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): string =>
  `${socket.remoteAddress ?? ''} ${socket.remotePort ?? 0}`

/** Makes a door through which nobody has come yet. */
export const createHalfOpenDoor = (
  ports: { readonly system: Pick<System, 'after'> },
  options: HalfOpenDoorOptions,
): HalfOpenDoor => {
  type Guest = { readonly socket: Socket; readonly address: string; cancel(): void; in: boolean }
  const halfOpen = new Map<string, Guest>()
  const byAddress = new Map<string, number>()
  let admitted = 0
  let refusedTotal = 0
  let busyTotal = 0
  let lateTotal = 0

  const leave = (peer: string, guest: Guest): void => {
    guest.cancel()
    if (halfOpen.get(peer) === guest) halfOpen.delete(peer)
    const count = (byAddress.get(guest.address) ?? 1) - 1
    if (count === 0) byAddress.delete(guest.address)
    else byAddress.set(guest.address, count)
  }

  return {
    enter: (socket) => {
      const address = socket.remoteAddress ?? ''
      if (options.isBusy?.() === true) {
        busyTotal += 1
        socket.destroy()
        return
      }
      const count = byAddress.get(address) ?? 0
      if (count >= options.perAddressMax || halfOpen.size >= options.countMax) {
        refusedTotal += 1
        socket.destroy()
        return
      }
      const peer = peerOf(socket)
      const cancel = ports.system.after(options.deadlineMs, () => {
        lateTotal += 1
        socket.destroy()
      })
      const guest: Guest = { socket, address, cancel, in: false }
      byAddress.set(address, count + 1)
      halfOpen.set(peer, guest)
      socket.once('close', () => {
        if (guest.in) admitted -= 1
        else leave(peer, guest)
      })
    },
    admit: (peer) => {
      const guest = halfOpen.get(peer)
      if (!guest || admitted >= options.admittedCountMax) return false
      leave(peer, guest)
      guest.in = true
      admitted += 1
      return true
    },
    counts: () => ({ halfOpen: halfOpen.size, admitted, refusedTotal, busyTotal, lateTotal }),
    clear: () => {
      for (const { socket } of halfOpen.values()) socket.destroy()
    },
  }
}
