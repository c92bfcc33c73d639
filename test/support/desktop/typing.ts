/**
 * Keys, seen from both ends: typed into the client's window on one display, read from a file that
 * a program on the host's display fills.
 */
import { mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { waitUntil } from './deadline.ts'
import { runTool } from './desktop-tools.ts'
import type { Display } from './display.ts'
import { startProcess } from './owned-process.ts'

/** A window on the host's display that keeps each line typed into it. */
export type Notepad = {
  /** All whole lines so far. */
  text(): Promise<string>
  /** Resolves once the line has arrived; rejects past the deadline with what has. */
  waitForLine(line: string, deadlineMs: number): Promise<void>
  stop(): Promise<void>
}

/** Between two keys; faster ones are merged or lost by the shadow server's key handling. */
const keyPauseMs = 40

/** How long a window may take to appear and to take the focus. */
const windowDeadlineMs = 15_000

/** Opens a notepad and gives it the focus; without a window manager nothing else would. */
export async function startNotepad(screen: Display): Promise<Notepad> {
  const folder = await mkdtemp(join(screen.workDir, 'notepad-'))
  const file = join(folder, 'typed')
  const title = 'causeway-notepad'
  const shell = ['sh', '-c', 'exec cat > "$0"', file]
  const window = await startProcess({
    program: 'xterm',
    args: ['-T', title, '-geometry', '20x3+0+0', '-e', ...shell],
    env: { DISPLAY: screen.display, HOME: folder },
  })
  const text = async () => {
    try {
      return await readFile(file, 'utf8')
    } catch {
      return '' // The terminal has not opened it yet.
    }
  }
  const waitForLine = async (line: string, deadlineMs: number) => {
    let last = ''
    const look = async () => {
      last = await text()
      return last.split('\n').slice(0, -1).includes(line) ? true : undefined
    }
    await waitUntil(look, deadlineMs, () => `the notepad holds ${JSON.stringify(last)}`)
  }
  try {
    await focus(screen, ['--name', title])
  } catch (error) {
    await window.stop()
    throw error
  }
  return { text, waitForLine, stop: window.stop }
}

/** Types into the one FreeRDP window of a display, as a person would; `\n` is the Return key. */
export async function typeText(screen: Display, text: string): Promise<void> {
  await focus(screen, ['--class', 'xfreerdp'])
  const pause = ['--clearmodifiers', '--delay', String(keyPauseMs)]
  for (const [index, line] of text.split('\n').entries()) {
    // Left to itself xdotool types the Linefeed key, which FreeRDP does not know.
    if (index > 0) await press(screen, ['key', ...pause, 'Return'])
    if (line !== '') await press(screen, ['type', ...pause, '--', line])
  }
}

async function press(screen: Display, args: readonly string[]): Promise<void> {
  const pressed = await runTool(screen.display, 'xdotool', args)
  if (pressed.status !== 0) throw new Error(`xdotool could not type: ${pressed.stderr}`)
}

async function focus(screen: Display, which: readonly string[]): Promise<void> {
  let said = 'no such window'
  const look = async () => {
    const found = await runTool(screen.display, 'xdotool', ['search', '--onlyvisible', ...which])
    const id = found.stdout.trim().split('\n').at(-1)
    if (id === undefined || id === '') return undefined
    const focused = await runTool(screen.display, 'xdotool', ['windowfocus', '--sync', id])
    said = focused.stderr
    return focused.status === 0 ? true : undefined
  }
  await waitUntil(look, windowDeadlineMs, () => `${which.join(' ')} takes no focus: ${said}`)
}
