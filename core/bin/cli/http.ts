/**
 * HTTPS to one API: its certificate and name are verified, no redirect is followed, every answer
 * has a bound and a deadline. Failures to reach it become a command's end with their reason.
 */
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { cliAnswerBytesMax, cliLineBytesMax, cliSilenceMs } from '../../domain/limits.ts'
import { CommandFault } from './exit.ts'

export type HttpTarget = {
  /** `https://host:port`; a path before the request's own is kept. */
  readonly baseUrl: string
  /** PEM of the only authorities to trust; absent: the system's. */
  readonly ca?: string | undefined
  /** Gives up. */
  readonly signal: AbortSignal
}

export type HttpRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Begins with a slash. */
  readonly path: string
  readonly bearer?: string | undefined
  /** Sent as JSON. */
  readonly body?: unknown
}

export type HttpAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

const trustCodes = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
])

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** Why an address could not be asked, as a command's end. */
export const faultOfNetwork = (baseUrl: string, error: unknown): CommandFault => {
  if (error instanceof CommandFault) return error
  const code = codeOf(error)
  const text = error instanceof Error ? error.message : String(error)
  const ends = (message: string, fix: string, kind = 'UNREACHABLE'): CommandFault =>
    new CommandFault('unreachable', kind, `${baseUrl}: ${message}`, fix, error)
  if (trustCodes.has(code)) {
    const message = 'its certificate is signed by no authority that is trusted here'
    return ends(
      message,
      'give the authority by --ca FILE, or sign in again with `causeway login`, away from ' +
        'the data folder with --authority-fingerprint',
      code,
    )
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return ends(`its certificate is for another name: ${text}`, 'use a name it carries', code)
  }
  if (code === 'CERT_HAS_EXPIRED') return ends('its certificate has expired', 'renew it', code)
  if (code === 'CERT_NOT_YET_VALID') {
    return ends('its certificate is not valid yet', 'set the clocks right', code)
  }
  if (code === 'ECONNREFUSED') {
    return ends('nothing listens there', 'start it with `causeway serve`, or give --api')
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return ends('its name is not known', 'check the name given by --api')
  }
  return ends(text, 'check the address and the network; `causeway doctor`')
}

const timedOut = (baseUrl: string): CommandFault =>
  new CommandFault(
    'timedOut',
    'TIMED_OUT',
    `${baseUrl}: no answer within ${cliSilenceMs / 1_000} s`,
    "try again; look at the server's log",
  )

const open = (target: HttpTarget, request: HttpRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const url = new URL(target.baseUrl.replace(/\/+$/, '') + request.path)
    const payload = request.body === undefined ? undefined : JSON.stringify(request.body)
    const outgoing = httpsRequest(
      url,
      {
        method: request.method ?? 'GET',
        agent: false,
        minVersion: 'TLSv1.2',
        signal: target.signal,
        timeout: cliSilenceMs,
        ...(target.ca === undefined ? {} : { ca: target.ca }),
        headers: {
          accept: 'application/json, application/x-ndjson, text/plain',
          ...(request.bearer === undefined ? {} : { authorization: `Bearer ${request.bearer}` }),
          ...(payload === undefined
            ? {}
            : {
                'content-type': 'application/json',
                'content-length': String(Buffer.byteLength(payload)),
              }),
        },
      },
      resolve,
    )
    outgoing.on('timeout', () => outgoing.destroy(timedOut(target.baseUrl)))
    outgoing.on('error', (error) => reject(faultOfNetwork(target.baseUrl, error)))
    outgoing.end(payload)
  })

async function* chunksOf(target: HttpTarget, message: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of message) yield Buffer.from(chunk)
  } catch (error) {
    throw faultOfNetwork(target.baseUrl, error)
  }
}

const readWhole = async (target: HttpTarget, message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of chunksOf(target, message)) {
    size += chunk.length
    if (size > cliAnswerBytesMax) {
      message.destroy()
      const text = `${target.baseUrl}: the answer is larger than ${cliAnswerBytesMax} bytes`
      throw new CommandFault('failed', 'FAILED', text, 'ask for less')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** One request and its whole answer, whatever its status. Throws a CommandFault. */
export const askHttp = async (target: HttpTarget, request: HttpRequest): Promise<HttpAnswer> => {
  const message = await open(target, request)
  const body = await readWhole(target, message)
  return { status: message.statusCode ?? 0, headers: message.headers, body }
}

export type LineStream =
  | { readonly kind: 'lines'; readonly lines: AsyncIterable<string> }
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }

/** One request whose answer is lines; an answer that is no success is read whole instead. */
export const streamHttp = async (target: HttpTarget, request: HttpRequest): Promise<LineStream> => {
  const message = await open(target, request)
  const status = message.statusCode ?? 0
  if (status === 200) return { kind: 'lines', lines: linesOf(chunksOf(target, message)) }
  const body = await readWhole(target, message)
  return { kind: 'answer', answer: { status, headers: message.headers, body } }
}

/** Splits UTF-8 bytes at line feeds; empty lines are left out, a line has a bound. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: false })
  let rest = ''
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    let from = 0
    for (let at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n', from)) {
      if (at > from) yield rest.slice(from, at)
      from = at + 1
    }
    rest = rest.slice(from)
    if (rest.length > cliLineBytesMax) {
      throw new CommandFault('failed', 'FAILED', 'a line of the answer is too long', 'report it')
    }
  }
  if (rest !== '') yield rest
}
