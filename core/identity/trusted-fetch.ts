/**
 * The one way this side asks an issuer over HTTPS: verified against the system's authorities or one
 * private authority, no redirects followed, answers bounded in time and size.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { System } from '../broker/ports.ts'
import { issuerAnswerMs, issuerBodyBytesMax } from './identity-limits.ts'

export type TrustedRequest = {
  readonly method?: string
  readonly headers?: Headers | Readonly<Record<string, string>>
  /** Text, bytes or a form; a stream is refused. */
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

/** Like fetch. Rejects when the peer cannot be trusted, is late or says too much. */
export type TrustedFetch = (url: string, options?: TrustedRequest) => Promise<Response>

export type TrustedFetchOptions = {
  /** PEM of the only authorities to trust; absent: those of the system. */
  readonly ca?: string | undefined
  readonly answerMs?: number
}

/** Makes a fetch that trusts these authorities. Holds no connection between requests. */
export const createTrustedFetch =
  (ports: { readonly system: Pick<System, 'after'> }, options: TrustedFetchOptions): TrustedFetch =>
  (url, { method = 'GET', headers = {}, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const target = new URL(url)
      if (target.protocol !== 'https:') throw new Error(`${target.origin} is not an https address`)
      const content = bytesOf(body)
      const asked = request(target, {
        method,
        agent: false,
        headers: { ...Object.fromEntries(new Headers(headers)), ...lengthOf(content) },
        minVersion: 'TLSv1.2',
        ...(options.ca === undefined ? {} : { ca: options.ca }),
        ...(signal ? { signal } : {}),
      })
      const late = (): void => {
        asked.destroy(new Error(`${target.origin} did not answer in time`))
      }
      const cancel = ports.system.after(options.answerMs ?? issuerAnswerMs, late)
      asked.once('close', cancel)
      asked.once('error', reject)
      asked.once('response', (answer) => {
        readBody(answer).then((bytes) => resolve(responseOf(answer, bytes)), reject)
      })
      asked.end(content)
    })

const bytesOf = (body: unknown): Uint8Array | undefined => {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string') return Buffer.from(body)
  if (body instanceof URLSearchParams) return Buffer.from(body.toString())
  if (body instanceof Uint8Array) return body
  throw new Error('the body of a request is text, bytes or a form')
}

const lengthOf = (content: Uint8Array | undefined): Record<string, string> =>
  content === undefined ? {} : { 'content-length': String(content.length) }

const readBody = async (answer: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > issuerBodyBytesMax) {
      answer.destroy()
      throw new Error(`the answer is longer than ${issuerBodyBytesMax} bytes`)
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

const responseOf = (answer: IncomingMessage, bytes: Buffer): Response => {
  const status = answer.statusCode ?? 0
  const empty = status === 204 || status === 205 || status === 304
  return new Response(empty ? null : new Uint8Array(bytes), {
    status,
    headers: headersOf(answer.headers),
  })
}

const headersOf = (raw: IncomingHttpHeaders): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  }
  return headers
}
