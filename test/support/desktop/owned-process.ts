/**
 * A child process that its starter owns: its log is kept within a bound, its end is awaited, and it
 * is stopped by its own id, first politely and then surely. It never outlives the test process,
 * because the kernel ends it with its parent (setpriv --pdeathsig).
 */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

/** How a process ended: its exit code, or null and the signal that ended it. */
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type OwnedProcess = {
  readonly pid: number
  /** What it has written to stdout and stderr, in order of arrival: the last `logCharsMax`. */
  log(): string
  /** Settles when the process and its output have ended; never rejects. */
  readonly exited: Promise<Ending>
  /**
   * Resolves with the first match in the log, of the past or to come. Rejects past the deadline,
   * or when the process ends without having written it; the message carries the end of the log.
   */
  waitForLog(pattern: RegExp, deadlineMs: number): Promise<RegExpMatchArray>
  /** TERM, then KILL after `termGraceMs`; resolves once it has ended. May be called again. */
  stop(): Promise<void>
}

export type ProcessOptions = {
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Written to stdin, which is then closed; without it stdin is empty. */
  readonly stdin?: string
  /** Receives the readable end of file descriptor 3, for programs that report by one. */
  readonly onReport?: (report: Readable) => void
}

/** Bounds the memory a chatty client can take; a FreeRDP session of minutes writes about 20,000. */
const logCharsMax = 512 * 1024

/** How much of the log an error message quotes. */
const quotedCharsMax = 4_000

/** How long TERM may take before KILL; a client needs well under a second to say goodbye. */
const termGraceMs = 3_000

/** Starts a process; rejects when it cannot be started at all. */
export async function startProcess(options: ProcessOptions): Promise<OwnedProcess> {
  const child = spawnOwned(options)
  const pid = await started(child, options.program)
  const watched = watchLog(child)
  child.stdin?.on('error', () => {}) // A process that ends without reading its stdin is no fault.
  child.stdin?.end(options.stdin)
  const report = child.stdio[3]
  if (report !== null && report !== undefined) options.onReport?.(report as Readable) // A pipe.
  return {
    pid,
    log: watched.log,
    exited: watched.exited,
    waitForLog: (pattern, deadlineMs) => waitForLog(options.program, watched, pattern, deadlineMs),
    stop: () => stopChild(child, watched.exited),
  }
}

function spawnOwned(options: ProcessOptions): ChildProcess {
  const stdin = options.stdin === undefined ? 'ignore' : 'pipe'
  const stdio: StdioOptions = [stdin, 'pipe', 'pipe']
  if (options.onReport !== undefined) stdio.push('pipe')
  const args = ['--pdeathsig', 'TERM', '--', options.program, ...options.args]
  return spawn('setpriv', args, { stdio, env: { ...process.env, ...options.env } })
}

function started(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`cannot start ${program}`, { cause })))
    child.once('spawn', () => resolve(child.pid ?? -1))
  })
}

type WatchedLog = {
  readonly log: () => string
  readonly exited: Promise<Ending>
  readonly onText: (listener: () => void) => () => void
}

function watchLog(child: ChildProcess): WatchedLog {
  let text = ''
  const listeners = new Set<() => void>()
  const take = (chunk: string) => {
    text = (text + chunk).slice(-logCharsMax)
    for (const listener of [...listeners]) listener()
  }
  child.stdout?.setEncoding('utf8').on('data', take)
  child.stderr?.setEncoding('utf8').on('data', take)
  const exited = new Promise<Ending>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const onText = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { log: () => text, exited, onText }
}

function waitForLog(
  program: string,
  watched: WatchedLog,
  pattern: RegExp,
  deadlineMs: number,
): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(watched.log())
      if (match === null) return
      clear()
      resolve(match)
    }
    const give = (why: string) => {
      clear()
      const quoted = watched.log().slice(-quotedCharsMax)
      reject(new Error(`${program} ${why} without writing ${pattern}; its log:\n${quoted}`))
    }
    const timer = setTimeout(() => give(`ran ${deadlineMs} ms`), deadlineMs)
    const forget = watched.onText(look)
    const clear = () => {
      clearTimeout(timer)
      forget()
    }
    look()
    void watched.exited.then((ending) => {
      look()
      give(`ended with ${ending.code ?? ending.signal}`)
    })
  })
}

async function stopChild(child: ChildProcess, exited: Promise<Ending>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), termGraceMs)
  await exited
  clearTimeout(killer)
}
