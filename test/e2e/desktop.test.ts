/**
 * A person's test, automated: a real desktop on one display, a stock client on another, and
 * Causeway between them, started by the commands of the README.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { availableDesktopTools } from '../support/desktop/desktop-tools.ts'
import {
  type Display,
  paintDisplay,
  startDisplay,
  waitForPicture,
} from '../support/desktop/display.ts'
import { pinCertificates, sessionIsUp, startClient } from '../support/desktop/freerdp-client.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { type ShadowHost, startShadowHost } from '../support/desktop/shadow-host.ts'
import { startNotepad, typeText } from '../support/desktop/typing.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'
import { needs } from '../support/skip.ts'

const tools = availableDesktopTools()
const real = needs(
  'the desktop through stock clients',
  Object.values(tools).every(Boolean),
  'install them with: bash test/real/install.sh',
)

/** RMSE between host and client screen: equal pictures differ by compression alone. */
const sameMax = 0.03
const upMs = 30_000

describe.runIf(real)('a desktop behind Causeway', () => {
  let site: Site
  let hostScreen: Display
  let clientScreen: Display
  let shadow: ShadowHost
  let agent: OwnedProcess
  let picture: string
  const clients: OwnedProcess[] = []

  beforeAll(async () => {
    ;[site, hostScreen, clientScreen] = await Promise.all([
      startSite(),
      startDisplay(),
      startDisplay(),
    ])
    picture = await paintDisplay(hostScreen, Math.floor(Math.random() * 1e9))
    shadow = await startShadowHost({ display: hostScreen })
    agent = await joinHost(site, 'desk-1', shadow.port)
    await site.login('alice')
  })

  afterAll(async () => {
    for (const client of clients) await client.stop()
    await agent?.stop()
    await shadow?.stop()
    await Promise.all([hostScreen?.stop(), clientScreen?.stop()])
    await site?.stop()
  })

  const connect = async (
    args: readonly string[],
    binary: 'xfreerdp3' | 'xfreerdp' = 'xfreerdp3',
  ) => {
    const client = await startClient({
      display: clientScreen,
      binary,
      args: [...args, '-clipboard', '/u:somebody', '/p:something'],
      argsByStdin: binary === 'xfreerdp3',
      env: { SSL_CERT_FILE: site.ready.authorityFile },
    })
    clients.push(client)
    return client
  }

  /** What `feed args` says, one argument a line. */
  const armArguments = async (): Promise<string[]> => {
    const folder = await mkdtemp(join(site.folder, 'rdp-'))
    const file = join(folder, 'staff-desktop.rdp')
    await site.ok(['feed', 'save', 'staff-desktop', '--output', file])
    return (await site.ok(['feed', 'args', file])).trim().split('\n')
  }

  const connections = async () => {
    const { connections: list } = lastJson(await site.ok(['audit', 'connections', '--json'])) as {
      connections: { connectionId: string; outcome: string; hostId: string; transport: string }[]
    }
    return list
  }

  const other = async () => {
    const screen = await startDisplay()
    const file = await paintDisplay(screen, Math.floor(Math.random() * 1e9))
    await screen.stop
    return { screen, file }
  }

  it('shows the picture of the host through the AVD order, and not another one', async () => {
    const client = await connect(await armArguments())
    await client.waitForLog(sessionIsUp, upMs)
    await waitForPicture(clientScreen, picture, { maxDistance: sameMax, deadlineMs: upMs })
    const wrong = await other()
    await expect(
      waitForPicture(clientScreen, wrong.file, { maxDistance: sameMax, deadlineMs: 1_000 }),
    ).rejects.toThrow()
    await wrong.screen.stop()

    const notepad = await startNotepad(hostScreen)
    await typeText(clientScreen, 'through the causeway\n')
    await notepad.waitForLine('through the causeway', upMs)
    await notepad.stop()
    await client.stop()
  })

  it('verifies the host end to end: a wrong fingerprint is refused inside the relay', async () => {
    const args = (await armArguments()).filter((arg) => !arg.startsWith('/cert:'))
    const wrong = pinCertificates(Array.from({ length: 32 }, () => 'AB').join(':'))
    const client = await connect([...args, wrong])
    const { code } = await client.exited
    expect(code).not.toBe(0)
    expect(client.log()).not.toMatch(sessionIsUp)
  })

  it('leads a client that was killed back to the same host', async () => {
    const before = await connections()
    for (let count = 0; count < 2; count++) {
      const client = await connect(await armArguments())
      await client.waitForLog(sessionIsUp, upMs)
      await client.stop()
    }
    const after = (await connections()).filter(
      ({ connectionId }) => !before.some((known) => known.connectionId === connectionId),
    )
    expect(after).toHaveLength(2)
    expect(after[0]?.hostId).not.toBe('')
    expect(after[1]?.hostId).toBe(after[0]?.hostId)
  })

  it('serves the raw transport', async () => {
    const token = JSON.parse(
      await site.ok(['connect', 'staff-desktop', '--print-ticket', '--json']),
    ) as { url: string; ticket: string }
    const client = await connect([
      `/gateway:url:${token.url},bearer:${token.ticket}`,
      '/v:staff-desktop',
      pinCertificates(shadow.certificateFingerprintSha256),
    ])
    await client.waitForLog(sessionIsUp, upMs)
    await waitForPicture(clientScreen, picture, { maxDistance: sameMax, deadlineMs: upMs })
    await client.stop()
  })

  it('serves FreeRDP 2.11 through causeway connect', async () => {
    const connector = await site.start([
      ...['connect', 'staff-desktop', '--listen', '127.0.0.1:0', '--json'],
      ...['--api', site.ready.apiUrl, '--ca', site.ready.authorityFile],
    ])
    clients.push(connector)
    const match = await connector.waitForLog(/"port":(\d+)/, upMs)
    const client = await connect(
      [`/v:127.0.0.1:${match[1]}`, pinCertificates(shadow.certificateFingerprintSha256)],
      'xfreerdp',
    )
    await client.waitForLog(sessionIsUp, upMs)
    await waitForPicture(clientScreen, picture, { maxDistance: sameMax, deadlineMs: upMs })
    await client.stop()
    await connector.stop()
  })

  it('leaves a log that folds to what the broker holds', async () => {
    await site.ok(['log', 'verify'])
    const all = await connections()
    expect(all.length).toBeGreaterThanOrEqual(4)
    const timeline = await site.ok(['audit', 'timeline', all[0]?.connectionId ?? ''])
    expect(timeline).toContain('HostAssigned')
    expect(timeline).toContain('RelayStarted')
  })

  it('says in the client what went wrong when the host drains', async () => {
    const args = await armArguments()
    const [host] = (
      lastJson(await site.ok(['admin', 'host', 'list', '--json'])) as {
        hosts: { hostId: string }[]
      }
    ).hosts
    await site.ok(['admin', 'session', 'end', '--all'])
    await site.ok(['admin', 'host', 'drain', host?.hostId ?? ''])
    const client = await connect(args)
    await client.exited
    expect(client.log()).toContain('ALL_HOSTS_DRAINING')
    await site.ok(['admin', 'host', 'undrain', host?.hostId ?? ''])
  })

  it('hands out a file without a secret', async () => {
    const [file] = await armArguments()
    const text = await readFile(file ?? '', 'utf8')
    expect(text).toContain('resourceprovider:s:arm')
    expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}/)
    await writeFile(file ?? '', text)
  })
})
