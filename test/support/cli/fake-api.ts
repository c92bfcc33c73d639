/**
 * A small HTTPS server that stands in for the API: certificates made by openssl, answers by a
 * table, and everything that was asked kept for the test to look at.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Asked = {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly bearer: string | undefined
  readonly body: unknown
}

export type FakeAnswer = {
  readonly status?: number
  readonly json?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** By method and path without query, such as `GET /api/feed`. */
export type FakeRoutes = Record<string, (asked: Asked) => FakeAnswer>

export type FakeApi = {
  readonly url: string
  readonly port: number
  /** PEM file of the authority that signed its certificate. */
  readonly caFile: string
  readonly folder: string
  readonly routes: FakeRoutes
  readonly asked: Asked[]
  stop(): Promise<void>
}

const openssl = (folder: string, ...args: readonly string[]): void => {
  execFileSync('openssl', [...args], { cwd: folder, stdio: 'ignore' })
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'] as const

/** An authority and a server certificate for these names, as files in the folder. */
export const makeCertificates = (folder: string, names = 'DNS:localhost,IP:127.0.0.1'): void => {
  writeFileSync(join(folder, 'ext'), `subjectAltName=${names}\n`)
  openssl(
    folder,
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca-key.pem',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
  )
  openssl(folder, 'req', ...newKey, '-keyout', 'key.pem', '-out', 'csr.pem', '-subj', '/CN=server')
  openssl(
    folder,
    'x509',
    '-req',
    '-in',
    'csr.pem',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca-key.pem',
    '-CAcreateserial',
    '-out',
    'cert.pem',
    '-days',
    '2',
    '-extfile',
    'ext',
  )
}

/** Starts the server on a free port; its certificate is valid for localhost. */
export const startFakeApi = async (routes: FakeRoutes = {}): Promise<FakeApi> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-fake-api-'))
  makeCertificates(folder)
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const asked: Asked[] = []
  const server = createServer(
    // The chain holds the authority, as the product's does.
    { cert: read('cert.pem') + read('ca.pem'), key: read('key.pem') },
    async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const path = request.url ?? ''
      const one: Asked = {
        method: request.method ?? '',
        path,
        bearer: /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1],
        body: body === '' ? undefined : JSON.parse(body),
      }
      asked.push(one)
      const route = routes[`${one.method} ${path.split('?', 1)[0]}`]
      const none: FakeAnswer = { status: 404, json: { code: 'NOT_FOUND', message: 'no such path' } }
      const answer = route === undefined ? none : route(one)
      const { status = 200, json, text, headers = {} } = answer
      response.writeHead(status, headers)
      response.end(json === undefined ? (text ?? '') : JSON.stringify(json))
    },
  )
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `https://localhost:${port}`,
    port,
    caFile: join(folder, 'ca.pem'),
    folder,
    routes,
    asked,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
