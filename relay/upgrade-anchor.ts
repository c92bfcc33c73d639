/**
 * A held HTTP response on a loopback connection of our own, inside whose cork other requests are
 * upgraded.
 *
 * Why: an upgrade that comes later than its request belongs into `res.cork`, says uWebSockets. But
 * when the socket's memory does not move, versions before August 2026 go on reading the new
 * WebSocket as an HTTP response after the cork, memory that others may own by then, and often close
 * the connection (tested in uws-server.test.ts). Outside any cork the upgrade is right, but every
 * one prints a warning. Inside the cork of another response it is right and silent, at the price of
 * one write for each piece of the answer's head.
 */
import { once } from 'node:events'
import { connect } from 'node:net'

type AnchorResponse = {
  cork(run: () => void): unknown
  onAborted(gone: () => void): unknown
}

export type AnchorApp = {
  get(pattern: string, handler: (response: AnchorResponse) => void): unknown
  close(): unknown
}

export type UpgradeAnchor = {
  /** Runs an upgrade so that its own response is not corked. */
  run(upgrade: () => void): void
  close(): void
}

/**
 * @param app a plain app of its own, closed with the anchor
 * @param listen binds a free loopback port exclusively and says which
 * @param stopListening lets that port go: nobody else connects to the anchor
 */
export const createUpgradeAnchor = async (
  app: AnchorApp,
  listen: () => number,
  stopListening: () => void,
): Promise<UpgradeAnchor> => {
  let anchor: AnchorResponse | undefined
  const held = new Promise<void>((resolve) => {
    app.get('/*', (response) => {
      response.onAborted(() => {
        if (anchor === response) anchor = undefined
      })
      anchor = response
      resolve()
    })
  })
  const socket = connect(listen(), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write('GET / HTTP/1.1\r\nHost: anchor\r\n\r\n')
  await held
  stopListening()
  // The gateway's own listeners keep the process alive, not this.
  socket.unref()
  return {
    run: (upgrade) => {
      if (anchor === undefined) upgrade()
      else anchor.cork(upgrade)
    },
    close: () => {
      anchor = undefined
      socket.destroy()
      app.close()
    },
  }
}
