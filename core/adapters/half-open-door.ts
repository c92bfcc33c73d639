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
  /** Closed because those before them took too long already. */
  readonly busyTotal: number
  /** Closed because their time was over. */
  readonly lateTotal: number
}

export type HalfOpenDoorOptions = {
  readonly perAddressMax: number
  readonly countMax: number
  readonly admittedCountMax: number
  readonly deadlineMs: number
  /**
   * Where the quickest of those let through lately took longer than `provenMsMax`, no more than
   * `countMax` stand at the door: whoever comes later would give up before it is their turn, and
   * what was done for them would be in vain. Absent: never.
   */
  readonly backlog?: { readonly provenMsMax: number; readonly countMax: number }
}

/** Names a peer by address and port, on the raw socket and on the TLS one above it alike. */
export const peerOf = (socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): string =>
  `${socket.remoteAddress ?? ''} ${socket.remotePort ?? 0}`

/** Over so many milliseconds the quickest counts; a time without anybody is no backlog. */
const backlogWindowMs = 1_000

/**
 * Tells by the least time of a window whether there is a backlog, as CoDel does for packets (RFC
 * 8289): a few that dawdle show nothing, and cannot keep others out.
 */
const createBacklog = (system: Pick<System, 'monotonicMs'>, provenMsMax = Infinity) => {
  let endsAt = 0
  let leastMs = Infinity
  let isLong = false
  const look = (): void => {
    const now = system.monotonicMs()
    if (now < endsAt) return
    isLong = leastMs !== Infinity && leastMs > provenMsMax && now < endsAt + backlogWindowMs
    leastMs = Infinity
    endsAt = now + backlogWindowMs
  }
  return {
    passed: (tookMs: number): void => {
      look()
      leastMs = Math.min(leastMs, tookMs)
    },
    isLong: (): boolean => {
      look()
      return isLong
    },
  }
}

/** Makes a door through which nobody has come yet. */
export const createHalfOpenDoor = (
  ports: { readonly system: Pick<System, 'after' | 'monotonicMs'> },
  options: HalfOpenDoorOptions,
): HalfOpenDoor => {
  type Guest = {
    readonly socket: Socket
    readonly address: string
    readonly enteredAt: number
    cancel(): void
    in: boolean
  }
  const backlog = createBacklog(ports.system, options.backlog?.provenMsMax)
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
      if (backlog.isLong() && halfOpen.size >= (options.backlog?.countMax ?? 0)) {
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
      const enteredAt = ports.system.monotonicMs()
      const guest: Guest = { socket, address, enteredAt, cancel, in: false }
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
      backlog.passed(ports.system.monotonicMs() - guest.enteredAt)
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
