/**
 * Keeps the development issuer on its own machine: a name that is not its own, or any word of a
 * proxy, and it does not answer. So nobody publishes it by accident, and no web page reaches it by
 * rebinding a name.
 */
import type { IncomingHttpHeaders } from 'node:http'

export type GuardRefusal = { readonly status: 400 | 421; readonly description: string }

const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** @param ownNames names beside the loopback ones, lower-case */
export const isOwnName = (hostname: string, ownNames: readonly string[]): boolean => {
  const name = hostname.toLowerCase()
  return loopbackNames.includes(name) || ownNames.includes(name)
}

const isProxyHeader = (name: string): boolean =>
  name === 'forwarded' || name === 'via' || name === 'x-real-ip' || name.startsWith('x-forwarded')

/** Why a request is not answered; undefined when it may be. */
export const guardRequest = (
  headers: IncomingHttpHeaders,
  ownNames: readonly string[],
): GuardRefusal | undefined => {
  const proxied = Object.keys(headers).find(isProxyHeader)
  if (proxied !== undefined) {
    const description = `the development sign-in is not served through proxies: header ${proxied}`
    return { status: 400, description }
  }
  const host = hostnameOf(headers.host ?? '')
  if (host !== undefined && isOwnName(host, ownNames)) return undefined
  const description =
    'the development sign-in answers under its own names only: use localhost, or set public-name'
  return { status: 421, description }
}

/** The name in a Host header (RFC 9110 section 7.2), without the port. */
const hostnameOf = (header: string): string | undefined => {
  const match = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?$/.exec(header)
  return match?.[1]
}

/** Is this an address that other machines cannot reach? */
export const isLoopbackAddress = (address: string): boolean =>
  address === 'localhost' || address === '::1' || /^127(?:\.[0-9]{1,3}){3}$/.test(address)
