/**
 * What a person finds out about a desktop in a window: it shows the picture of its host and no
 * other one, and what is typed arrives there.
 */
import { join } from 'node:path'
import { type Display, pictureDistance, screenshot, waitForPicture } from './display.ts'
import type { ShadowHost } from './shadow-host.ts'
import { startNotepad, typeText } from './typing.ts'

/** A session host whose screen shows a picture of its own. */
export type PaintedHost = {
  readonly screen: Display
  /** File of its picture. */
  readonly picture: string
  readonly shadow: ShadowHost
}

/** A real picture through the codecs of RDP differs by under 0.01; another seed's by over 0.2. */
const samePictureMax = 0.03
const otherPictureMin = 0.15
const deadlineMs = 30_000

/**
 * Looks at the client's display until it shows the picture of `host`.
 * Rejects when it does not, or when what it shows could as well be the picture of one of `others`.
 */
export async function seeHost(
  clientScreen: Display,
  host: PaintedHost,
  others: readonly PaintedHost[],
): Promise<void> {
  await waitForPicture(clientScreen, host.picture, { maxDistance: samePictureMax, deadlineMs })
  const seen = join(clientScreen.workDir, 'seen-by-person.png')
  await screenshot(clientScreen, seen)
  for (const other of others) {
    const distance = await pictureDistance(other.picture, seen)
    if (distance < otherPictureMin) {
      throw new Error(`the client is ${distance} from a picture of another host`)
    }
  }
}

/** Types a line into the client's window; rejects when a window on the host does not get it. */
export async function typeToHost(
  clientScreen: Display,
  host: PaintedHost,
  line: string,
): Promise<void> {
  const notepad = await startNotepad(host.screen)
  try {
    await typeText(clientScreen, `${line}\n`)
    await notepad.waitForLine(line, deadlineMs)
  } finally {
    await notepad.stop()
  }
}
