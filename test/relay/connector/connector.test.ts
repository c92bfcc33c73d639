import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSystem } from '../../../core/adapters/system.ts'
import {
  type Connector,
  type ConnectorOptions,
  type ConnectorPorts,
  type ConnectorRefusal,
  createConnector,
} from '../../../relay/connector/connector.ts'
import type { LegClientEnd } from '../../../relay/leg-client-ports.ts'
import {
  type FakeBroker,
  type FakeBrokerOptions,
  startFakeBroker,
} from '../../support/relay/fake-broker.ts'
import { createFakeLeg } from '../../support/relay/fake-leg.ts'
import { dialLocal, endingOf, readAll } from '../../support/relay/fake-target.ts'
import { createRecordedLog } from '../../support/relay/quiet-log.ts'
import {
  createTestAuthority,
  type ServerCertificate,
  type TestAuthority,
  untrustedServers,
} from '../../support/relay/test-authority.ts'

let authority: TestAuthority
let certificate: ServerCertificate
const cleanUps: (() => unknown)[] = []

beforeAll(async () => {
  authority = await createTestAuthority()
  certificate = await authority.issue()
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const startGateway = async (options: Partial<FakeBrokerOptions> = {}): Promise<FakeBroker> => {
  const gateway = await startFakeBroker({ certificate, ...options })
  cleanUps.push(gateway.stop)
  return gateway
}

type Started = Connector & {
  readonly refusals: ConnectorRefusal[]
  readonly ends: LegClientEnd[]
}

const startConnector = async (
  gateway: Pick<FakeBroker, 'url'>,
  options: Partial<ConnectorOptions> = {},
  ports: Partial<ConnectorPorts> = {},
): Promise<Started> => {
  const refusals: ConnectorRefusal[] = []
  const ends: LegClientEnd[] = []
  let tickets = 0
  const connector = await createConnector(
    {
      system: createSystem(),
      log: createRecordedLog(),
      openTicket: async () => {
        tickets += 1
        const ticket = `ticket-${tickets}`
        return { url: `${gateway.url}/connect`, ticket, ca: authority.caPem }
      },
      onRefused: (refusal) => refusals.push(refusal),
      onEnded: (end) => ends.push(end),
      ...ports,
    },
    { listen: { host: '127.0.0.1', port: 0 }, ...options },
  )
  cleanUps.push(connector.stop)
  return { ...connector, refusals, ends }
}

describe('a local connection', () => {
  it('becomes a leg with a ticket of its own, and bytes go both ways', async () => {
    const gateway = await startGateway()
    const connector = await startConnector(gateway)
    const first = await dialLocal(connector.address.port)
    const { request, socket } = await gateway.nextLeg()
    expect(request.url).toBe('/connect')
    expect(request.headers['authorization']).toBe('Bearer ticket-1')
    const leg = createFakeLeg(socket)
    first.write('hello')
    leg.grant(5)
    await leg.until(() => leg.receivedBytes() === 5)
    const reading = readAll(first)
    await leg.until(() => leg.credit() > 0)
    leg.send(Buffer.from('goodbye'))
    leg.socket.close(1000, 'host_closed')
    expect(await reading).toMatchObject({ bytes: 7, ending: 'end' })
    first.destroy()
    await dialLocal(connector.address.port)
    expect((await gateway.nextLeg()).request.headers['authorization']).toBe('Bearer ticket-2')
    await expect.poll(() => connector.ends).toMatchObject([{ kind: 'closed', bytesToLeg: 5 }])
  })

  it('that is refused hears of it by a reset, and the refusal by its code', async () => {
    const body = JSON.stringify({ code: 'ALL_HOSTS_FULL', message: '3 of 3' })
    const gateway = await startGateway({ refuseLeg: () => ({ status: 503, body }) })
    const connector = await startConnector(gateway)
    const local = await dialLocal(connector.address.port)
    expect((await readAll(local)).ending).toBe('reset')
    expect(connector.refusals).toEqual([{ status: 503, code: 'ALL_HOSTS_FULL', message: '3 of 3' }])
    expect(connector.ends).toEqual([])
  })

  it.each([
    ['no JSON', '<html>'],
    ['too much', 'x'.repeat(100_000)],
    ['JSON of another kind', '[1]'],
  ])('that is refused with %s keeps the status', async (_, body) => {
    const gateway = await startGateway({ refuseLeg: () => ({ status: 502, body }) })
    const connector = await startConnector(gateway)
    await endingOf(connector.address.port)
    expect(connector.refusals).toEqual([{ status: 502, code: '', message: '' }])
  })

  it('without a ticket is refused with the reason', async () => {
    const connector = await startConnector({ url: 'wss://127.0.0.1:1' }, undefined, {
      openTicket: () => Promise.reject(new Error('sign in again')),
    })
    expect(await endingOf(connector.address.port)).toBe('reset')
    expect(connector.refusals).toEqual([{ status: 0, code: '', message: 'sign in again' }])
  })

  it.each(untrustedServers)('to a gateway with $what is refused', async (server) => {
    const gateway = await startGateway({ certificate: await server.issue(authority) })
    const connector = await startConnector(gateway)
    await endingOf(connector.address.port)
    expect(connector.refusals).toMatchObject([
      { status: 0, message: expect.stringMatching(server.says) },
    ])
  })

  it('to a gateway that never answers is given up in time', async () => {
    const connector = await startConnector(await startGateway({ silent: true }), { dialMs: 30 })
    await endingOf(connector.address.port)
    expect(connector.refusals).toMatchObject([{ code: 'CONNECT_TIMED_OUT' }])
  })

  it('that leaves while the gateway is dialled takes the dial along', async () => {
    const gateway = await startGateway({ silent: true })
    const connector = await startConnector(gateway)
    const local = await dialLocal(connector.address.port)
    await expect.poll(gateway.connectionsOpen).toBe(1)
    local.resetAndDestroy()
    await expect.poll(gateway.connectionsOpen).toBe(0)
    await expect.poll(connector.connectionCount).toBe(0)
    expect(connector.refusals).toEqual([])
  })

  it('beyond the bound is reset, and the others go on', async () => {
    const gateway = await startGateway()
    const connector = await startConnector(gateway, { relayCountMax: 1 })
    await dialLocal(connector.address.port)
    await gateway.nextLeg()
    expect(await endingOf(connector.address.port)).toBe('reset')
    expect(connector.refusals).toMatchObject([{ message: 'too many local connections' }])
    expect(connector.connectionCount()).toBe(1)
  })
})

describe('the port', () => {
  it('is on loopback unless allowed otherwise', async () => {
    const ports = { url: 'wss://127.0.0.1:1' }
    const listen = { host: '0.0.0.0', port: 0 }
    await expect(startConnector(ports, { listen })).rejects.toThrow(/not loopback/)
    const open = await startConnector(ports, { listen, allowOpenListen: true })
    expect(open.address.host).toBe('0.0.0.0')
  })

  it('that is taken is an error', async () => {
    const first = await startConnector({ url: 'wss://127.0.0.1:1' })
    const listen = { host: '127.0.0.1', port: first.address.port }
    await expect(startConnector({ url: '' }, { listen })).rejects.toThrow(/EADDRINUSE/)
  })

  it('closes with all its connections, and stopping twice is harmless', async () => {
    const gateway = await startGateway()
    const connector = await startConnector(gateway)
    const local = await dialLocal(connector.address.port)
    await gateway.nextLeg()
    const reading = readAll(local)
    await Promise.all([connector.stop(), connector.stop()])
    expect((await reading).ending).toBe('reset')
    await expect(dialLocal(connector.address.port)).rejects.toThrow(/ECONNREFUSED/)
    await expect.poll(gateway.connectionsOpen).toBe(0)
  })
})
