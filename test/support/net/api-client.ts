/** A client of the API and of gateways that nobody wrote for us: plain HTTPS, one request each. */
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { createSystem } from '../../../core/adapters/system.ts'
import { signInWithPassword } from '../../../core/identity/sign-in.ts'
import type { Site } from '../site/site.ts'

export type Asked = {
  readonly status: number
  /** The reason phrase, which is all that some clients show. */
  readonly reason: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The body, where it is JSON. */
  readonly body: Readonly<Record<string, unknown>>
}

export type Request = {
  readonly method?: string
  readonly token?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Where the client seems to be, on the loopback network. */
  readonly localAddress?: string
}

const jsonOf = (text: string): Record<string, unknown> => {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

const read = async (response: IncomingMessage): Promise<Asked> => {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  const { statusCode = 0, statusMessage = '', headers } = response
  return { status: statusCode, reason: statusMessage, headers, text, body: jsonOf(text) }
}

/** Asks once; rejects when the connection ends without an answer. */
export const ask = (site: Site, url: string, wanted: Request = {}): Promise<Asked> =>
  new Promise((resolve, reject) => {
    const body = wanted.body === undefined ? undefined : JSON.stringify(wanted.body)
    const outgoing = request(
      url.replace(/^wss/, 'https'),
      {
        method: wanted.method ?? (body === undefined ? 'GET' : 'POST'),
        ca: readFileSync(site.ready.authorityFile),
        agent: false,
        ...(wanted.localAddress === undefined ? {} : { localAddress: wanted.localAddress }),
        headers: {
          ...(wanted.token === undefined ? {} : { authorization: `Bearer ${wanted.token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...wanted.headers,
        },
      },
      (response) => read(response).then(resolve, reject),
    )
    outgoing.once('error', reject)
    // Whoever upgrades gets a socket and no body.
    outgoing.once('upgrade', (response, socket) => {
      socket.destroy()
      const { statusCode = 0, statusMessage = '', headers } = response
      resolve({ status: statusCode, reason: statusMessage, headers, text: '', body: {} })
    })
    outgoing.end(body)
  })

/** Headers of a WebSocket client of the raw transport. */
export const upgradeHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
} as const

/** Signs a development user in and gives the access token. */
export const tokenOf = async (site: Site, user: string, scope = 'causeway'): Promise<string> => {
  const facts = await ask(site, `${site.ready.apiUrl}/api/client-config`)
  const password = site.ready.users.find(({ name }) => name === user)?.password ?? ''
  const outcome = await signInWithPassword(
    { system: createSystem() },
    {
      issuer: String(facts.body['issuer']),
      clientId: 'causeway-cli',
      scope,
      ca: readFileSync(site.ready.authorityFile, 'utf8'),
      user,
      password,
    },
  )
  if (outcome.kind === 'denied') throw new Error(outcome.text)
  return outcome.tokens.accessToken
}

const armHints = {
  application: '||staff-desktop',
  loadBalanceInfo: 'Cookie: msts=staff-desktop',
}

/** The POST of AVD's order. */
export const askArm = (site: Site, token: string): Promise<Asked> =>
  ask(site, `${site.ready.apiUrl}/api/arm/v2/connections`, { token, body: armHints })

/** A ticket for the raw transport. */
export const askTicket = (site: Site, token: string, resource = 'staff-desktop'): Promise<Asked> =>
  ask(site, `${site.ready.apiUrl}/api/connections`, { token, body: { resource } })

/** An upgrade at a gateway with a ticket; 101 when the relay has begun. */
export const upgrade = (site: Site, url: string, ticket: string): Promise<Asked> =>
  ask(site, url, { token: ticket, headers: upgradeHeaders })
