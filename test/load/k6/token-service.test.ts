import { expect, it } from 'vitest'
import { startTokenService } from '../../../load/k6/token-service.ts'

it('gives the token of a user to whoever knows the address, and to nobody else', async () => {
  const service = await startTokenService(async (index) => {
    if (index === 9) throw new Error('no such user')
    return `token-${index}`
  })
  try {
    const got = await fetch(`${service.url}/3`)
    expect([got.status, await got.text()]).toEqual([200, 'token-3'])
    const { origin } = new URL(service.url)
    for (const path of [`${origin}/3`, `${origin}/x/3`, `${service.url}/x`, service.url]) {
      expect((await fetch(path)).status).toBe(404)
    }
    expect((await fetch(`${service.url}/9`)).status).toBe(500)
  } finally {
    service.stop()
  }
  await expect(fetch(`${service.url}/3`)).rejects.toThrow()
})
