/** HTTPS as commands use it: whom it trusts, what it refuses, and how it splits lines. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CommandFault } from '../../../../core/bin/cli/exit.ts'
import { askHttp, type HttpTarget, linesOf, streamHttp } from '../../../../core/bin/cli/http.ts'
import { cliAnswerBytesMax, cliLineBytesMax } from '../../../../core/domain/limits.ts'
import { type FakeApi, makeCertificates, startFakeApi } from '../../../support/cli/fake-api.ts'

let api: FakeApi
let ca: string
beforeAll(async () => {
  api = await startFakeApi()
  ca = readFileSync(api.caFile, 'utf8')
})
afterAll(() => api.stop())

const target = (more: Partial<HttpTarget> = {}): HttpTarget => ({
  baseUrl: api.url,
  ca,
  signal: new AbortController().signal,
  ...more,
})

const faultOf = async (asking: Promise<unknown>): Promise<CommandFault> => {
  const error: unknown = await asking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof CommandFault) return error
  throw new Error(`no fault but ${String(error)}`)
}

describe('a request', () => {
  it('carries token and JSON, and gives the answer whatever its status', async () => {
    api.routes['POST /x'] = () => ({ status: 418, json: { a: 1 } })
    const { status, body } = await askHttp(target(), {
      method: 'POST',
      path: '/x',
      bearer: 't',
      body: { é: 1 },
    })
    expect([status, body.toString()]).toEqual([418, '{"a":1}'])
    expect(api.asked.at(-1)).toMatchObject({ bearer: 't', body: { é: 1 } })
  })

  it('follows no redirect', async () => {
    const location = { location: `${api.url}/elsewhere` }
    api.routes['GET /moved'] = () => ({ status: 302, headers: location, text: '' })
    const before = api.asked.length
    expect((await askHttp(target(), { path: '/moved' })).status).toBe(302)
    expect(api.asked.length).toBe(before + 1)
  })

  it('is not sent to a peer without a trusted authority, nor under another name', async () => {
    const before = api.asked.length
    const unknown = await faultOf(askHttp(target({ ca: undefined }), { path: '/x', bearer: 't' }))
    expect([unknown.exit, unknown.fix]).toEqual([
      'unreachable',
      'give the authority by --ca FILE, or sign in again with `causeway login`, away from the data ' +
        'folder with --authority-fingerprint',
    ])
    const folder = mkdtempSync(join(tmpdir(), 'causeway-http-'))
    makeCertificates(folder, 'DNS:other.example')
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    const other = createServer({ cert: read('cert.pem'), key: read('key.pem') })
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve)
    })
    // A listening TCP server has an address with a port.
    const { port } = other.address() as AddressInfo
    const named = target({ baseUrl: `https://localhost:${port}`, ca: read('ca.pem') })
    const wrong = await faultOf(askHttp(named, { path: '/x', bearer: 't' }))
    expect(wrong.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    await new Promise((resolve) => other.close(resolve))
    rmSync(folder, { recursive: true })
    expect(api.asked.length).toBe(before)
  })

  it('says where nothing listens', async () => {
    const fault = await faultOf(askHttp(target({ baseUrl: 'https://localhost:1' }), { path: '/' }))
    expect([fault.exit, fault.message]).toEqual([
      'unreachable',
      'https://localhost:1: nothing listens there',
    ])
  })

  it('gives up on an answer that is too large', async () => {
    api.routes['GET /large'] = () => ({ text: 'x'.repeat(cliAnswerBytesMax + 1) })
    const fault = await faultOf(askHttp(target(), { path: '/large' }))
    expect(fault.message).toContain('larger than')
  })

  it('is given up when the command is', async () => {
    const abort = new AbortController()
    api.routes['GET /slow'] = () => {
      abort.abort()
      return { text: '' }
    }
    await faultOf(askHttp(target({ signal: abort.signal }), { path: '/slow' }))
  })
})

describe('lines', () => {
  const collect = async (chunks: Iterable<Buffer>): Promise<string[]> => {
    const lines: string[] = []
    async function* source() {
      yield* chunks
    }
    for await (const line of linesOf(source())) lines.push(line)
    return lines
  }

  it('come out the same however the bytes were cut', async () => {
    const text = fc.string({ unit: 'grapheme' }).map((line) => line.replace(/[\n\ufeff]/g, ''))
    await fc.assert(
      fc.asyncProperty(fc.array(text), fc.integer({ min: 1, max: 7 }), async (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
        const chunks: Buffer[] = []
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
        expect(await collect(chunks)).toEqual(lines.filter((line) => line !== ''))
      }),
    )
  })

  it('need no end after the last one, and have a bound', async () => {
    expect(await collect([Buffer.from('a\nb')])).toEqual(['a', 'b'])
    const fault = await faultOf(collect([Buffer.alloc(cliLineBytesMax + 1, 120)]))
    expect(fault.message).toContain('too long')
  })

  it('are an answer instead when the status is no success', async () => {
    api.routes['GET /no'] = () => ({ status: 403, json: { code: 'ROLE_MISSING', message: '' } })
    expect(await streamHttp(target(), { path: '/no' })).toMatchObject({
      kind: 'answer',
      answer: { status: 403 },
    })
  })
})
