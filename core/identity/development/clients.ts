/**
 * The two clients of the development issuer, where each may be sent back to, and what each may ask
 * for. Both are public (RFC 6749 section 2.1): they hold no secret.
 */
import { isOwnName } from './request-guard.ts'

export type Audience = 'causeway' | 'causeway-admin'

export type Client = {
  readonly clientId: string
  /** Shown to the person who signs in. */
  readonly title: string
  /** RFC 7636 is demanded of every client that can do it. */
  readonly pkce: 'required' | 'optional'
  readonly deviceFlow: boolean
  readonly refresh: boolean
  /** From a scope that names a purpose to the audience of the token. */
  readonly audiences: ReadonlyMap<string, Audience>
  readonly mayReturnTo: (redirect: URL, own: OwnAddress) => boolean
}

/** Where the issuer itself is. */
export type OwnAddress = {
  /** Beside the loopback names, lower-case. */
  readonly names: readonly string[]
  /** As URLs write it: '' for 443. */
  readonly port: string
}

/** The command line, and whatever else is started beside the user. */
export const commandLine: Client = {
  clientId: 'causeway-cli',
  title: 'the causeway command',
  pkce: 'required',
  deviceFlow: true,
  refresh: true,
  audiences: new Map([
    ['causeway', 'causeway'],
    ['causeway-admin', 'causeway-admin'],
  ]),
  // RFC 8252 section 7.3: a loopback address, by number, on any port.
  mayReturnTo: ({ protocol, hostname, pathname }) =>
    protocol === 'http:' &&
    (hostname === '127.0.0.1' || hostname === '[::1]') &&
    pathname === '/callback',
}

/** FreeRDP 3: its client id, scope and redirect are built in, and it knows no PKCE. */
export const freeRdp: Client = {
  clientId: 'a85cf173-4192-42f8-81fa-777a763e6e2c',
  title: 'FreeRDP',
  pkce: 'optional',
  deviceFlow: false,
  refresh: false,
  audiences: new Map([['https://www.wvd.microsoft.com/.default', 'causeway']]),
  mayReturnTo: ({ protocol, hostname, port, pathname }, own) =>
    protocol === 'https:' &&
    isOwnName(hostname, own.names) &&
    port === own.port &&
    pathname === nativeClientPath,
}

/** Where FreeRDP has its users sent back to: a page that shows what to paste. */
export const nativeClientPath = '/common/oauth2/nativeclient'

export const findClient = (clientId: string): Client | undefined =>
  [commandLine, freeRdp].find((client) => client.clientId === clientId)

/** The address to send the person back to; undefined when the client may not name it. */
export const parseRedirect = (client: Client, text: string, own: OwnAddress): URL | undefined => {
  if (!URL.canParse(text)) return undefined
  const redirect = new URL(text)
  const { search, hash, username, password } = redirect
  const bare = `${search}${hash}${username}${password}` === '' && !/[?#]/.test(text)
  return bare && client.mayReturnTo(redirect, own) ? redirect : undefined
}

export type GrantedScope = {
  /** As the token answer repeats it. */
  readonly text: string
  readonly audience: Audience
  readonly openid: boolean
}

/** Scopes that name no purpose. */
const plainScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'offline_access'])

/**
 * What is asked for: exactly one purpose, so that no token serves two. Undefined when it names
 * none, two, or something unknown.
 */
export const parseScope = (client: Client, text: string): GrantedScope | undefined => {
  const names = [...new Set(text.split(' ').filter((name) => name !== ''))]
  const purposes = names.filter((name) => !plainScopes.has(name))
  const audience = client.audiences.get(purposes[0] ?? '')
  if (purposes.length !== 1 || audience === undefined) return undefined
  return { text: names.join(' '), audience, openid: names.includes('openid') }
}
