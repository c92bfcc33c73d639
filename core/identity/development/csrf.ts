/**
 * Proof that a form was filled in on our own page: a random cookie, and in the form a MAC of it.
 * Another site can make a browser send the form, but can read neither.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { System } from '../../broker/ports.ts'

/** `__Host-` ties it to this very host, over TLS (RFC 6265bis section 4.1.3.2). */
export const csrfCookieName = '__Host-causeway-sign-in'

export type Csrf = {
  /** For a page about to be shown; keeps the cookie that a browser has, for its other tabs. */
  begin(cookieHeader: string): { readonly csrf: string; readonly setCookie: string }
  check(cookieHeader: string, csrf: string): boolean
}

const cookieForm = /^[A-Za-z0-9_-]{43}$/

export const createCsrf = (ports: { readonly system: Pick<System, 'randomBytes'> }): Csrf => {
  const key = ports.system.randomBytes(32)
  const macOf = (cookie: string): Buffer => createHmac('sha256', key).update(cookie).digest()
  return {
    begin: (header) => {
      const fresh = (): string => Buffer.from(ports.system.randomBytes(32)).toString('base64url')
      const cookie = cookieOf(header) ?? fresh()
      const setCookie = `${csrfCookieName}=${cookie}; Path=/; Secure; HttpOnly; SameSite=Strict`
      return { csrf: macOf(cookie).toString('base64url'), setCookie }
    },
    check: (header, csrf) => {
      const cookie = cookieOf(header)
      if (cookie === undefined) return false
      const [expected, given] = [macOf(cookie), Buffer.from(csrf, 'base64url')]
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}

const cookieOf = (header: string): string | undefined =>
  header
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([name]) => name === csrfCookieName)
    .map(([, value = '']) => value)
    .find((value) => cookieForm.test(value))
