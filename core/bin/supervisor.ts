/**
 * Keeps child processes of this program running: starts them, hears when they are ready, starts
 * them again when they die, stops them in time. Knows nothing of what they do.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import type { System } from '../broker/ports.ts'
import { childStopMs, restartDelayMaxMs, restartDelayMinMs, startMs } from '../domain/limits.ts'
import {
  type Greeting,
  type InvitedMessage,
  type InviteMessage,
  invitedOf,
  isReadyMessage,
  type ProgressMessage,
  progressOf,
  type ReadyMessage,
  type ReplacedMessage,
} from './parent-link.ts'

export type ChildSpec = {
  /** For people: `broker`, `gateway 1`. */
  readonly name: string
  /** Arguments after the program's own name. */
  readonly args: readonly string[]
  /** Flags of Node itself, before the program. */
  readonly nodeFlags?: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Sent over IPC at every start, as soon as it is known; a rejection is its owner's to tell. */
  readonly greeting: Promise<Greeting>
  /** What it may take for its own work when it is told to stop, in milliseconds; default 0. */
  readonly drainMs?: number
  /** How far a start is, as often as the child says so. */
  readonly onProgress?: (message: ProgressMessage) => void
}

export type Child = {
  /** Resolves with what the child said first; rejects when it ends before. */
  readonly ready: Promise<ReadyMessage>
  pid(): number | undefined
  /** Ends it with SIGTERM, or SIGKILL when that takes too long. Resolves once it has ended. */
  stop(): Promise<void>
  /** Tells it that another has its place, and does not start it again. Resolves at its end. */
  replaced(drainMs: number): Promise<void>
  /** Rejects when it has no answer in time, is not running, or answers with a fault. */
  invite(name: string): Promise<string | undefined>
}

export type SupervisorPorts = {
  readonly system: Pick<System, 'after' | 'monotonicMs'>
  /** Path of the compiled program. */
  readonly program: string
  readonly onLine: (name: string, line: string) => void
  readonly onRestart: (name: string, ending: string, delayMs: number) => void
}

const pipeLines = (child: ChildProcess, onLine: (line: string) => void): void => {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = `${rest}${chunk}`.split('\n')
      rest = (lines.pop() ?? '').slice(-65_536)
      for (const line of lines) onLine(line)
    })
  }
}

const spawnChild = (program: string, spec: ChildSpec): ChildProcess => {
  const child = spawn(process.execPath, [...(spec.nodeFlags ?? []), program, ...spec.args], {
    env: { ...spec.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C reaches a whole group: the order of stopping is ours to choose.
    detached: true,
  })
  const greet = (greeting: Greeting): void => {
    // It may have ended while the greeting was not known yet.
    if (child.connected) child.send(greeting)
  }
  spec.greeting.then(greet, () => undefined)
  return child
}

/** Starts a child and keeps it running until it is stopped. */
export const superviseChild = (ports: SupervisorPorts, spec: ChildSpec): Child => {
  const { system, program } = ports
  let current: ChildProcess | undefined
  let stopping = false
  let failures = 0
  let cancelRestart: () => void = () => undefined
  let settle: { resolve: (message: ReadyMessage) => void; reject: (error: Error) => void }
  const ready = new Promise<ReadyMessage>((resolve, reject) => {
    settle = { resolve, reject }
  })
  let wasReady = false
  let ended: Promise<void> = Promise.resolve()

  const start = (): void => {
    const startedAt = system.monotonicMs()
    const child = spawnChild(program, spec)
    current = child
    const lines: string[] = []
    pipeLines(child, (line) => {
      lines.push(line)
      if (lines.length > 20) lines.shift()
      // Until it is ready its lines are the reason why it failed, and are told as such.
      if (wasReady) ports.onLine(spec.name, line)
    })
    child.on('message', (message) => {
      const progress = progressOf(message)
      if (progress !== undefined) spec.onProgress?.(progress)
      if (!isReadyMessage(message)) return
      wasReady = true
      settle.resolve(message)
    })
    ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        resolve()
        if (stopping) return
        const ending = `ended with ${signal ?? `code ${code}`}`
        if (!wasReady) {
          settle.reject(new Error(`${spec.name} ${ending}: ${lines.join('\n')}`))
          return
        }
        failures = system.monotonicMs() - startedAt > restartDelayMaxMs ? 0 : failures + 1
        const delayMs = Math.min(restartDelayMaxMs, restartDelayMinMs * 2 ** failures)
        ports.onRestart(spec.name, ending, delayMs)
        cancelRestart = system.after(delayMs, start)
      })
    })
  }

  const end = async (tell: (child: ChildProcess) => void, graceMs: number): Promise<void> => {
    stopping = true
    cancelRestart()
    const child = current
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    tell(child)
    const cancel = system.after(graceMs + childStopMs, () => child.kill('SIGKILL'))
    await ended
    cancel()
  }

  start()
  return {
    ready,
    pid: () => current?.pid,
    stop: () => end((child) => child.kill('SIGTERM'), spec.drainMs ?? 0),
    replaced: (drainMs) => end(tellReplaced, drainMs),
    invite: (name) => inviteFrom(current, name, system),
  }
}

const tellReplaced = (child: ChildProcess): void => {
  if (child.connected) child.send({ event: 'replaced' } satisfies ReplacedMessage)
}

/** One question, and the answer that has its name. */
const inviteFrom = (
  child: ChildProcess | undefined,
  name: string,
  system: Pick<System, 'after'>,
): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const settle = ({ join, fault }: Pick<InvitedMessage, 'join' | 'fault'>): void => {
      cancel()
      child?.off('message', onMessage)
      if (fault === undefined) resolve(join)
      else reject(new Error(fault))
    }
    const onMessage = (message: unknown): void => {
      const answer = invitedOf(message)
      if (answer?.name === name) settle(answer)
    }
    const cancel = system.after(startMs, () => settle({ fault: 'the broker did not answer' }))
    child?.on('message', onMessage)
    if (child?.connected) child.send({ event: 'invite', name } satisfies InviteMessage)
    else settle({ fault: 'the broker is not running' })
  })
