/**
 * A headless X display of its own, and the pictures on it: paint a known one, take one, compare
 * two. Each display has a folder, which every process on it uses and which goes with it.
 */
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { waitUntil } from './deadline.ts'
import { runTool } from './desktop-tools.ts'
import { type OwnedProcess, startProcess } from './owned-process.ts'

export type Display = {
  /** As the environment variable DISPLAY wants it, for example `:3`. */
  readonly display: string
  /** A private folder, removed by `stop`. */
  readonly workDir: string
  /** Ends the X server, and with it every program that shows something on it. */
  stop(): Promise<void>
}

/** Pixels. Small enough that a comparison takes well under a second. */
const width = 800
const height = 600

/** The known picture is a grid of this many blocks of one colour each. */
const columns = 8
const rows = 6

/** How long the X server may take to take its number. */
const startDeadlineMs = 15_000

/** Two pictures nearer than this are the same one; a repainted root window measures 0. */
const sameDistanceMax = 0.01

/** Starts an X server on a free display number; rejects when it does not come up. */
export async function startDisplay(): Promise<Display> {
  await makeSocketFolder()
  const workDir = await mkdtemp(join(tmpdir(), 'causeway-display-'))
  let reported = ''
  const screen = ['-screen', '0', `${width}x${height}x24`]
  let server: OwnedProcess | undefined
  try {
    const owned = await startProcess({
      program: 'Xvfb',
      // Without -noreset the painted picture would go with the last window.
      args: ['-displayfd', '3', ...screen, '-nolisten', 'tcp', '-noreset'],
      onReport: (report: Readable) => {
        report.setEncoding('utf8').on('data', (chunk: string) => {
          reported += chunk
        })
      },
    })
    server = owned
    const number = await numberOf(owned, () => reported)
    const stop = async () => {
      await owned.stop()
      await rm(workDir, { recursive: true, force: true })
    }
    return { display: `:${number}`, workDir, stop }
  } catch (error) {
    await server?.stop()
    await rm(workDir, { recursive: true, force: true })
    throw error
  }
}

/**
 * Paints the picture that belongs to `seed` over the whole display and returns the path of the
 * same picture as a file, inside the display's folder. Rejects when the display does not show it.
 */
export async function paintDisplay(screen: Display, seed: number): Promise<string> {
  const reference = join(screen.workDir, `picture-${seed}.ppm`)
  await writeFile(reference, pictureOf(seed))
  // The exit status is 1 even when it painted, so the proof is a look at the display.
  const shown = await runTool(screen.display, 'display', ['-window', 'root', reference])
  const file = join(screen.workDir, `painted-${seed}.png`)
  await screenshot(screen, file)
  const distance = await pictureDistance(reference, file)
  if (distance > sameDistanceMax) {
    throw new Error(
      `display ${screen.display} was not painted, off by ${distance}: ${shown.stderr}`,
    )
  }
  return reference
}

/** Writes what the display shows to a picture file; its format follows from the file's name. */
export async function screenshot(screen: Display, file: string): Promise<void> {
  const result = await runTool(screen.display, 'import', ['-silent', '-window', 'root', file])
  if (result.status !== 0) throw new Error(`import took no picture: ${result.stderr}`)
}

/**
 * How different two pictures are: normalised root mean square error, 0 for the same and 1 for black
 * against white. The second is scaled to the size of a display first, as is the first.
 */
export async function pictureDistance(a: string, b: string): Promise<number> {
  const size = `[${width}x${height}!]`
  const args = ['-metric', 'RMSE', `${a}${size}`, `${b}${size}`, 'null:']
  const result = await runTool('', 'compare', args)
  const found = /\(([\d.e+-]+)\)/.exec(result.stderr)
  if (result.status > 1 || found === null) throw new Error(`compare failed: ${result.stderr}`)
  return Number(found[1])
}

export type WaitForPicture = { readonly maxDistance: number; readonly deadlineMs: number }

/** Resolves with the distance once the display shows the reference picture; rejects past that. */
export async function waitForPicture(
  screen: Display,
  reference: string,
  options: WaitForPicture,
): Promise<number> {
  const file = join(screen.workDir, 'seen.png')
  let last = Number.NaN
  const look = async () => {
    await screenshot(screen, file)
    last = await pictureDistance(reference, file)
    return last <= options.maxDistance ? last : undefined
  }
  return waitUntil(look, options.deadlineMs, () => {
    return `display ${screen.display} is ${last} from ${reference}, wanted ${options.maxDistance}`
  })
}

/** A binary PPM. The colours come from a hash, so that every machine paints the same blocks. */
function pictureOf(seed: number): Buffer {
  const colours = Array.from({ length: columns * rows }, (_, block) =>
    createHash('sha256').update(`${seed}/${block}`).digest().subarray(0, 3),
  )
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = Math.floor((y * rows) / height)
      const block = row * columns + Math.floor((x * columns) / width)
      colours[block]?.copy(pixels, (y * width + x) * 3)
    }
  }
  return Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`, 'latin1'), pixels])
}

/** X servers that start together race to make this folder, and the loser gives up. */
async function makeSocketFolder(): Promise<void> {
  const folder = '/tmp/.X11-unix'
  const made = await mkdir(folder, { recursive: true })
  if (made !== undefined) await chmod(folder, 0o1777)
}

async function numberOf(server: OwnedProcess, reported: () => string): Promise<string> {
  let ended = false
  void server.exited.then(() => {
    ended = true
  })
  return waitUntil(
    () => {
      if (ended) throw new Error(`Xvfb ended at once: ${server.log()}`)
      return /^(\d+)\n/.exec(reported())?.[1]
    },
    startDeadlineMs,
    () => `Xvfb reported no display: ${server.log()}`,
  )
}
