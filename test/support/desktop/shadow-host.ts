/**
 * A real session host: FreeRDP's shadow server, which shows an X display over RDP on loopback.
 * Each has a configuration folder of its own, so each makes a certificate of its own.
 */
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { waitUntil } from './deadline.ts'
import type { Display } from './display.ts'
import { startProcess } from './owned-process.ts'

export type ShadowHost = {
  /** TCP, on 127.0.0.1. */
  readonly port: number
  /** SHA-256 of its certificate, upper-case hexadecimal pairs joined by colons. */
  readonly certificateFingerprintSha256: string
  log(): string
  stop(): Promise<void>
}

export type ShadowHostOptions = {
  readonly display: Display
  /** Default: a free one. */
  readonly port?: number
}

/** How long it may take to make its key and listen; an RSA key takes a second or two. */
const startDeadlineMs = 30_000

/**
 * Starts a shadow server for a display. It asks nobody for a password and speaks TLS only: NLA
 * needs digests that Debian's build cannot load. Rejects when it does not listen in time.
 */
export async function startShadowHost(options: ShadowHostOptions): Promise<ShadowHost> {
  const home = await mkdtemp(join(options.display.workDir, 'host-'))
  const port = options.port ?? (await freePort())
  const config = join(home, '.config')
  const server = await startProcess({
    program: 'freerdp-shadow-cli3',
    args: [`/port:${port}`, '/bind-address:127.0.0.1', '-auth', '/sec:tls'],
    env: { DISPLAY: options.display.display, HOME: home, XDG_CONFIG_HOME: config },
  })
  let ended = false
  void server.exited.then(() => {
    ended = true
  })
  try {
    await waitUntil(
      async () => {
        if (ended) throw new Error(`the shadow server ended at once: ${server.log()}`)
        return (await listens(port)) ? true : undefined
      },
      startDeadlineMs,
      () => `the shadow server does not listen on port ${port}: ${server.log()}`,
    )
    const pem = await readFile(join(config, 'freerdp', 'shadow', 'shadow.crt'))
    const certificateFingerprintSha256 = new X509Certificate(pem).fingerprint256
    return { port, certificateFingerprintSha256, log: server.log, stop: server.stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** The server cannot be asked to choose a port and say which, so one is tried out for it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

/** Reads the kernel's table rather than connecting: a connection would be a visit to the host. */
async function listens(port: number): Promise<boolean> {
  const loopback = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const table = await readFile('/proc/net/tcp', 'latin1')
  return table.split('\n').some((line) => line.includes(` ${loopback} 00000000:0000 0A `))
}
