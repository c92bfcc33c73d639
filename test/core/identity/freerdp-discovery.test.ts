import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import {
  createFreerdpDiscovery,
  freerdpDiscoveryPath,
} from '../../../core/identity/freerdp-discovery.ts'

describe('the document that FreeRDP asks for, at an API whose issuer is elsewhere', () => {
  it('names the issuer, in one piece of short lines', async () => {
    const app = Fastify()
    await app.register(createFreerdpDiscovery(() => 'https://issuer.example/tenant'))
    const answer = await app.inject({ url: freerdpDiscoveryPath })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ issuer: 'https://issuer.example/tenant' })
    expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length))
    expect(answer.headers['transfer-encoding']).toBeUndefined()
    for (const line of answer.body.split('\n')) expect(line.length).toBeLessThan(1_024)
  })
})
