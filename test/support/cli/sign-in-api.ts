/**
 * An API that signs users in with the real development issuer, and lets administrators into one
 * route: what `causeway login` needs of a site.
 */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { decodeJwt } from 'jose'
import { createSystem } from '../../../core/adapters/system.ts'
import { openDevelopmentUsers } from '../../../core/identity/development/users.ts'
import { createDevelopmentIssuer } from '../../../core/identity/development-issuer.ts'
import { makeCertificates } from './fake-api.ts'

export type SignInApi = {
  readonly url: string
  readonly caFile: string
  readonly folder: string
  readonly passwords: ReadonlyMap<string, string>
  stop(): Promise<void>
}

/**
 * Listens on a free port of loopback.
 * @param options.issuer an issuer elsewhere that it calls its own
 */
export const startSignInApi = async (
  options: { readonly issuer?: string } = {},
): Promise<SignInApi> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-sign-in-'))
  makeCertificates(folder)
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const system = createSystem()
  const users = await openDevelopmentUsers({ system }, { file: join(folder, 'users.json') })
  const { privateKey } = generateKeyPairSync('ed25519')
  let url = 'https://localhost'
  const issuer = createDevelopmentIssuer(
    { system, users, key: privateKey, publicUrl: () => url },
    { bindAddress: '127.0.0.1', allowNonLoopback: false },
  )
  const app = Fastify({
    https: { cert: read('cert.pem') + read('ca.pem'), key: read('key.pem') },
    forceCloseConnections: true,
  })
  await app.register(issuer.plugin)
  app.get('/api/client-config', () => ({
    issuer: options.issuer ?? issuer.issuer(),
    ownIssuer: true,
    clientId: 'causeway-cli',
    scopes: ['openid', 'causeway', 'offline_access'],
    adminScopes: ['openid', 'causeway-admin', 'offline_access'],
    siteId: 'site',
    apiUrl: url,
    controlUrls: [],
    gatewayUrls: [],
  }))
  app.get('/api/admin/workspaces', (request, reply) => {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    const { aud, roles } = decodeJwt(token)
    if (aud === 'causeway-admin' && Array.isArray(roles) && roles.includes('administrator')) {
      return reply.send({ items: [] })
    }
    return reply.code(403).send({ code: 'ROLE_MISSING', message: 'no role' })
  })
  app.get('/api/feed', (request) => ({
    items: [
      {
        resourceId: String(decodeJwt((request.headers.authorization ?? '').slice(7)).aud),
        name: 'n',
        kind: 'desktop',
        poolId: 'p',
        state: 'ready',
        fingerprints: [],
        rdpPath: '/x',
      },
    ],
  }))
  await app.listen({ host: '127.0.0.1', port: 0 })
  // A listening TCP server has an address with a port.
  const { port } = app.server.address() as AddressInfo
  url = `https://localhost:${port}`
  return {
    url,
    caFile: join(folder, 'ca.pem'),
    folder,
    passwords: new Map(users.generated.map(({ name, password }) => [name, password])),
    stop: async () => {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
