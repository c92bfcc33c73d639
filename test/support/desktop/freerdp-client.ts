/**
 * A stock FreeRDP client on a display of its own folder: nothing it learns about a host, such as
 * an accepted certificate, reaches another test.
 */
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Display } from './display.ts'
import { type OwnedProcess, startProcess } from './owned-process.ts'

/** Debian's names: `xfreerdp3` is FreeRDP 3.10, `xfreerdp` is 2.11. */
export type FreerdpBinary = 'xfreerdp3' | 'xfreerdp'

export type ClientOptions = {
  readonly display: Display
  readonly binary: FreerdpBinary
  /** As on the command line; a .rdp file must be the first. */
  readonly args: readonly string[]
  /**
   * Hands the arguments over on stdin, so that tokens and passwords are not in the process table.
   * FreeRDP 3 only. Excludes `stdin`.
   */
  readonly argsByStdin?: boolean
  readonly stdin?: string
  /** For example SSL_CERT_FILE, the authorities that gateways are checked against. */
  readonly env?: Readonly<Record<string, string>>
  /** Default: a new folder within the display's. Home of the client, and its working folder. */
  readonly workDir?: string
}

/** Written by both versions once the inner RDP session is up, never before. */
export const sessionIsUp = /Local framebuffer format/

/**
 * Exit codes of both versions: client/X11/xf_client.h, enum XF_EXIT_CODE. A gateway that refuses
 * the upgrade shows as `negotiationFailed`, an ARM refusal as `connectionFailed`.
 */
export const clientExit = {
  badOption: 22,
  unknownOption: 23,
  connectionFailed: 131,
  negotiationFailed: 133,
  tlsRefused: 143,
  transportEnded: 147,
} as const

/**
 * The options that trust exactly these inner certificates. It is tried first for every TLS
 * connection, the gateway's included; what it does not match is checked against the authorities
 * as usual, and `deny` turns the question to the user into a refusal. FreeRDP 2 knows only the
 * form with colons, FreeRDP 3 also the one without.
 */
export function pinCertificates(...fingerprintsSha256: readonly string[]): string {
  const pins = fingerprintsSha256.map((pin) => `fingerprint:sha256:${pin}`)
  return `/cert:${['deny', ...pins].join(',')}`
}

/**
 * Starts a client. Rejects when the program cannot be started, an argument cannot be handed over
 * on one line of stdin, or FreeRDP 2 is asked to read them there.
 */
export async function startClient(options: ClientOptions): Promise<OwnedProcess> {
  const workDir = options.workDir ?? (await mkdtemp(join(options.display.workDir, 'client-')))
  const env = {
    ...options.env,
    DISPLAY: options.display.display,
    HOME: workDir,
    XDG_CONFIG_HOME: join(workDir, '.config'),
  }
  const handed = options.argsByStdin === true ? argsOverStdin(options) : plainArgs(options)
  // FreeRDP 2 buffers its log when that is no terminal; stdbuf replaces itself by the client.
  const args = ['-oL', options.binary, ...handed.args]
  return startProcess({ program: 'stdbuf', env, ...handed, args })
}

type HandedOver = { readonly args: readonly string[]; readonly stdin?: string }

function plainArgs(options: ClientOptions): HandedOver {
  return options.stdin === undefined
    ? { args: options.args }
    : { args: options.args, stdin: options.stdin }
}

/** One argument a line, up to the end of stdin or the first empty line; no quoting exists. */
function argsOverStdin(options: ClientOptions): HandedOver {
  if (options.binary !== 'xfreerdp3') throw new Error('argsByStdin needs xfreerdp3')
  if (options.stdin !== undefined) throw new Error('argsByStdin excludes stdin, give one of them')
  if (options.args.some((arg) => arg === '' || /[\r\n]/.test(arg))) {
    throw new Error('args must be single lines that are not empty when handed over on stdin')
  }
  return { args: ['/args-from:stdin'], stdin: `${options.args.join('\n')}\n` }
}
