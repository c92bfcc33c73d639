import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { clockSkewMs } from '../../../core/domain/limits.ts'
import { localAdminIssuer, mintLocalAdminToken } from '../../../core/identity/local-admin.ts'
import { createTokenVerifier, type TokenVerifier } from '../../../core/identity/verify-token.ts'
import { startMs } from './fake-system.ts'

const key = generateKeyPairSync('ed25519').privateKey
const options = { siteId: 'site-1', user: 'root', nowMs: startMs }

const verifierAt = (nowMs: number, siteId = 'site-1'): TokenVerifier =>
  createTokenVerifier([localAdminIssuer(key, siteId)], {
    nowMs: () => nowMs,
    userIdOf: (_issuer, subject) => subject,
  })

it('whoever reads the folder administers, under their own name, for five minutes', async () => {
  const token = await mintLocalAdminToken(key, options)
  expect(await verifierAt(startMs)(token, 'admin')).toMatchObject({
    kind: 'identity',
    name: 'root',
    roles: ['administrator'],
    issuer: 'causeway-local:site-1',
    expiresAtMs: startMs + 300_000,
  })
  const late = verifierAt(startMs + 300_000 + clockSkewMs)
  expect(await late(token, 'admin')).toMatchObject({ code: 'TOKEN_EXPIRED' })
})

it('it opens neither feed nor connections, nor another site', async () => {
  const token = await mintLocalAdminToken(key, options)
  expect(await verifierAt(startMs)(token, 'user')).toMatchObject({ code: 'TOKEN_INVALID' })
  expect(await verifierAt(startMs, 'site-2')(token, 'admin')).toMatchObject({
    code: 'TOKEN_INVALID',
  })
})

it('another key mints nothing', async () => {
  const stranger = generateKeyPairSync('ed25519').privateKey
  const token = await mintLocalAdminToken(stranger, options)
  expect(await verifierAt(startMs)(token, 'admin')).toMatchObject({ code: 'TOKEN_INVALID' })
})
