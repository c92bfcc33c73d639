/** Connects to a target of the agent's own configuration and says in the broker's words why not. */
import { connect, type Socket } from 'node:net'
import type { System } from '../../core/broker/ports.ts'

/** Where a resource is served, seen from the host. */
export type Target = {
  readonly host: string
  readonly port: number
  /**
   * `rdp`: an answer that selects standard RDP security is refused and the certificate is read.
   * `tcp`: passed as it is.
   */
  readonly protocol: 'rdp' | 'tcp'
}

export type TargetDialResult =
  /** Made with allowHalfOpen; not yet read. */
  | { readonly kind: 'connected'; readonly socket: Socket }
  | {
      readonly kind: 'failed'
      readonly code: 'TARGET_REFUSED' | 'TARGET_TIMED_OUT'
      readonly detail: string
    }

/** Dials once. Aborting counts as refused. Never rejects. */
export const dialTarget = (
  ports: { readonly system: Pick<System, 'after'> },
  target: Target,
  options: { readonly deadlineMs: number; readonly signal?: AbortSignal },
): Promise<TargetDialResult> =>
  new Promise((resolve) => {
    const { host, port } = target
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, keepAlive: true })
    const settle = (result: TargetDialResult): void => {
      cancel()
      options.signal?.removeEventListener('abort', giveUp)
      socket.removeListener('error', onError)
      if (result.kind === 'failed') {
        socket.on('error', () => undefined)
        socket.destroy()
      }
      resolve(result)
    }
    const fail = (code: 'TARGET_REFUSED' | 'TARGET_TIMED_OUT', detail: string): void =>
      settle({ kind: 'failed', code, detail })
    const onError = (error: Error & { readonly code?: unknown }): void =>
      fail(error.code === 'ETIMEDOUT' ? 'TARGET_TIMED_OUT' : 'TARGET_REFUSED', error.message)
    const giveUp = (): void => fail('TARGET_REFUSED', 'the order was taken back')
    const cancel = ports.system.after(options.deadlineMs, () =>
      fail('TARGET_TIMED_OUT', `${host}:${port} did not answer within ${options.deadlineMs} ms`),
    )
    options.signal?.addEventListener('abort', giveUp)
    if (options.signal?.aborted) giveUp()
    socket.once('error', onError)
    socket.once('connect', () => settle({ kind: 'connected', socket }))
  })
