/**
 * The ARRAffinity cookie of the ARM order: the client fetches it with a plain GET and sends it back
 * with its upgrade, which proves that both reached this very worker. An opaque MAC over the ticket,
 * under a key that the worker draws at its start, so it tells a reader nothing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export const affinityCookieName = 'ARRAffinity'

export type Affinity = {
  /** Value of a Set-Cookie header for the holder of this ticket. */
  setCookie(ticket: string): string
  /** Does the Cookie header carry what setCookie gave for this ticket? */
  verify(cookieHeader: string, ticket: string): boolean
}

/** @param key at least 32 random bytes, of this worker alone */
export const createAffinity = (key: Uint8Array): Affinity => {
  // FreeRDP ends the value at `;` or a space: base64url holds neither.
  const mac = (ticket: string): Buffer => createHmac('sha256', key).update(ticket).digest()
  return {
    setCookie: (ticket) =>
      `${affinityCookieName}=${mac(ticket).toString('base64url')}; Path=/; Secure; HttpOnly`,
    verify: (cookieHeader, ticket) => {
      const expected = mac(ticket)
      return cookieValues(cookieHeader).some((value) => {
        const given = Buffer.from(value, 'base64url')
        return given.length === expected.length && timingSafeEqual(given, expected)
      })
    },
  }
}

/** Values of every ARRAffinity cookie: a stale one of another worker may stand beside ours. */
const cookieValues = (header: string): string[] =>
  header
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([name]) => name === affinityCookieName)
    .map(([, value]) => value ?? '')
