/**
 * Which desktop programs this machine has, and how a short-lived one is run to its end.
 * Nothing here installs anything: test/real/install.sh does.
 */
import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What of the desktop harness can run here. */
export type DesktopTools = {
  readonly xvfb: boolean
  readonly freerdp2: boolean
  readonly freerdp3: boolean
  readonly shadow3: boolean
  /** Its `compare`, `display` and `import`; `convert` is not used, some machines fake it. */
  readonly imagemagick: boolean
  readonly xdotool: boolean
  readonly xterm: boolean
}

/** Looks for each program in PATH; starts none. */
export function availableDesktopTools(): DesktopTools {
  return {
    xvfb: inPath('Xvfb'),
    freerdp2: inPath('xfreerdp'),
    freerdp3: inPath('xfreerdp3'),
    shadow3: inPath('freerdp-shadow-cli3'),
    imagemagick: ['compare', 'display', 'import'].every(inPath),
    xdotool: inPath('xdotool'),
    xterm: inPath('xterm'),
  }
}

/** How a tool ended. A status other than 0 is an answer, not an error: `compare` says 1 often. */
export type ToolResult = {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** How long any short-lived tool may take; past it the tool is killed and the call rejects. */
const toolDeadlineMs = 20_000

/** Runs a tool against an X display; rejects when it is missing, killed or past its deadline. */
export function runTool(
  display: string,
  program: string,
  args: readonly string[],
): Promise<ToolResult> {
  const env = { ...process.env, DISPLAY: display }
  return new Promise((resolve, reject) => {
    const options = { env, timeout: toolDeadlineMs, killSignal: 'SIGKILL' } as const
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ status: 0, stdout, stderr })
      else if (typeof error.code === 'number') resolve({ status: error.code, stdout, stderr })
      else reject(new Error(`${program} did not end by itself: ${error.message}`, { cause: error }))
    })
  })
}

function inPath(program: string): boolean {
  const { PATH = '' } = process.env
  const folders = PATH.split(delimiter).filter((folder) => folder !== '')
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
