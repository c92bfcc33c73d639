/** Proves the desktop harness on real programs, without a gateway: client straight to host. */
import { readFile } from 'node:fs/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { availableDesktopTools } from '../support/desktop/desktop-tools.ts'
import {
  type Display,
  paintDisplay,
  pictureDistance,
  screenshot,
  startDisplay,
  waitForPicture,
} from '../support/desktop/display.ts'
import {
  type ClientOptions,
  clientExit,
  type FreerdpBinary,
  pinCertificates,
  sessionIsUp,
  startClient,
} from '../support/desktop/freerdp-client.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { type ShadowHost, startShadowHost } from '../support/desktop/shadow-host.ts'
import { startNotepad, typeText } from '../support/desktop/typing.ts'
import { needs } from '../support/skip.ts'

const how = 'run test/real/install.sh'
const tools = availableDesktopTools()
const desktopIsHere = needs(
  'a desktop (Xvfb, freerdp-shadow-cli3, ImageMagick, xdotool, xterm)',
  tools.xvfb && tools.shadow3 && tools.imagemagick && tools.xdotool && tools.xterm,
  how,
)
const clients: readonly { binary: FreerdpBinary; isHere: boolean }[] = [
  { binary: 'xfreerdp3', isHere: needs('FreeRDP 3 (xfreerdp3)', tools.freerdp3, how) },
  { binary: 'xfreerdp', isHere: needs('FreeRDP 2 (xfreerdp)', tools.freerdp2, how) },
]

/** A real picture through the codecs of RDP differs by under 0.01; another seed's by over 0.2. */
const samePictureMax = 0.03
const otherPictureMin = 0.15
const deadlineMs = 30_000

/** No certificate has this fingerprint. */
const wrongPin = Array.from({ length: 32 }, () => '00').join(':')

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 })

let stops: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const stop of stops.reverse()) await stop()
  stops = []
})

async function display(): Promise<Display> {
  const started = await startDisplay()
  stops.push(started.stop)
  return started
}

async function host(on: Display): Promise<ShadowHost> {
  const started = await startShadowHost({ display: on })
  stops.push(started.stop)
  return started
}

async function client(options: ClientOptions): Promise<OwnedProcess> {
  const started = await startClient(options)
  stops.push(started.stop)
  return started
}

function straightTo(target: ShadowHost, ...pins: readonly string[]): readonly string[] {
  return [`/v:127.0.0.1:${target.port}`, '/u:a', '/p:b', '-clipboard', pinCertificates(...pins)]
}

describe.runIf(desktopIsHere)('the desktop harness', () => {
  it('paints the same picture for one seed and another for another', async () => {
    const first = await display()
    const second = await display()
    const one = await paintDisplay(first, 1)
    const two = await paintDisplay(second, 2)
    await paintDisplay(second, 1)
    await waitForPicture(second, one, { maxDistance: 0, deadlineMs })
    expect(await pictureDistance(one, two)).toBeGreaterThan(otherPictureMin)
    expect(first.display).not.toBe(second.display)
  })

  it('gives each host a certificate of its own', async () => {
    const screen = await display()
    const one = await host(screen)
    const two = await host(screen)
    expect(one.certificateFingerprintSha256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    expect(two.certificateFingerprintSha256).not.toBe(one.certificateFingerprintSha256)
  })
})

describe.each(clients)('$binary straight to a shadow host', ({ binary, isHere }) => {
  const real = it.runIf(desktopIsHere && isHere)

  real('shows the picture of the host, and not another one', async () => {
    const remote = await display()
    const local = await display()
    const picture = await paintDisplay(remote, 11)
    const target = await host(remote)
    const pin = target.certificateFingerprintSha256
    const args = straightTo(target, pin)
    const viewer = await client({ display: local, binary, args })
    await viewer.waitForLog(sessionIsUp, deadlineMs)
    await waitForPicture(local, picture, { maxDistance: samePictureMax, deadlineMs })

    const seen = `${local.workDir}/seen.png`
    await screenshot(local, seen)
    const other = await paintDisplay(await display(), 12)
    expect(await pictureDistance(other, seen)).toBeGreaterThan(otherPictureMin)
  })

  real('follows the picture of the host when it changes', async () => {
    const remote = await display()
    const local = await display()
    await paintDisplay(remote, 21)
    const target = await host(remote)
    const args = straightTo(target, target.certificateFingerprintSha256)
    const viewer = await client({ display: local, binary, args })
    await viewer.waitForLog(sessionIsUp, deadlineMs)
    const changed = await paintDisplay(remote, 22)
    await waitForPicture(local, changed, { maxDistance: samePictureMax, deadlineMs })
  })

  real('carries typed text to the host', async () => {
    const remote = await display()
    const local = await display()
    const target = await host(remote)
    const notepad = await startNotepad(remote)
    stops.push(notepad.stop)
    const args = straightTo(target, target.certificateFingerprintSha256)
    const viewer = await client({ display: local, binary, args })
    await viewer.waitForLog(sessionIsUp, deadlineMs)
    const line = `typed by ${binary} 42`
    await typeText(local, `${line}\n`)
    await notepad.waitForLine(line, deadlineMs)
  })

  real('connects when one of two pins is the certificate of the host', async () => {
    const remote = await display()
    const target = await host(remote)
    const args = straightTo(target, wrongPin, target.certificateFingerprintSha256)
    const viewer = await client({ display: await display(), binary, args })
    await viewer.waitForLog(sessionIsUp, deadlineMs)
  })

  real('refuses a host whose certificate is not the pinned one', async () => {
    const target = await host(await display())
    const args = straightTo(target, wrongPin)
    const viewer = await client({ display: await display(), binary, args })
    const ending = await viewer.exited
    expect(ending.code).toBe(clientExit.tlsRefused)
    expect(viewer.log()).not.toMatch(sessionIsUp)
  })

  real('is gone when it was stopped', async () => {
    const target = await host(await display())
    const args = straightTo(target, target.certificateFingerprintSha256)
    const viewer = await client({ display: await display(), binary, args })
    await viewer.waitForLog(sessionIsUp, deadlineMs)
    await viewer.stop()
    await viewer.stop()
    expect(() => process.kill(viewer.pid, 0)).toThrow(/ESRCH/)
  })
})

describe.runIf(desktopIsHere && tools.freerdp3)('arguments over stdin', () => {
  it('reach xfreerdp3 and stay out of the process table', async () => {
    const target = await host(await display())
    const args = straightTo(target, target.certificateFingerprintSha256)
    const viewer = await client({
      display: await display(),
      binary: 'xfreerdp3',
      args,
      argsByStdin: true,
    })
    await viewer.waitForLog(sessionIsUp, deadlineMs)
    const commandLine = await readFile(`/proc/${viewer.pid}/cmdline`, 'latin1')
    expect(commandLine.split('\0').slice(1)).toEqual(['/args-from:stdin', ''])
  })

  it('are refused when they could not arrive whole', async () => {
    const screen = await display()
    const options = { display: screen, argsByStdin: true } as const
    const twoLines = { ...options, binary: 'xfreerdp3', args: ['/p:a\nb'] } as const
    const empty = { ...options, binary: 'xfreerdp3', args: ['/u:a', ''] } as const
    const old = { ...options, binary: 'xfreerdp', args: ['/u:a'] } as const
    await expect(startClient(twoLines)).rejects.toThrow('single lines')
    await expect(startClient(empty)).rejects.toThrow('single lines')
    await expect(startClient(old)).rejects.toThrow('needs xfreerdp3')
  })
})
