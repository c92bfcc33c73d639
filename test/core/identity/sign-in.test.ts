import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'
import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { createSystem } from '../../../core/adapters/system.ts'
import { openDataFolder } from '../../../core/identity/data-folder.ts'
import { openDevelopmentUsers } from '../../../core/identity/development/users.ts'
import { createDevelopmentIssuer } from '../../../core/identity/development-issuer.ts'
import {
  renewTokens,
  type SignInOutcome,
  signInWithDeviceCode,
  signInWithPassword,
  type TokenSet,
} from '../../../core/identity/sign-in.ts'
import { createTrustedFetch } from '../../../core/identity/trusted-fetch.ts'
import { createTokenVerifier } from '../../../core/identity/verify-token.ts'
import { temporaryFolder } from './temporary-folder.ts'

const system = createSystem()

/** The issuer over TLS with certificates of a data folder, as `causeway serve` runs it. */
const startIssuer = async () => {
  const options = { folder: temporaryFolder(), names: ['localhost', '127.0.0.1'] }
  const folder = await openDataFolder({ system }, options)
  const users = await openDevelopmentUsers({ system }, { file: folder.file('users.json') })
  const cert = readFileSync(folder.tls.certificateFile)
  const app = Fastify({ https: { cert, key: readFileSync(folder.tls.keyFile) } })
  let port = 0
  const issuer = createDevelopmentIssuer(
    { system, users, key: folder.issuerKey, publicUrl: () => `https://localhost:${port}` },
    { bindAddress: '127.0.0.1', allowNonLoopback: false, pollIntervalMs: 1_000 },
  )
  await app.register(issuer.plugin)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  port = Number(new URL(address).port)
  const ca = readFileSync(folder.authorityFile, 'utf8')
  const verify = createTokenVerifier([issuer.trusted()], {
    nowMs: system.nowMs,
    userIdOf: (_issuer, subject) => subject,
  })
  const passwordOf = (name: string): string =>
    users.generated.find((user) => user.name === name)?.password ?? ''
  const base = { issuer: issuer.issuer(), clientId: 'causeway-cli', ca }
  return { base, ca, port, verify, passwordOf }
}

const tokensOf = (outcome: SignInOutcome): TokenSet => {
  if (outcome.kind === 'denied') throw new Error(outcome.text)
  return outcome.tokens
}

it('a password signs in, the token verifies, and it can be renewed', async () => {
  const { base, verify, passwordOf } = await startIssuer()
  const user = { user: 'alice', password: passwordOf('alice'), scope: 'openid causeway' }
  const tokens = tokensOf(await signInWithPassword({ system }, { ...base, ...user }))
  expect(await verify(tokens.accessToken, 'user')).toMatchObject({ name: 'alice' })
  expect(tokens.expiresAtMs).toBeGreaterThan(system.nowMs() + 3_500_000)
  const refreshToken = tokens.refreshToken ?? ''
  const wish = { ...base, scope: user.scope, refreshToken }
  const renewed = tokensOf(await renewTokens({ system }, wish))
  expect(await verify(renewed.accessToken, 'user')).toMatchObject({ name: 'alice' })
  expect(renewed.refreshToken).not.toBe(refreshToken)
  expect(await renewTokens({ system }, wish)).toMatchObject({ kind: 'denied' })
})

it('a wrong password and a missing role are told in words', async () => {
  const { base, passwordOf } = await startIssuer()
  const as = (user: string, password: string, scope: string): Promise<SignInOutcome> =>
    signInWithPassword({ system }, { ...base, user, password, scope })
  expect(await as('alice', 'wrong-password', 'causeway')).toEqual({
    kind: 'denied',
    text: 'Wrong name or password.',
  })
  expect(await as('alice', passwordOf('alice'), 'causeway-admin')).toEqual({
    kind: 'denied',
    text: 'this user has no role in administration',
  })
  expect(await as('admin', passwordOf('admin'), 'causeway-admin')).toMatchObject({
    kind: 'signed-in',
  })
})

it('an issuer of another authority is told no password', async () => {
  const { base, passwordOf } = await startIssuer()
  const other = await startIssuer()
  const user = { user: 'alice', password: passwordOf('alice'), scope: 'causeway' }
  await expect(signInWithPassword({ system }, { ...base, ...user, ca: other.ca })).rejects.toThrow()
})

it('a device signs in while a person answers in a browser', async () => {
  const { base, ca, verify, passwordOf } = await startIssuer()
  const fetch = createTrustedFetch({ system }, { ca })
  const answer = async (verificationUri: string, userCode: string): Promise<void> => {
    const page = await fetch(verificationUri)
    const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
    const user = { name: 'alice', password: passwordOf('alice') }
    const form = { csrf, user_code: userCode, answer: 'yes', ...user }
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(form)
    await fetch(`${verificationUri}/answer`, { method: 'POST', headers, body })
  }
  const answered: Promise<void>[] = []
  const outcome = await signInWithDeviceCode(
    { system },
    {
      ...base,
      scope: 'causeway',
      onPrompt: ({ verificationUri, userCode }) => {
        answered.push(answer(verificationUri, userCode))
      },
    },
  )
  await Promise.all(answered)
  expect(await verify(tokensOf(outcome).accessToken, 'user')).toMatchObject({ name: 'alice' })
})

it('waiting for a person can be given up', async () => {
  const { base } = await startIssuer()
  const giving = new AbortController()
  const wish = { ...base, scope: 'causeway', signal: giving.signal }
  const outcome = signInWithDeviceCode({ system }, { ...wish, onPrompt: () => giving.abort() })
  await expect(outcome).rejects.toThrow()
})

/** All bytes of an answer on a connection that sends what FreeRDP sends. */
const askRaw = (port: number, ca: string, head: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca, servername: 'localhost' }, () =>
      socket.write(head),
    )
    const chunks: Buffer[] = []
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      const text = Buffer.concat(chunks).toString('utf8')
      const length = Number(/\r\ncontent-length: ([0-9]+)\r\n/i.exec(text)?.[1])
      const body = text.indexOf('\r\n\r\n') + 4
      if (body < 4 || text.length - body < length) return
      socket.destroy()
      resolve(text)
    })
    socket.on('close', () => reject(new Error(`closed after ${Buffer.concat(chunks)}`)))
  })

it('FreeRDP’s bare requests are answered whole, with a length and short lines', async () => {
  const { port, ca } = await startIssuer()
  const path = '/common/v2.0/.well-known/openid-configuration'
  const answer = await askRaw(port, ca, `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(answer).not.toMatch(/transfer-encoding/i)
  expect(Math.max(...answer.split('\n').map((line) => line.length))).toBeLessThan(1_024)
  for (const host of ['', 'evil.example']) {
    const foreign = await askRaw(port, ca, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    expect(foreign).toMatch(/^HTTP\/1\.1 421 /)
  }
  const document: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
  expect(document).toMatchObject({
    authorization_endpoint: `https://localhost:${port}/dev/authorize`,
    token_endpoint: `https://localhost:${port}/dev/token`,
  })
  const body = 'grant_type=authorization_code&code=x&client_id=a85cf173-4192-42f8-81fa-777a763e6e2c'
  const head = [
    'POST /dev/token HTTP/1.1',
    `Host: localhost:${port}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
  ]
  const refused = await askRaw(port, ca, `${head.join('\r\n')}\r\n\r\n${body}`)
  expect(refused).toMatch(/^HTTP\/1\.1 400 [\s\S]*invalid_grant/)
})
