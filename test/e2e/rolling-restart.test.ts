/**
 * Gateway workers of `causeway serve` are replaced while users come and work: relays go on at the
 * old ones, new connections go to the new ones, and where the kernel hands waiting connections on,
 * nobody is refused.
 */
import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OwnedProcess, startProcess } from '../support/desktop/owned-process.ts'
import {
  makeOwnNetwork,
  missingForOwnNetwork,
  type OwnNetwork,
} from '../support/net/own-network.ts'
import { openStockLeg, type StockLeg } from '../support/net/stock-leg.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'
import { needs } from '../support/skip.ts'

const restartMs = 60_000
const drainMs = '300'
const replaced = /^\{"event":"workers-replaced".*\}$/m

type Gateway = { name: string; connected: boolean; draining: boolean }

const gatewaysOf = async (site: Site): Promise<Record<string, string>> => {
  const printed = await site.ok(['admin', 'gateway', 'list', '--json'])
  const { gateways } = lastJson(printed) as { gateways: Gateway[] }
  const stateOf = ({ connected, draining }: Gateway): string =>
    `${connected ? 'connected' : 'gone'}${draining ? ', draining' : ''}`
  return Object.fromEntries(gateways.map((gateway) => [gateway.name, stateOf(gateway)]))
}

const pidsIn = (line: string): number[] =>
  (JSON.parse(line) as { pids: { gateways: number[] } }).pids.gateways

describe('a rolling restart', () => {
  let site: Site
  let target: Target
  let agent: OwnedProcess

  beforeAll(async () => {
    const args = ['--gateway-workers', '2', '--gateway-drain-ms', drainMs]
    ;[site, target] = await Promise.all([startSite({ args }), startTarget()])
    agent = await joinHost(site, 'desk-1', target.address)
    await site.login('alice')
  })

  afterAll(async () => {
    await agent?.stop()
    await site?.stop()
    await target?.stop()
  })

  it('replaces every worker; relays go on, and the broker chooses the new ones', async () => {
    const before = await openStockLeg(site, 'before')
    const host = await target.peer('before', 10_000)
    process.kill(site.serve.pid, 'SIGHUP')
    const [line] = await site.serve.waitForLog(replaced, restartMs)
    const pids = pidsIn(line)
    expect(pids).toHaveLength(2)
    for (const pid of site.ready.pids.gateways) expect(pids).not.toContain(pid)
    host.write('still here')
    expect((await before.take(10)).bytes).toBe(10)

    expect(await gatewaysOf(site)).toEqual({
      'worker-1': 'connected, draining',
      'worker-2': 'connected, draining',
      'worker-1b': 'connected',
      'worker-2b': 'connected',
    })
    const after = await openStockLeg(site, 'after')
    const peer = await target.peer('after', 10_000)
    peer.write('new')
    expect((await after.take(3)).bytes).toBe(3)

    process.kill(site.serve.pid, 'SIGHUP')
    const [refusal] = await site.serve.waitForLog(/^\{"event":"workers-not-repl.*\}$/m, restartMs)
    expect(refusal).toMatch(/the last restart is not over: worker-1, worker-2 still has relays/)
    expect(pidsIn(refusal)).toEqual(pids)

    // The end of everything ends the old workers too, in the time that any stop has.
    await site.serve.stop()
    expect((await site.serve.exited).code).toBe(0)
    for (const leg of [before, after]) {
      expect(await leg.closed).toEqual({ code: 4012, text: 'gateway_drain' })
    }
  })
})

/** One connection of its own, with a whole handshake and one request; why it went wrong. */
const askOnce = (host: string, port: number, ca: Buffer): Promise<string | undefined> =>
  new Promise((resolve) => {
    let answer = ''
    const socket = connect({ host, port, ca, servername: 'localhost' })
    socket.on('error', (error) => resolve(error.message))
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      if (!answer.includes('"ok"')) return
      resolve(undefined)
      socket.destroy()
    })
    socket.on('close', () => resolve(`closed after: ${answer}`))
    socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')
  })

const loadCount = 24
const missing = missingForOwnNetwork()

describe.runIf(needs('a network of its own', missing === undefined, missing ?? ''))(
  'a rolling restart where the kernel hands waiting connections on',
  () => {
    let network: OwnNetwork
    let site: Site
    let echo: OwnedProcess
    let agent: OwnedProcess
    let pids: readonly number[]

    beforeAll(async () => {
      network = makeOwnNetwork(['net.ipv4.tcp_migrate_req=1'])
      const { through } = network
      const args = ['--gateway-workers', '2', '--gateway-host', '0.0.0.0']
      site = await startSite({ through, args: [...args, '--gateway-drain-ms', drainMs] })
      const script =
        "const s = require('net').createServer((c) => c.pipe(c).on('error', () => {}));" +
        "s.listen(0, '127.0.0.1', () => console.log('port', s.address().port))"
      const [program = '', ...words] = [...through, process.execPath, '-e', script]
      echo = await startProcess({ program, args: words })
      const [, port] = await echo.waitForLog(/^port (\d+)$/m, 10_000)
      agent = await joinHost(site, 'desk-1', `tcp:127.0.0.1:${port}`)
      await site.login('alice')
    })

    afterAll(async () => {
      await agent?.stop()
      await site?.stop()
      await echo?.stop()
      network?.remove()
    })

    it('refuses nobody, neither a new connection nor a user with a ticket', async () => {
      const port = Number(new URL(site.ready.gatewayUrl).port)
      const ca = readFileSync(site.ready.authorityFile)
      const faults: string[] = []
      const legs: StockLeg[] = []
      let answered = 0
      let over = false
      const knock = async (): Promise<void> => {
        while (!over) {
          const fault = await askOnce(network.address, port, ca)
          if (fault === undefined) answered += 1
          else faults.push(fault)
        }
      }
      const work = async (): Promise<void> => {
        const gatewayUrl = `wss://${network.address}:${port}`
        while (!over) legs.push(await openStockLeg(site, `user-${legs.length}`, { gatewayUrl }))
      }
      const load = [work(), ...Array.from({ length: loadCount }, knock)]
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      const beforeCount = answered
      process.kill(site.serve.pid, 'SIGHUP')
      const [line] = await site.serve.waitForLog(replaced, restartMs)
      const duringCount = answered - beforeCount
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      over = true
      await Promise.all(load)
      expect(faults).toEqual([])
      expect(duringCount).toBeGreaterThan(loadCount)
      expect(answered).toBeGreaterThan(beforeCount + duringCount)
      pids = pidsIn(line)
      for (const pid of site.ready.pids.gateways) expect(pids).not.toContain(pid)
      expect(legs.length).toBeGreaterThan(1)
      for (const leg of legs) {
        await leg.send(Buffer.from('echo'))
        // The tag and what was sent after it.
        expect((await leg.take(20)).bytes).toBe(20)
        leg.close()
      }
    })

    it('loses nobody who waits for a worker that dies', async () => {
      const port = Number(new URL(site.ready.gatewayUrl).port)
      const ca = readFileSync(site.ready.authorityFile)
      const [doomed = 0] = pids
      // It takes nobody any more, and its half of these wait in the kernel.
      process.kill(doomed, 'SIGSTOP')
      const waiting = Array.from({ length: loadCount }, () => askOnce(network.address, port, ca))
      await new Promise((resolve) => setTimeout(resolve, 500))
      process.kill(doomed, 'SIGKILL')
      expect(await Promise.all(waiting)).toEqual(Array(loadCount).fill(undefined))
    })
  },
)
