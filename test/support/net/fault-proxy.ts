/**
 * A TCP proxy that misbehaves on demand: it delays, drips, goes silent in one or both directions,
 * forgets or resets. It stands before whatever a test wants to lose sight of.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type ProxyFault =
  /** Everything passes. */
  | { readonly kind: 'none' }
  /** Nothing passes, nothing is closed, new connections are taken. */
  | { readonly kind: 'blackhole' }
  /** Questions pass, answers do not. */
  | { readonly kind: 'no-answers' }
  /** What passes comes so much later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** So many bytes pass at a time, with a pause after each. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly ms: number }
  /** No connection passes more than so many bytes a second each way. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }

export type FaultProxy = {
  readonly port: number
  /** From now on; what is held is let go by `none`. */
  set(fault: ProxyFault): void
  /** Resets every connection, as a cable that is pulled and a host that restarts. */
  reset(): void
  /**
   * The target loses every connection, and its clients hear nothing of it: what they send is taken
   * and goes nowhere. New connections pass.
   */
  halfOpen(): void
  connectionCount(): number
  stop(): Promise<void>
}

type Way = 'question' | 'answer'

/** Bandwidth is shared out in slices of so many milliseconds. */
const sliceMs = 10

/** What passes at a time while the fault is there; undefined for everything at once. */
const sliceOf = (fault: ProxyFault): { bytes: number; ms: number } | undefined => {
  if (fault.kind === 'drip') return fault
  if (fault.kind !== 'bandwidth') return undefined
  return { bytes: Math.max(1, Math.round((fault.bytesPerSecond * sliceMs) / 1_000)), ms: sliceMs }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Starts one in front of a port of this machine. */
export const startFaultProxy = async (targetPort: number): Promise<FaultProxy> => {
  let fault: ProxyFault = { kind: 'none' }
  let wake: (() => void)[] = []
  const pairs = new Set<readonly [Socket, Socket]>()
  /** Targets that are gone without their clients' knowledge. */
  const forgotten = new WeakSet<Socket>()

  const isHeld = (way: Way): boolean =>
    fault.kind === 'blackhole' || (fault.kind === 'no-answers' && way === 'answer')

  const write = async (to: Socket, chunk: Buffer): Promise<void> => {
    if (!to.writable) return
    if (!to.write(chunk)) await Promise.race([once(to, 'drain'), once(to, 'close')])
  }

  const pass = async (from: Socket, to: Socket, way: Way): Promise<void> => {
    for await (const data of from) {
      let chunk: Buffer = data
      while (chunk.length > 0) {
        while (isHeld(way) && !from.destroyed) {
          await new Promise<void>((resolve) => {
            wake.push(resolve)
          })
        }
        if (fault.kind === 'latency') await sleep(fault.ms)
        const slice = sliceOf(fault)
        const part = chunk.subarray(0, slice?.bytes ?? chunk.length)
        await write(to, part)
        chunk = chunk.subarray(part.length)
        if (slice) await sleep(slice.ms)
      }
    }
    if (!forgotten.has(from)) to.end()
  }

  const letGo = (): void => {
    const waiting = wake
    wake = []
    for (const go of waiting) go()
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true })
    const pair = [client, target] as const
    pairs.add(pair)
    const drop = (): void => {
      pairs.delete(pair)
      client.destroy()
      target.destroy()
      letGo()
    }
    const dropUnlessForgotten = (): void => {
      if (!forgotten.has(target)) drop()
    }
    client.setNoDelay(true).on('error', drop).on('close', drop)
    target.setNoDelay(true).on('error', dropUnlessForgotten).on('close', dropUnlessForgotten)
    pass(client, target, 'question').catch(drop)
    pass(target, client, 'answer').catch(dropUnlessForgotten)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const reset = (): void => {
    for (const [client, target] of [...pairs]) {
      client.resetAndDestroy()
      target.resetAndDestroy()
    }
  }
  return {
    // A listening TCP server has such an address.
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      fault = next
      letGo()
    },
    reset,
    halfOpen: () => {
      for (const [, target] of pairs) {
        forgotten.add(target)
        target.resetAndDestroy()
      }
    },
    connectionCount: () => pairs.size,
    stop: async () => {
      server.close()
      reset()
      letGo()
    },
  }
}
