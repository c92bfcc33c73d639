/** What a relay of the side by side run is to the bench, and how its programs are started. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Certificate, Shape } from './generator-child.ts'

/** What a peer is given to run in. */
export type Place = {
  /** Its own folder, empty. */
  readonly folder: string
  /** Port of 127.0.0.1 that relays of streams dial; with TLS for those that encrypt again. */
  readonly targetPort: number
  readonly certificate: Certificate
}

export type RunningPeer = {
  /** The process whose CPU time counts, with its children. */
  readonly pid: number
  readonly clientPort: number
  readonly ownPort: number
  /** Further lines of a client's request that this relay wants, such as a cookie. */
  readonly headers?: readonly string[]
  stop(): Promise<void>
}

export type Peer = {
  readonly name: string
  readonly shape: Shape
  readonly tls: boolean
  /** What is missing on this machine and how to get it; undefined when nothing is. */
  missing(): string | undefined
  start(place: Place): Promise<RunningPeer>
}

const startDeadlineMs = 10_000
const pollMs = 20

/** A port of 127.0.0.1 on which nothing listened just now. */
export const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

/** proc(5), net/tcp: the second column is address:port in hex, the fourth 0A for a listener. */
const isListening = (port: number): boolean => {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  // Dialling it would be told on to the target, as if a client had come.
  return readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .some((line) => {
      const [, local = '', , state] = line.trim().split(/\s+/)
      return state === '0A' && local.endsWith(wanted)
    })
}

const stopProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** Starts a program that listens on the port, and waits until it does. */
export const startProgram = async (
  command: string,
  words: readonly string[],
  port: number,
): Promise<RunningPeer> => {
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => {
    said = `${said}${piece.toString()}`.slice(-2_000)
  })
  const deadlineAt = performance.now() + startDeadlineMs
  while (!isListening(port)) {
    if (child.exitCode !== null || performance.now() > deadlineAt) {
      throw new Error(`${command} does not listen on port ${port}: ${said.trim()}`)
    }
    await delay(pollMs)
  }
  if (child.pid === undefined) throw new Error(`${command} did not start`)
  return { pid: child.pid, clientPort: port, ownPort: port, stop: () => stopProcess(child) }
}

/** A process that has told its ports. */
export const startedBy = (
  child: ChildProcess,
  clientPort: number,
  ownPort = clientPort,
): RunningPeer => {
  if (child.pid === undefined) throw new Error('a process of the bench did not start')
  return { pid: child.pid, clientPort, ownPort, stop: () => stopProcess(child) }
}
