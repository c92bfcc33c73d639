/**
 * What the gateway reads from a request's head: pure text work, no socket. The head's size is
 * bounded here as well, because uWebSockets bounds only heads that arrive in pieces.
 */
import { tokenBytesMax } from '../core/domain/limits.ts'
import type { Flow } from './gateway-ports.ts'
import { legSubprotocol } from './leg-text.ts'

/** A request's head; header names are lower-case, an absent one gives the empty string. */
export type RequestHead = {
  readonly query: string
  get(name: string): string
}

/**
 * The token of an `Authorization: Bearer` value, or the empty string when there is none: the
 * scheme in any case, the token of RFC 6750's alphabet and at most tokenBytesMax long.
 */
export const bearerToken = (authorization: string): string => {
  const match = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization.trim())
  const token = match?.[1] ?? ''
  return token.length > tokenBytesMax ? '' : token
}

/** Ticket and user's token of an ARM request. FreeRDP sends the token in either place. */
export const armCredentials = (head: RequestHead): { ticket: string; bearer: string } => {
  const query = new URLSearchParams(head.query)
  const header = bearerToken(head.get('authorization'))
  const ticket = query.get('ticket') ?? ''
  return {
    ticket: ticket.length > tokenBytesMax ? '' : ticket,
    bearer: header === '' ? bearerToken(query.get('ClmTk') ?? '') : header,
  }
}

/** A leg that offers our subprotocol keeps to credit; any other is a stock one. */
export const offeredFlow = (protocolHeader: string): Flow =>
  protocolHeader.split(',').some((name) => name.trim() === legSubprotocol) ? 'credit' : 'stock'

/** Bytes of the head as it was on the wire, give or take optional spaces. */
export const headBytes = (
  method: string,
  url: string,
  query: string,
  eachHeader: (visit: (name: string, value: string) => void) => void,
): number => {
  let bytes = method.length + url.length + query.length + ' ? HTTP/1.1\r\n\r\n'.length
  eachHeader((name, value) => {
    bytes += name.length + value.length + ': \r\n'.length
  })
  return bytes
}

/** A connection id as the broker makes them; anything else is answered like a wrong secret. */
export const isConnectionId = (text: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(text)

/**
 * Text of a binary address: 4 bytes, or 16 with IPv4 addresses unwrapped from `::ffff:`. Empty for
 * anything else. IPv6 is written as eight groups, so that one address has one text.
 */
export const addressText = (address: ArrayBuffer): string => {
  const bytes = new Uint8Array(address)
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) return ''
  const mapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255
  if (mapped && bytes[11] === 255) return bytes.subarray(12).join('.')
  const view = new DataView(address)
  return Array.from({ length: 8 }, (_, index) => view.getUint16(index * 2).toString(16)).join(':')
}
