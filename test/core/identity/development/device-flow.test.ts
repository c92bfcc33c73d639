import { describe, expect, it } from 'vitest'
import { createDeviceCodes } from '../../../../core/identity/development/device-codes.ts'
import { createFakeSystem } from '../fake-system.ts'
import { type Answer, ask, proofOf, startTestIssuer, type TestIssuer } from './test-issuer.ts'

const begin = async (issuer: TestIssuer, scope = 'causeway') => {
  const form = { client_id: 'causeway-cli', scope }
  const { json } = await ask(issuer, '/dev/device_authorization', { form })
  return { deviceCode: String(json['device_code']), userCode: String(json['user_code']), json }
}

const poll = (issuer: TestIssuer, deviceCode: string, client_id = 'causeway-cli') => {
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  return ask(issuer, '/dev/token', { form: { grant_type, client_id, device_code: deviceCode } })
}

const errorOf = async (answer: Promise<Answer>): Promise<unknown> => (await answer).json['error']

/** Types the code, then answers as this user. */
const answerAs = async (
  issuer: TestIssuer,
  userCode: string,
  answer: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const { csrf, cookie } = proofOf(await ask(issuer, '/dev/device'))
  const form = { csrf, user_code: userCode }
  const headers = { cookie }
  const shown = await ask(issuer, '/dev/device', { form, headers })
  if (shown.status !== 200) return shown
  return ask(issuer, '/dev/device/answer', { form: { ...form, ...answer }, headers })
}

const yes = (issuer: TestIssuer, name = 'alice') => ({
  answer: 'yes',
  name,
  password: issuer.passwords.get(name) ?? '',
})

describe('a device', () => {
  it('waits, is approved, and gets its tokens once', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode, userCode, json } = await begin(issuer)
    expect(json).toMatchObject({ expires_in: 600, interval: 5 })
    expect(json['verification_uri']).toBe('https://localhost:8443/dev/device')
    expect(userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('authorization_pending')
    expect((await answerAs(issuer, userCode, yes(issuer))).body).toMatch(/Signed in/)
    const tokens = await poll(issuer, deviceCode)
    expect(tokens.status).toBe(200)
    const token = String(tokens.json['access_token'])
    expect(await issuer.verify(token, 'user')).toMatchObject({ name: 'alice' })
    expect(tokens.json['refresh_token']).toBeTypeOf('string')
    expect(await errorOf(poll(issuer, deviceCode))).toBe('expired_token')
  })

  it('that asks too often is slowed down, each time a little more', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode } = await begin(issuer)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('authorization_pending')
    issuer.system.advance(4_999)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('slow_down')
    issuer.system.advance(9_999)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('slow_down')
    issuer.system.advance(15_000)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('authorization_pending')
  })

  it('that nobody lets in within ten minutes is forgotten, its short code too', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode, userCode } = await begin(issuer)
    issuer.system.advance(600_000)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('expired_token')
    expect((await answerAs(issuer, userCode, yes(issuer))).status).toBe(404)
  })

  it('that is refused hears so, once', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode, userCode } = await begin(issuer)
    expect((await answerAs(issuer, userCode, { answer: 'no' })).body).toMatch(/Refused/)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('access_denied')
    expect(await errorOf(poll(issuer, deviceCode))).toBe('expired_token')
  })

  it('cannot be answered for by another client', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode, userCode } = await begin(issuer)
    await answerAs(issuer, userCode, yes(issuer))
    const freeRdp = 'a85cf173-4192-42f8-81fa-777a763e6e2c'
    expect(await errorOf(poll(issuer, deviceCode, freeRdp))).toBe('invalid_grant')
    expect((await poll(issuer, deviceCode)).status).toBe(200)
  })

  it('asks for something known, as somebody known', async () => {
    const issuer = await startTestIssuer()
    const ask1 = (form: Record<string, string>): Promise<unknown> =>
      errorOf(ask(issuer, '/dev/device_authorization', { form }))
    expect(await ask1({ client_id: 'causeway-cli', scope: 'root' })).toBe('invalid_scope')
    expect(await ask1({ client_id: 'stranger', scope: 'causeway' })).toBe('invalid_client')
    expect(await ask1({})).toBe('invalid_client')
  })
})

describe('the person', () => {
  it('types the code in small letters and without the dash', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode, userCode } = await begin(issuer)
    await answerAs(issuer, ` ${userCode.toLowerCase().replace('-', ' ')} `, yes(issuer))
    expect((await poll(issuer, deviceCode)).status).toBe(200)
  })

  it('sees who asks for what, and a wrong password approves nothing', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode, userCode } = await begin(issuer)
    const { csrf, cookie } = proofOf(await ask(issuer, '/dev/device'))
    const form = { csrf, user_code: userCode }
    const shown = await ask(issuer, '/dev/device', { form, headers: { cookie } })
    expect(shown.body).toMatch(/the causeway command/)
    expect(shown.body).toContain(userCode)
    const wrong = await answerAs(issuer, userCode, { ...yes(issuer), password: 'wrong-password' })
    expect(wrong.status).toBe(401)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('authorization_pending')
  })

  it('without a role cannot let a device administer', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode, userCode } = await begin(issuer, 'causeway-admin')
    expect((await answerAs(issuer, userCode, yes(issuer, 'alice'))).status).toBe(403)
    expect((await answerAs(issuer, userCode, yes(issuer, 'admin'))).status).toBe(200)
    const { json } = await poll(issuer, deviceCode)
    expect(await issuer.verify(String(json['access_token']), 'admin')).toMatchObject({
      roles: ['administrator'],
    })
  })

  it('must come by our own page', async () => {
    const issuer = await startTestIssuer()
    const { deviceCode, userCode } = await begin(issuer)
    const form = { user_code: userCode, ...yes(issuer) }
    expect((await ask(issuer, '/dev/device/answer', { form })).status).toBe(403)
    expect(await errorOf(poll(issuer, deviceCode))).toBe('authorization_pending')
  })

  it('cannot guess codes for long', async () => {
    const issuer = await startTestIssuer()
    const { csrf, cookie } = proofOf(await ask(issuer, '/dev/device'))
    const form = { csrf, user_code: 'BBBB-BBBB' }
    const tries = Array.from({ length: 61 }, () =>
      ask(issuer, '/dev/device', { form, headers: { cookie } }),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 404)).toHaveLength(60)
    expect(statuses.at(-1)).toBe(429)
  })
})

it('strangers who ask cannot push out a device that waits', () => {
  const codes = createDeviceCodes({ system: createFakeSystem() }, {})
  const scope = { text: 'causeway', audience: 'causeway', openid: false } as const
  const request = { clientId: 'causeway-cli', scope }
  const first = codes.begin(request)
  for (let count = 1; count < 1_000; count++) expect(codes.begin(request)).toBeDefined()
  expect(codes.begin(request)).toBeUndefined()
  expect(codes.find(first?.userCode ?? '')).toMatchObject(request)
})
