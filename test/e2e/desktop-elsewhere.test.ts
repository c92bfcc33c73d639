/**
 * A stock client at a broker that signs nobody in: one that joined the site of another machine. The
 * client asks for a document of the sign-in at its own API first, and goes no further without it.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { availableDesktopTools } from '../support/desktop/desktop-tools.ts'
import { type Display, paintDisplay, startDisplay } from '../support/desktop/display.ts'
import { sessionIsUp, startClient } from '../support/desktop/freerdp-client.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { type PaintedHost, seeHost } from '../support/desktop/person.ts'
import { startShadowHost } from '../support/desktop/shadow-host.ts'
import { soonMs } from '../support/net/relay-path.ts'
import { firstSiteArgs, joinSite, loginAcross } from '../support/site/second-site.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'
import { needs } from '../support/skip.ts'

const real = needs(
  'the desktop through a broker that joined',
  Object.values(availableDesktopTools()).every(Boolean),
  'install them with: bash test/real/install.sh',
)

describe.runIf(real)('a stock client at a broker that joined a site', () => {
  let first: Site
  let second: Site
  let clientScreen: Display
  let host: PaintedHost
  let agent: OwnedProcess
  let client: OwnedProcess | undefined

  beforeAll(async () => {
    ;[first, clientScreen] = await Promise.all([startSite({ args: firstSiteArgs }), startDisplay()])
    second = await joinSite(first)
    const screen = await startDisplay()
    const picture = await paintDisplay(screen, 7)
    host = { screen, picture, shadow: await startShadowHost({ display: screen }) }
    agent = await joinHost(first, 'desk-1', host.shadow.port)
    await loginAcross(first, second, 'alice')
  })

  afterAll(async () => {
    await client?.stop()
    await agent?.stop()
    await host?.shadow.stop()
    await host?.screen.stop()
    await clientScreen?.stop()
    await second?.stop()
    await first?.stop()
  })

  it('shows the picture of a host of the first machine', async () => {
    const file = join(second.folder, 'staff-desktop.rdp')
    await second.ok(['feed', 'save', 'staff-desktop', '--output', file])
    const given = (await second.ok(['feed', 'args', file])).trim().split('\n')
    client = await startClient({
      display: clientScreen,
      binary: 'xfreerdp3',
      args: [...given, '-clipboard', '/u:somebody', '/p:something'],
      argsByStdin: true,
      env: { SSL_CERT_FILE: second.ready.authorityFile },
    })
    await client.waitForLog(sessionIsUp, soonMs)
    await seeHost(clientScreen, host, [])
    for (const site of [first, second]) {
      expect(lastJson(await site.ok(['log', 'verify', '--json']))).toMatchObject({ ok: true })
    }
  })
})
