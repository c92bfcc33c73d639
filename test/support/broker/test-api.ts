/** The API over a test broker, with an issuer whose tokens a test makes itself. */
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'
import type { ApiPorts } from '../../../core/api/ports.ts'
import { type Api, type ApiOptions, createApi } from '../../../core/api/server.ts'
import { seedSite } from '../../../core/broker/seed.ts'
import { createTicketKeys, type TicketKeys } from '../../../core/broker/ticket-keys.ts'
import { createJoinTokens } from '../../../core/identity/registration-tokens.ts'
import { createTokenVerifier } from '../../../core/identity/verify-token.ts'
import { createTestCertificate } from '../relay/certificates.ts'
import { createTestAccessLog, type TestAccessLog } from './memory-ports.ts'
import {
  createTestBroker,
  type TestBroker,
  type TestBrokerOptions,
  testSiteId,
} from './test-broker.ts'
import { createTestHistory } from './test-history.ts'
import { createKeyDraw, createTestTicketKeyFiles } from './ticket-key-files.ts'

export const testIssuer = 'https://issuer.test'

export type TokenWishes = {
  readonly subject?: string
  readonly groups?: readonly string[]
  readonly roles?: readonly string[]
  readonly audience?: string
  readonly issuer?: string
  readonly expiresInS?: number
}

export type Answered = {
  readonly status: number
  readonly reason: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly body: Record<string, unknown>
}

export type TestApi = {
  readonly api: Api
  readonly test: TestBroker
  readonly accessLog: TestAccessLog
  readonly warnings: Readonly<Record<string, unknown>>[]
  /** Not started: a test that wants keys in the log starts them. */
  readonly ticketKeys: TicketKeys
  /** PEM that a client of the listening API trusts. */
  readonly caPem: string
  ready: boolean
  /** A user's token; alice of group staff unless wished otherwise. */
  userToken(wishes?: TokenWishes): Promise<string>
  adminToken(...roles: string[]): Promise<string>
  /** One request without a socket. */
  ask(
    method: string,
    url: string,
    token?: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>
  stop(): Promise<void>
}

const parse = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** A seeded site with its API; nothing listens unless the test starts it. */
export const createTestApi = async (
  options: Partial<ApiOptions> = {},
  ofBroker: TestBrokerOptions = {},
): Promise<TestApi> => {
  const test = await createTestBroker(ofBroker)
  await seedSite(test.broker, { group: 'staff', brokerId: 'broker-1' })
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const certificate = createTestCertificate()
  const tls = {
    key: readFileSync(certificate.keyFile, 'utf8'),
    cert: readFileSync(certificate.certFile, 'utf8'),
  }
  const accessLog = createTestAccessLog()
  const warnings: Readonly<Record<string, unknown>>[] = []
  const { system, userIds, broker, eventLog, people } = test
  const verify = createTokenVerifier(
    [
      {
        issuer: testIssuer,
        keys: async () => publicKey,
        algorithms: ['EdDSA'],
        typ: 'JWT',
        audiences: { user: 'causeway', admin: 'causeway-admin' },
        rolesClaim: 'roles',
        groupsClaim: 'groups',
        groupsRequired: false,
      },
    ],
    { nowMs: system.nowMs, userIdOf: userIds.userId },
  )
  const joinTokens = (kind: 'host' | 'gateway') =>
    createJoinTokens({ system, brokers: () => ['wss://broker.test:8445'] }, { kind, authority: '' })
  const { live, handler, channels } = broker
  const files = createTestTicketKeyFiles(createKeyDraw())
  const onFault = (error: unknown) => test.faults.push(error)
  const ticketKeys = createTicketKeys(
    { live, handler, channels, files, system, onFault },
    { siteId: testSiteId, brokerId: 'broker-1', overlapMs: 60_000, retireMs: 3_600_000 },
  )
  const ports: ApiPorts = {
    broker,
    eventLog,
    history: createTestHistory(eventLog),
    people,
    identity: { verify, userIdOf: userIds.userId },
    hostTokens: joinTokens('host'),
    gatewayTokens: joinTokens('gateway'),
    ticketKeys,
    accessLog,
    system,
    log: { debug: () => undefined, warn: (fields) => warnings.push(fields) },
    isReady: () => site.ready,
  }
  const api = createApi(ports, {
    host: '127.0.0.1',
    port: 0,
    tls,
    version: '0.0.0',
    publicHost: () => 'api.test:8443',
    clientConfig: () => ({
      issuer: testIssuer,
      clientId: 'causeway-cli',
      scopes: ['openid'],
      adminScopes: ['openid', 'admin'],
      siteId: testSiteId,
      apiUrl: 'https://api.test:8443',
      controlUrls: ['wss://broker.test:8445'],
      gatewayUrls: ['wss://gateway.test:8444'],
      authority: certificate.caPem,
    }),
    ...options,
  })

  const token = async (wishes: TokenWishes): Promise<string> => {
    const nowS = Math.floor(system.nowMs() / 1_000)
    const subject = wishes.subject ?? 'alice'
    return new SignJWT({
      groups: [...(wishes.groups ?? ['staff'])],
      roles: [...(wishes.roles ?? [])],
      preferred_username: subject,
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
      .setIssuer(wishes.issuer ?? testIssuer)
      .setAudience(wishes.audience ?? 'causeway')
      .setSubject(subject)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + (wishes.expiresInS ?? 600))
      .sign(privateKey)
  }

  const site: TestApi = {
    api,
    test,
    ticketKeys,
    accessLog,
    warnings,
    caPem: certificate.caPem,
    ready: true,
    userToken: (wishes = {}) => token(wishes),
    adminToken: (...roles) => token({ subject: 'root', roles, audience: 'causeway-admin' }),
    ask: async (method, url, bearer, body, headers = {}) => {
      const answer = await api.app.inject({
        method: method as 'GET',
        url,
        headers: {
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
      return {
        status: answer.statusCode,
        reason: answer.statusMessage,
        headers: answer.headers,
        text: answer.payload,
        body: parse(answer.payload),
      }
    },
    stop: async () => {
      ticketKeys.stop()
      await api.stop()
      await test.stop()
      certificate.remove()
    },
  }
  return site
}
