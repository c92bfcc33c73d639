/**
 * Tickets and rendezvous secrets in the hands of people who use them twice, at once, elsewhere or
 * by guessing, at real gateways.
 */
import { readFileSync } from 'node:fs'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { ask, askArm, askTicket, tokenOf, upgradeHeaders } from '../support/net/api-client.ts'
import { fixedPorts } from '../support/net/free-ports.ts'
import { allEnded, auditRows, seatsLeft, timelineOf } from '../support/net/relay-path.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, type Site, startSite } from '../support/site/site.ts'

let site: Site
let target: Target
let agents: readonly OwnedProcess[]
let alice: string

beforeAll(async () => {
  ;[site, target] = await Promise.all([startSite({ args: await fixedPorts() }), startTarget()])
  agents = [
    await joinHost(site, 'desk-1', target.address),
    await joinHost(site, 'desk-2', target.address),
  ]
  alice = await tokenOf(site, 'alice')
})

afterEach(async () => {
  await allEnded(site)
  await site.ok(['admin', 'session', 'end', '--all'])
  expect(await seatsLeft(site)).toEqual([])
  await site.ok(['log', 'verify'])
})

afterAll(async () => {
  for (const agent of agents ?? []) await agent.stop()
  await site?.stop()
  await target?.stop()
})

type Dialled =
  | { readonly kind: 'open'; readonly socket: WebSocket }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }

const dial = (url: string, ticket: string): Promise<Dialled> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, {
      ca: readFileSync(site.ready.authorityFile),
      headers: { Authorization: `Bearer ${ticket}` },
      perMessageDeflate: false,
    })
    socket.once('open', () => resolve({ kind: 'open', socket }))
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => {
        const { code } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { code: string }
        resolve({ kind: 'refused', status: response.statusCode ?? 0, code })
      })
    })
  })

/** TLS first, so that every request leaves in the same turn. */
const connectTls = (url: string): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const ca = readFileSync(site.ready.authorityFile)
    const socket = connect({ host: hostname, port: Number(port), servername: hostname, ca })
    socket.once('secureConnect', () => resolve(socket))
    socket.once('error', reject)
  })

/** The status, and the code of a refusal. */
const upgradeOn = (socket: TLSSocket, ticket: string): Promise<readonly [number, string]> =>
  new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])
      const code = /"code":"(\w+)"/.exec(text)?.[1]
      if (status === 101 || code !== undefined) resolve([status, code ?? ''])
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error(`closed after: ${text}`)))
    const headers = { host: 'localhost', authorization: `Bearer ${ticket}`, ...upgradeHeaders }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`GET /connect HTTP/1.1\r\n${lines.join('')}\r\n`)
  })

const hangUp = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => resolve())
    socket.close(1000)
  })

const ticketFor = async (): Promise<string> => String((await askTicket(site, alice)).body['ticket'])

/** The workers, each at its own address. */
const workers = (): string[] => site.ready.workerUrls.map((url) => `${url}/connect`)

describe('a ticket', () => {
  it('redeemed by a hundred at once over two gateways gives one live leg', async () => {
    const ticket = await ticketFor()
    const known = (await auditRows(site)).length
    const urls = workers()
    expect(urls).toHaveLength(2)
    const sockets = await Promise.all(
      Array.from({ length: 100 }, (_, index) => connectTls(urls[index % 2] ?? '')),
    )
    const answers = await Promise.all(sockets.map((socket) => upgradeOn(socket, ticket)))
    const refusals = answers.filter(([status]) => status !== 101)
    expect(refusals).toHaveLength(99)
    expect([...new Set(refusals.map(([, code]) => code))]).toEqual(['TICKET_IN_USE'])
    expect((await auditRows(site)).length - known).toBeLessThanOrEqual(1)
    for (const socket of sockets) socket.destroy()
  })

  it('that comes back after its relay is a new connection to the same host', async () => {
    const ticket = await ticketFor()
    const hostIds = new Set<string>()
    let before = ''
    for (let count = 0; count < 3; count++) {
      const dialled = await dial(`${site.ready.gatewayUrl}/connect`, ticket)
      if (dialled.kind === 'refused') throw new Error(dialled.code)
      await hangUp(dialled.socket)
      await allEnded(site)
      const [newest] = await auditRows(site)
      const id = newest?.connectionId ?? ''
      hostIds.add(newest?.hostId ?? '')
      const [requested] = await timelineOf(site, id)
      if (before !== '') expect(requested?.facts.join()).toContain(before)
      expect(id).not.toBe(before)
      before = id
    }
    expect(hostIds.size).toBe(1)
  })

  it('of AVD’s order is no good at the other gateway', async () => {
    const answer = await askArm(site, alice)
    expect(answer.status).toBe(200)
    const location = new URL(String(answer.body['gatewayLocation']))
    const other = site.ready.workerUrls.find((url) => new URL(url).port !== location.port)
    const elsewhere = `${other}/arm${location.search}`
    // First the cookie, as the order has it.
    const first = await ask(site, elsewhere, { token: alice })
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
    const headers = { ...upgradeHeaders, cookie }
    const refused = await ask(site, elsewhere, { token: alice, headers })
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.text).toContain('TICKET_INVALID')
    const id = (await auditRows(site))[0]?.connectionId ?? ''
    await site.ok(['admin', 'connection', 'end', id])
  })

  it('changed by one character is none', async () => {
    const ticket = await ticketFor()
    for (const at of [3, Math.floor(ticket.length / 2), ticket.length - 5]) {
      const swapped = ticket[at] === 'A' ? 'B' : 'A'
      const changed = `${ticket.slice(0, at)}${swapped}${ticket.slice(at + 1)}`
      const dialled = await dial(`${site.ready.gatewayUrl}/connect`, changed)
      expect(dialled).toMatchObject({ kind: 'refused', code: 'TICKET_INVALID' })
    }
    const id = (await auditRows(site))[0]?.connectionId ?? ''
    await site.ok(['admin', 'connection', 'end', id])
  })
})

describe('a rendezvous secret', () => {
  it('guessed, at either gateway, for a connection that waits or runs or never was', async () => {
    const dialled = await dial(`${site.ready.gatewayUrl}/connect`, await ticketFor())
    if (dialled.kind === 'refused') throw new Error(dialled.code)
    const [running] = await auditRows(site)
    for (const worker of site.ready.workerUrls) {
      for (const id of [running?.connectionId ?? '', 'no-such-connection']) {
        for (const secret of ['', 'guess', 'A'.repeat(43)]) {
          const url = `${worker}/rendezvous/${id}`
          const answer = await ask(site, url, { token: secret, headers: upgradeHeaders })
          expect(answer.status).toBeGreaterThanOrEqual(400)
          expect(answer.status).toBeLessThan(500)
        }
      }
    }
    // The relay of the real host goes on.
    expect(dialled.socket.readyState).toBe(WebSocket.OPEN)
    await hangUp(dialled.socket)
  })
})
