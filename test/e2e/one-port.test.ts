/**
 * Everything behind one public port: the configurations of docs/deploy.md, as they stand there but
 * for their ports, run by the real balancers. An order of AVD's kind and a relay go through each.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type OwnedProcess, startProcess } from '../support/desktop/owned-process.ts'
import { ask, askArm, tokenOf } from '../support/net/api-client.ts'
import { exampleNames, useExampleNames } from '../support/net/example-names.ts'
import { freePorts } from '../support/net/free-ports.ts'
import { openStockLeg } from '../support/net/stock-leg.ts'
import { startTarget, type Target, tagOf } from '../support/net/tagged-target.ts'
import { joinHost, type Site, startSite } from '../support/site/site.ts'
import { needs } from '../support/skip.ts'

const restartMs = 60_000

/** The block of that language in the page, with these ports for those of the page. */
const configuration = (language: string, ports: ReadonlyMap<string, number>): string => {
  const page = readFileSync('docs/deploy.md', 'utf8')
  const block = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(page)?.[1] ?? ''
  expect(block).toContain('worker-2b.desktops.example')
  return block
    .replace('bind :443', `bind 127.0.0.1:${ports.get('443')}`)
    .replace('listen 443', `listen 127.0.0.1:${ports.get('443')}`)
    .replace(/127\.0\.0\.1:(8\d{3})/g, (_all, port) => `127.0.0.1:${ports.get(port)}`)
}

const balancers = [
  {
    name: 'HAProxy',
    language: 'haproxy',
    program: '/usr/sbin/haproxy',
    needed: ['/usr/sbin/haproxy'],
    how: 'haproxy',
    args: (file: string, _folder: string) => ['-db', '-f', file],
  },
  {
    name: 'nginx',
    language: 'nginx',
    program: '/usr/sbin/nginx',
    needed: ['/usr/sbin/nginx', '/usr/lib/nginx/modules/ngx_stream_module.so'],
    how: 'nginx libnginx-mod-stream',
    args: (file: string, folder: string) => {
      const globals = `daemon off; pid ${folder}/nginx.pid; error_log stderr warn;`
      return ['-p', folder, '-c', file, '-g', globals]
    },
  },
] as const

/** An upgrade of AVD's kind: the cookie first, then the leg. */
const openArmLeg = async (site: Site, location: string, token: string): Promise<WebSocket> => {
  const first = await ask(site, location, { token })
  expect(first.status).toBe(403)
  const cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
  const socket = new WebSocket(location, {
    ca: readFileSync(site.ready.authorityFile),
    headers: { authorization: `Bearer ${token}`, cookie },
    perMessageDeflate: false,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

/** How a handshake for this name ends. */
const handshake = (port: number, servername: string): Promise<'open' | 'closed'> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false })
    socket.once('secureConnect', () => {
      resolve('open')
      socket.destroy()
    })
    socket.once('error', () => resolve('closed'))
    socket.once('close', () => resolve('closed'))
  })

for (const { name, language, program, needed, how, args } of balancers) {
  const installed = needed.every((file) => existsSync(file))
  describe.runIf(needs(name, installed, `apt install ${how}`))(`one port behind ${name}`, () => {
    let folder: string
    let port: number
    let balancer: OwnedProcess
    let site: Site
    let target: Target
    let agent: OwnedProcess
    let alice: string

    beforeAll(async () => {
      await useExampleNames()
      folder = mkdtempSync(join(tmpdir(), 'causeway-one-port-'))
      port = await freePorts(8)
      const pages = ['443', '8443', '8445', '8444', '8460', '8461', '8462', '8463']
      const ports = new Map(pages.map((page, index) => [page, port + index]))
      const file = join(folder, 'balancer.conf')
      writeFileSync(file, configuration(language, ports))
      balancer = await startProcess({ program, args: args(file, folder) })
      const wanted = (page: string): string => String(ports.get(page))
      const settings = [
        ...['--api-port', wanted('8443'), '--control-port', wanted('8445')],
        ...['--gateway-port', wanted('8444'), '--gateway-own-port', wanted('8460')],
        ...['--gateway-workers', '2', '--gateway-drain-ms', '300'],
        ...['--public-name', 'desktops.example'],
        ...['--api-public-url', `https://desktops.example:${port}`],
        ...['--control-public-url', `wss://agents.desktops.example:${port}`],
        ...['--gateway-public-url', `wss://gateway.desktops.example:${port}`],
        ...['--gateway-own-public-url', `wss://*.desktops.example:${port}`],
      ]
      ;[site, target] = await Promise.all([
        startSite({ args: settings, env: exampleNames }),
        startTarget(),
      ])
      agent = await joinHost(site, 'desk-1', target.address)
      await site.login('alice')
      alice = await tokenOf(site, 'alice')
    })

    afterAll(async () => {
      await agent?.stop()
      await site?.stop()
      await target?.stop()
      await balancer?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    const orderAndRelay = async (tag: string): Promise<string> => {
      const answer = await askArm(site, alice)
      expect(answer.status).toBe(200)
      const location = String(answer.body['gatewayLocation'])
      const leg = await openArmLeg(site, location, alice)
      leg.send(tagOf(tag))
      const host = await target.peer(tag, 10_000)
      const heard = new Promise<string>((resolve) =>
        leg.once('message', (data) => resolve(`${data}`)),
      )
      host.write('hello')
      expect(await heard).toBe('hello')
      leg.close()
      return new URL(location).host
    }

    it('carries an order to the worker that its answer names', async () => {
      expect(site.ready.workerUrls).toEqual([
        `wss://worker-1.desktops.example:${port}`,
        `wss://worker-2.desktops.example:${port}`,
      ])
      const host = await orderAndRelay('arm')
      expect(host).toMatch(new RegExp(`^worker-[12]\\.desktops\\.example:${port}$`))
    })

    it('carries the raw transport to whichever worker takes it', async () => {
      const leg = await openStockLeg(site, 'raw')
      const host = await target.peer('raw', 10_000)
      host.write('hello')
      expect((await leg.take(5)).bytes).toBe(5)
      leg.close()
    })

    it('carries nothing for a name that is none of ours', async () => {
      expect(await handshake(port, 'gateway.desktops.example')).toBe('open')
      expect(await handshake(port, 'elsewhere.example')).toBe('closed')
    })

    it('goes on to the second names of the workers after a rolling restart', async () => {
      process.kill(site.serve.pid, 'SIGHUP')
      await site.serve.waitForLog(/^\{"event":"workers-replaced".*\}$/m, restartMs)
      const host = await orderAndRelay('second')
      expect(host).toMatch(new RegExp(`^worker-[12]b\\.desktops\\.example:${port}$`))
    })
  })
}
