/** One peer under load: what forwarding costs it, and what a round trip through it takes. */

import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { ask, startChild } from './children.ts'
import { cpuSecondsOf, pin } from './cpu-time.ts'
import type { Certificate, GeneratorAnswer, GeneratorOrder } from './generator-child.ts'
import type { Peer, RunningPeer } from './peer.ts'
import { peerFolder } from './peers.ts'

/** What the hosts send: frames of so many bytes, so many of them in one write. */
export type Frames = { readonly frameBytes: number; readonly framesPerWrite: number }

export type Flow = Frames & {
  readonly peer: string
  readonly pairs: number
  /** CPU seconds of the peer for 10^9 bytes forwarded; 0 without a peer. */
  readonly cpuSecondsPerGb: number
  readonly mebibytesPerSecond: number
}

export type RoundTrip = { readonly peer: string; readonly p50Ms: number; readonly p99Ms: number }

export type Measured = { readonly flows: readonly Flow[]; readonly roundTrip: RoundTrip }

export type Load = {
  readonly pairs: number
  readonly frames: readonly Frames[]
  /** For each kind of frames. */
  readonly seconds: number
  readonly roundTrips: number
}

export type Bench = {
  readonly folder: string
  readonly certificate: Certificate
  /** Cores of the peer and of the generator; undefined: nothing is pinned. */
  readonly cores: { readonly peer: number; readonly generator: number } | undefined
}

const warmUpMs = 300
const bytesPerMebibyte = 1_048_576
let folders = 0

type Generator = {
  ask<K extends GeneratorAnswer['kind']>(
    order: GeneratorOrder,
    kind: K,
  ): Promise<Extract<GeneratorAnswer, { kind: K }>>
  readonly pid: number | undefined
  stop(): void
}

const startGenerator = (): Generator => {
  const child = startChild(new URL('./generator-child.js', import.meta.url))
  return {
    ask: <K extends GeneratorAnswer['kind']>(order: GeneratorOrder, kind: K) =>
      ask<GeneratorOrder, GeneratorAnswer, K>(child, order, kind),
    pid: child.pid,
    stop: () => void child.kill(),
  }
}

const measureFlows = async (
  generator: Generator,
  name: string,
  pid: number | undefined,
  load: Load,
): Promise<Flow[]> => {
  const flows: Flow[] = []
  const cpuSeconds = (): number => (pid === undefined ? 0 : cpuSecondsOf(pid))
  const received = async (): Promise<number> =>
    (await generator.ask({ kind: 'count' }, 'counted')).receivedBytes
  for (const frames of load.frames) {
    await generator.ask({ kind: 'send', ...frames }, 'sending')
    await delay(warmUpMs)
    const [bytesBefore, cpuBefore, startedAt] = [await received(), cpuSeconds(), performance.now()]
    await delay(load.seconds * 1_000)
    const [bytesAfter, cpuAfter, endedAt] = [await received(), cpuSeconds(), performance.now()]
    const bytes = bytesAfter - bytesBefore
    if (bytes === 0) throw new Error(`nothing came through ${name}`)
    flows.push({
      peer: name,
      ...{ ...frames, pairs: load.pairs },
      cpuSecondsPerGb: (cpuAfter - cpuBefore) / (bytes / 1e9),
      mebibytesPerSecond: bytes / bytesPerMebibyte / ((endedAt - startedAt) / 1_000),
    })
  }
  return flows
}

const run = async (
  generator: Generator,
  to: Pick<Peer, 'name' | 'shape' | 'tls'> &
    Pick<RunningPeer, 'clientPort' | 'ownPort' | 'headers'>,
  pid: number | undefined,
  load: Load,
  { certificate, cores }: Bench,
): Promise<Measured> => {
  if (cores !== undefined && generator.pid !== undefined) pin(generator.pid, cores.generator)
  if (cores !== undefined && pid !== undefined) pin(pid, cores.peer)
  const { name, shape, clientPort, ownPort, headers } = to
  const tls = to.tls ? { ca: readFileSync(certificate.certFile, 'utf8') } : {}
  const { pairs } = load
  await generator.ask(
    { kind: 'open', shape, clientPort, ownPort, pairs, ...tls, ...(headers && { headers }) },
    'open',
  )
  // Before data flows: it is the relay's own delay that counts.
  const trip = await generator.ask({ kind: 'ping', count: load.roundTrips }, 'pinged')
  const flows = await measureFlows(generator, name, pid, load)
  return { flows, roundTrip: { peer: name, p50Ms: trip.p50Ms, p99Ms: trip.p99Ms } }
}

/** Loads one peer, started for it and ended after it. Throws what went wrong with it. */
export const measurePeer = async (peer: Peer, load: Load, bench: Bench): Promise<Measured> => {
  const generator = startGenerator()
  try {
    const { certificate } = bench
    const encrypted = peer.tls && peer.shape === 'stream' ? { certificate } : {}
    const target = await generator.ask({ kind: 'listen', ...encrypted }, 'listening')
    folders += 1
    const folder = peerFolder(bench.folder, folders)
    const running = await peer.start({ folder, targetPort: target.port, certificate })
    try {
      return await run(generator, { ...peer, ...running }, running.pid, load, bench)
    } finally {
      await running.stop()
    }
  } finally {
    generator.stop()
  }
}

/** The same without any relay: the most that this generator can push. */
export const measureDirect = async (load: Load, bench: Bench): Promise<Measured> => {
  const generator = startGenerator()
  try {
    const { port } = await generator.ask({ kind: 'listen' }, 'listening')
    const to = { name: 'direct', shape: 'stream' as const, tls: false }
    const ports = { clientPort: port, ownPort: port }
    return await run(generator, { ...to, ...ports }, undefined, load, bench)
  } finally {
    generator.stop()
  }
}
