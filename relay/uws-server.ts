/**
 * uWebSockets.js as a server: loads the native module, makes plain or TLS apps, listens and stops.
 * Certificates change by a new app that takes over the ports: uWebSockets cannot change those of an
 * app, and frees a server name under the connections that still use it. One of the files that know
 * uWebSockets.js.
 */

import type { HttpResponse, TemplatedApp, us_listen_socket } from 'uWebSockets.js'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { requestHeadBytesMax } from '../core/domain/limits.ts'
import { createUpgradeAnchor, type UpgradeAnchor } from './upgrade-anchor.ts'

/** The module also exports the listen flag, which its types hide in an enum that is not there. */
type Uws = typeof import('uWebSockets.js') & { readonly LIBUS_LISTEN_EXCLUSIVE_PORT: number }

export type TlsFiles = {
  /** PEM files; the certificate file may hold a chain. */
  readonly certFile: string
  readonly keyFile: string
  /** Certificates for clients that ask for one of these names, `*.` for one label included. */
  readonly named?: readonly NamedTlsFiles[]
}

export type NamedTlsFiles = Pick<TlsFiles, 'certFile' | 'keyFile'> & {
  readonly names: readonly string[]
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

/** What an app serves. Each new app, and each name of it, is asked for its routes. */
export type Served = {
  /** A connection came, count 1, or a connection that was never upgraded went, count -1. */
  connection(res: HttpResponse, count: number): void
  /** @param closed to be called when a WebSocket of these routes has closed */
  routes(app: TemplatedApp, closed: () => void): void
}

export type UwsServer = {
  /** To be awaited before the first upgrade. */
  prepare(): Promise<void>
  /** Runs an upgrade of a request that was held: see upgrade-anchor.ts. */
  upgradeHeld(upgrade: () => void): void
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
  /**
   * New connections get these certificates, those that are there go on with theirs.
   * @throws Error when the files are no pair, and then all stays as it was
   */
  reload(tls: TlsFiles): void
  /** Name of the native file that was loaded. */
  readonly nativeFile: string
  /** Apps with connections: 1, and one more for each reload that old connections outlive. */
  appCount(): number
  /** Closes every listener and connection. */
  close(): void
}

/**
 * Loads the native module. Heads that arrive in pieces are bounded by an environment variable that
 * the module reads while it is loaded, so the import must come second.
 */
const loadUws = (): { readonly uws: Uws; readonly nativeFile: string } => {
  process.env['UWS_HTTP_MAX_HEADERS_SIZE'] = String(requestHeadBytesMax)
  // The module is untyped CommonJS once loaded this way; its own declarations describe it.
  const require = createRequire(import.meta.url)
  const uws = require('uWebSockets.js') as Uws
  const native = /^uws_.*\.node$/
  const files = Object.keys(require.cache).map((path) => basename(path))
  return { uws, nativeFile: files.find((file) => native.test(file)) ?? '' }
}

/** Suites of TLS 1.2 with forward secrecy and authenticated encryption, as all of 1.3 are. */
const tls12Suites = 'ECDHE+AESGCM:ECDHE+CHACHA20'

const appOptions = ({ certFile, keyFile }: Pick<TlsFiles, 'certFile' | 'keyFile'>) => ({
  cert_file_name: certFile,
  key_file_name: keyFile,
  ssl_ciphers: tls12Suites,
  // An idle leg then holds no TLS buffers: 8 KB a pair in place of 40.
  ssl_prefer_low_memory_usage: true,
})

/** An app and how many connections it has. */
type Generation = { readonly app: TemplatedApp; connections: number; retired: boolean }

/**
 * TLS 1.2 is the least: uSockets sets it for every SSLApp (tested in uws-gateway.test.ts).
 * @param afterPoll runs once outside every handler of a socket
 */
const createGenerations = (uws: Uws, served: Served, afterPoll: (run: () => void) => void) => {
  const all = new Set<Generation>()

  const left = (generation: Generation): void => {
    generation.connections -= 1
    if (!generation.retired || generation.connections > 0) return
    // An app must not be closed from inside a handler of its last connection.
    afterPoll(() => {
      if (all.delete(generation)) generation.app.close()
    })
  }

  const build = (tls: TlsFiles | undefined): Generation => {
    const app = tls === undefined ? uws.App() : uws.SSLApp(appOptions(tls))
    const generation: Generation = { app, connections: 0, retired: false }
    const watch = (res: HttpResponse, count: unknown): void => {
      if (Number(count) > 0) generation.connections += 1
      served.connection(res, Number(count))
      if (Number(count) < 0) left(generation)
    }
    app.filter(watch)
    const closed = (): void => left(generation)
    served.routes(app, closed)
    for (const { names, ...files } of tls?.named ?? []) {
      for (const name of names) {
        app.addServerName(name, appOptions(files))
        served.routes(app.domain(name), closed)
      }
    }
    all.add(generation)
    return generation
  }

  return {
    build,
    retire: (generation: Generation): void => {
      generation.retired = true
      generation.connections += 1
      left(generation)
    },
    count: () => all.size,
    close: (): void => {
      for (const { app } of all) app.close()
      all.clear()
    },
  }
}

/** Makes a server; nothing listens yet. Throws an Error when the files are no pair. */
export const createUwsServer = (
  tls: TlsFiles | undefined,
  served: Served,
  afterPoll: (run: () => void) => void = setImmediate,
): UwsServer => {
  const { uws, nativeFile } = loadUws()
  const generations = createGenerations(uws, served, afterPoll)
  type Listener = { readonly socket: us_listen_socket; readonly host: string }
  const listeners = new Map<number, Listener>()
  let current = generations.build(tls)
  let anchor: UpgradeAnchor | undefined
  let closed = false

  const bind = (
    host: string,
    port: number,
    shared: boolean,
    to: TemplatedApp,
  ): us_listen_socket => {
    let listener: us_listen_socket | false = false
    // The callback runs before listen returns. See ListenApp for the cast.
    const listenApp = to as unknown as ListenApp
    const flags = shared ? 0 : uws.LIBUS_LISTEN_EXCLUSIVE_PORT
    listenApp.listen(host, port, flags, (socket) => {
      listener = socket
    })
    if (listener !== false) return listener
    throw new Error(`cannot listen on ${host}:${port}: the port is taken or not allowed`)
  }

  /**
   * A port that nobody listens on now, 0 for any: asked of the kernel by an exclusive listener. All
   * that stay are shareable, so that the next app can take over before this one lets go.
   */
  const freePort = (host: string, port: number): number => {
    const listener = bind(host, port, false, current.app)
    const actualPort = uws.us_socket_local_port(listener)
    uws.us_listen_socket_close(listener)
    return actualPort
  }

  const openAnchor = (): Promise<UpgradeAnchor> => {
    const anchorApp = uws.App()
    let listener: us_listen_socket | undefined
    return createUpgradeAnchor(
      anchorApp,
      () => {
        listener = bind('127.0.0.1', 0, false, anchorApp)
        return uws.us_socket_local_port(listener)
      },
      () => {
        if (listener !== undefined) uws.us_listen_socket_close(listener)
      },
    )
  }

  const takeOver = (port: number, { socket, host }: Listener, app: TemplatedApp): void => {
    listeners.set(port, { socket: bind(host, port, true, app), host })
    uws.us_listen_socket_close(socket)
  }

  return {
    prepare: async () => {
      anchor ??= await openAnchor()
    },
    upgradeHeld: (upgrade) => {
      if (anchor === undefined) upgrade()
      else anchor.run(upgrade)
    },
    listen: (host, port, shared) => {
      const actualPort = shared && port !== 0 ? port : freePort(host, port)
      listeners.set(actualPort, { socket: bind(host, actualPort, true, current.app), host })
      return actualPort
    },
    stopListening: (port) => {
      // INVARIANT: a listener is closed once; uWebSockets crashes on the second close.
      const listener = listeners.get(port)
      if (listener === undefined || closed) return
      listeners.delete(port)
      uws.us_listen_socket_close(listener.socket)
    },
    reload: (files) => {
      if (closed || tls === undefined) return
      const before = current
      current = generations.build(files)
      for (const [port, listener] of [...listeners]) takeOver(port, listener, current.app)
      generations.retire(before)
    },
    nativeFile,
    appCount: generations.count,
    close: () => {
      if (closed) return
      closed = true
      listeners.clear()
      anchor?.close()
      generations.close()
    },
  }
}
