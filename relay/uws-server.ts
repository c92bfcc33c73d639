/**
 * uWebSockets.js as a server: loads the native module, makes a plain or TLS app, listens and stops.
 * One of the two files that know uWebSockets.js; uws-gateway.ts is the other.
 */

import type { TemplatedApp, us_listen_socket } from 'uWebSockets.js'
import { createRequire } from 'node:module'
import { requestHeadBytesMax } from '../core/domain/limits.ts'

/** The module also exports the listen flag, which its types hide in an enum that is not there. */
type Uws = typeof import('uWebSockets.js') & { readonly LIBUS_LISTEN_EXCLUSIVE_PORT: number }

export type TlsFiles = {
  /** PEM files; the certificate file may hold a chain. */
  readonly certFile: string
  readonly keyFile: string
}

/** uWebSockets takes host, port and flags together; its types list the two halves only. */
type ListenApp = {
  listen(
    host: string,
    port: number,
    options: number,
    callback: (socket: us_listen_socket | false) => void,
  ): unknown
}

export type UwsServer = {
  readonly app: TemplatedApp
  /**
   * Listens; port 0 takes a free one.
   * @param shared other processes may share the port, clients are spread over them; otherwise a
   * port that anybody holds is refused
   * @returns the port
   * @throws Error naming host and port when it cannot be had
   */
  listen(host: string, port: number, shared: boolean): number
  /** Closes one listener; the second call for a port does nothing. */
  stopListening(port: number): void
  /** Closes every listener and connection. */
  close(): void
}

/**
 * Loads the native module. Heads that arrive in pieces are bounded by an environment variable that
 * the module reads while it is loaded, so the import must come second.
 */
const loadUws = (): Uws => {
  process.env['UWS_HTTP_MAX_HEADERS_SIZE'] = String(requestHeadBytesMax)
  // The module is untyped CommonJS once loaded this way; its own declarations describe it.
  return createRequire(import.meta.url)('uWebSockets.js') as Uws
}

/** TLS 1.2 is the least: uSockets sets it for every SSLApp (tested in uws-gateway.test.ts). */
export const createUwsServer = (tls: TlsFiles | undefined): UwsServer => {
  const uws = loadUws()
  const app =
    tls === undefined
      ? uws.App()
      : uws.SSLApp({
          cert_file_name: tls.certFile,
          key_file_name: tls.keyFile,
          // An idle leg then holds no TLS buffers: 8 KB a pair in place of 40.
          ssl_prefer_low_memory_usage: true,
        })
  const listeners = new Map<number, us_listen_socket>()
  let closed = false

  return {
    app,
    listen: (host, port, shared) => {
      let listener: us_listen_socket | false = false
      const flags = shared ? 0 : uws.LIBUS_LISTEN_EXCLUSIVE_PORT
      // The callback runs before listen returns. See ListenApp for the cast.
      const listenApp = app as unknown as ListenApp
      listenApp.listen(host, port, flags, (socket) => {
        listener = socket
      })
      if (listener === false) {
        throw new Error(`cannot listen on ${host}:${port}: the port is taken or not allowed`)
      }
      const actualPort = uws.us_socket_local_port(listener)
      listeners.set(actualPort, listener)
      return actualPort
    },
    stopListening: (port) => {
      // INVARIANT: a listener is closed once; uWebSockets crashes on the second close.
      const listener = listeners.get(port)
      if (listener === undefined || closed) return
      listeners.delete(port)
      uws.us_listen_socket_close(listener)
    },
    close: () => {
      if (closed) return
      closed = true
      listeners.clear()
      app.close()
    },
  }
}
