/** A home in which somebody is signed in, without anybody having signed in. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FakeApi } from './fake-api.ts'

/** Tokens `user-token` and `admin-token`, valid for an hour. */
export const signInAt = (home: string, api: Pick<FakeApi, 'url' | 'caFile'>): void => {
  const expiresAt = Date.now() + 3_600_000
  const login = {
    user: 'alice',
    issuer: api.url,
    clientId: 'causeway-cli',
    ownIssuer: true,
    authority: readFileSync(api.caFile, 'utf8'),
    userToken: { accessToken: 'user-token', expiresAt },
    userScopes: ['causeway'],
    adminToken: { accessToken: 'admin-token', expiresAt },
    adminScopes: ['causeway-admin'],
  }
  mkdirSync(join(home, 'causeway'), { mode: 0o700 })
  const content = { version: 1, last: api.url, apis: { [api.url]: login } }
  writeFileSync(join(home, 'causeway', 'credentials.json'), JSON.stringify(content), {
    mode: 0o600,
  })
}
