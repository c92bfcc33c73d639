/**
 * A person's test, automated: real desktops on displays of their own, stock clients on another, and
 * Causeway between them, started by the commands of the README.
 */
import { mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { availableDesktopTools } from '../support/desktop/desktop-tools.ts'
import { type Display, paintDisplay, startDisplay } from '../support/desktop/display.ts'
import {
  clientExit,
  type FreerdpBinary,
  pinCertificates,
  sessionIsUp,
  startClient,
} from '../support/desktop/freerdp-client.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { type PaintedHost, seeHost, typeToHost } from '../support/desktop/person.ts'
import { startShadowHost } from '../support/desktop/shadow-host.ts'
import { killHard } from '../support/net/process-facts.ts'
import {
  auditRows,
  sessionRows,
  soonMs,
  startConnector,
  timelineOf,
  verifyWith,
} from '../support/net/relay-path.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'
import { needs } from '../support/skip.ts'

const tools = availableDesktopTools()
const real = needs(
  'the desktop through stock clients',
  Object.values(tools).every(Boolean),
  'install them with: bash test/real/install.sh',
)

/** No certificate has this fingerprint. */
const wrongPin = Array.from({ length: 32 }, () => 'AB').join(':')

/** How often a killed client comes back to each host: chance alone would lead it elsewhere. */
const returnCount = 2

type Host = PaintedHost & { readonly hostId: string; readonly agent: OwnedProcess }

const startPainted = async (site: Site, name: string): Promise<Host> => {
  const screen = await startDisplay()
  const picture = await paintDisplay(screen, Math.floor(Math.random() * 1e9))
  const shadow = await startShadowHost({ display: screen })
  const agent = await joinHost(site, name, shadow.port)
  const [, hostId = ''] = await agent.waitForLog(/"event":"ready","hostId":"([^"]+)"/, soonMs)
  return { hostId, screen, picture, shadow, agent }
}

describe.runIf(real)('desktops behind Causeway', () => {
  let site: Site
  let clientScreen: Display
  const hosts: Host[] = []
  let running: OwnedProcess[] = []
  /** Ids of the connections that earlier clients made. */
  const known = new Set<string>()

  beforeAll(async () => {
    ;[site, clientScreen] = await Promise.all([startSite(), startDisplay()])
    const starting = ['desk-1', 'desk-2'].map(async (name) => {
      hosts.push(await startPainted(site, name))
    })
    await Promise.all([...starting, site.login('alice')])
  })

  afterEach(async () => {
    for (const one of running.reverse()) await one.stop()
    running = []
    const machines = { gateways: site.ready.pids.gateways.length, agents: hosts.length }
    expect(await verifyWith(site, machines)).toMatchObject({ ok: true })
  })

  afterAll(async () => {
    for (const { agent, shadow, screen } of hosts) {
      await agent.stop()
      await shadow.stop()
      await screen.stop()
    }
    await clientScreen?.stop()
    await site?.stop()
  })

  const view = async (args: readonly string[], binary: FreerdpBinary): Promise<OwnedProcess> => {
    const client = await startClient({
      display: clientScreen,
      binary,
      args: [...args, '-clipboard', '/u:somebody', '/p:something'],
      argsByStdin: binary === 'xfreerdp3',
      env: { SSL_CERT_FILE: site.ready.authorityFile },
    })
    running.push(client)
    return client
  }

  /** What `feed args` says, one argument a line. */
  const armArguments = async (): Promise<string[]> => {
    const folder = await mkdtemp(join(site.folder, 'rdp-'))
    const file = join(folder, 'staff-desktop.rdp')
    await site.ok(['feed', 'save', 'staff-desktop', '--output', file])
    return (await site.ok(['feed', 'args', file])).trim().split('\n')
  }

  const pinsOf = (pin: string | undefined): string =>
    pin === undefined
      ? pinCertificates(...hosts.map(({ shadow }) => shadow.certificateFingerprintSha256))
      : pinCertificates(pin)

  /** Starts a stock client by the AVD order; by default with the pins that the site gave it. */
  const openArm = async (pin?: string): Promise<OwnedProcess> => {
    const given = await armArguments()
    if (pin === undefined) return view(given, 'xfreerdp3')
    return view([...given.filter((arg) => !arg.startsWith('/cert:')), pinsOf(pin)], 'xfreerdp3')
  }

  const openRaw = async (pin?: string): Promise<OwnedProcess> => {
    const printed = await site.ok(['connect', 'staff-desktop', '--print-ticket', '--json'])
    const { url, ticket } = lastJson(printed) as { url: string; ticket: string }
    const way = [`/gateway:url:${url},bearer:${ticket}`, '/v:staff-desktop']
    return view([...way, pinsOf(pin)], 'xfreerdp3')
  }

  const openOld = async (pin?: string): Promise<OwnedProcess> => {
    const connector = await startConnector(site)
    running.push(connector.process)
    const port = /"port":(\d+)/.exec(connector.process.log())?.[1]
    return view([`/v:127.0.0.1:${port}`, pinsOf(pin)], 'xfreerdp')
  }

  /** Opens a client; the one connection that it made, and where the log says that it went. */
  const opened = async (open: (pin?: string) => Promise<OwnedProcess>, pin?: string) => {
    const client = await open(pin)
    if (pin === undefined) await client.waitForLog(sessionIsUp, soonMs)
    else await client.exited
    const made = (await auditRows(site)).filter(({ connectionId }) => !known.has(connectionId))
    for (const { connectionId } of made) known.add(connectionId)
    const [row] = made
    const host = hosts.find(({ hostId }) => hostId === row?.hostId)
    if (row === undefined || host === undefined || made.length > 1) {
      throw new Error(`not one connection to a known host: ${JSON.stringify(made)}`)
    }
    return { client, host, row }
  }

  const othersThan = (host: Host): Host[] => hosts.filter((other) => other !== host)

  describe.each([
    { way: 'the AVD order', transport: 'arm', open: openArm },
    { way: 'the raw transport', transport: 'websocket', open: openRaw },
    { way: 'FreeRDP 2.11 and causeway connect', transport: 'websocket', open: openOld },
  ])('through $way', ({ way, transport, open }) => {
    it('a person sees the picture of the host and no other one, and types there', async () => {
      const { host, row } = await opened(open)
      expect(row).toMatchObject({ transport, outcome: 'relaying' })
      await seeHost(clientScreen, host, othersThan(host))
      await typeToHost(clientScreen, host, `typed through ${way.toLowerCase()}`)
    })

    it('the host is verified end to end: a wrong pin is refused inside the relay', async () => {
      const { client, row } = await opened(open, wrongPin)
      expect((await client.exited).code).toBe(clientExit.tlsRefused)
      expect(client.log()).not.toMatch(sessionIsUp)
      const steps = (await timelineOf(site, row.connectionId)).map(({ type }) => type)
      expect(steps).toEqual(expect.arrayContaining(['HostAssigned', 'RelayStarted']))
    })
  })

  it.each([0, 1])('a client that is killed comes back to its host, which is %i', async (index) => {
    await site.ok(['admin', 'session', 'end', '--all'])
    const elsewhere = hosts.filter((_, other) => other !== index)
    for (const { hostId } of elsewhere) await site.ok(['admin', 'host', 'drain', hostId])
    const given = await armArguments()
    const openGiven = () => view(given, 'xfreerdp3')
    let { client, host } = await opened(openGiven)
    expect(host).toBe(hosts[index])
    // From here on a new session would go to the other host, which has none.
    for (const { hostId } of elsewhere) await site.ok(['admin', 'host', 'undrain', hostId])
    for (let count = 0; count < returnCount; count++) {
      killHard(client.pid)
      expect((await client.exited).signal).toBe('SIGKILL')
      ;({ client, host } = await opened(openGiven))
      expect(host).toBe(hosts[index])
      await seeHost(clientScreen, host, elsewhere)
    }
    expect(await sessionRows(site)).toHaveLength(1)
  })

  it('a client says what went wrong when every host drains', async () => {
    const given = await armArguments()
    await site.ok(['admin', 'session', 'end', '--all'])
    for (const { hostId } of hosts) await site.ok(['admin', 'host', 'drain', hostId])
    const client = await view(given, 'xfreerdp3')
    await client.exited
    expect(client.log()).toContain('ALL_HOSTS_DRAINING')
    for (const { hostId } of hosts) await site.ok(['admin', 'host', 'undrain', hostId])
  })

  it('a saved file holds no secret', async () => {
    const [file = ''] = await armArguments()
    const text = await readFile(file, 'utf8')
    expect(text).toContain('resourceprovider:s:arm')
    expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}/)
  })
})
