/**
 * Liveness of one control socket: pings it, notices silence, and lets no peer fill our memory with
 * the answers to its own pings.
 */
import type { WebSocket } from 'ws'
import type { System } from '../broker/ports.ts'

export type ControlKeepaliveOptions = {
  readonly keepaliveMs: number
  readonly silenceMs: number
  readonly bufferedBytesMax: number
}

/** Calls `onDead` at most once, with the reason; the returned function ends the watch. */
export const keepControlAlive = (
  socket: WebSocket,
  ports: { readonly system: Pick<System, 'after' | 'monotonicMs'> },
  options: ControlKeepaliveOptions,
  onDead: (reason: string) => void,
): (() => void) => {
  const { system } = ports
  let heardAt = system.monotonicMs()
  let stopped = false
  let cancel: () => void = () => undefined

  const stop = (): void => {
    stopped = true
    cancel()
  }

  const die = (reason: string): void => {
    if (stopped) return
    stop()
    onDead(reason)
  }

  const heard = (): void => {
    heardAt = system.monotonicMs()
    // Pongs are sent unasked: a peer that pings and never reads is cut.
    if (socket.bufferedAmount > options.bufferedBytesMax) die('the machine does not read')
  }

  const beat = (): void => {
    const silentMs = system.monotonicMs() - heardAt
    if (silentMs >= options.silenceMs) {
      die('nothing was heard from the machine')
      return
    }
    // A machine pings as often itself: ours would say nothing new, and cost both ends two frames.
    if (silentMs >= options.keepaliveMs && socket.readyState === socket.OPEN) socket.ping()
    cancel = system.after(options.keepaliveMs, beat)
  }

  for (const name of ['message', 'ping', 'pong'] as const) socket.on(name, heard)
  cancel = system.after(options.keepaliveMs, beat)
  return stop
}
