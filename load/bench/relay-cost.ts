/**
 * What the relay costs: CPU seconds of its process for each GB it relays, and its memory for each
 * idle pair. Relay and generator are processes of their own; the relay's own clock of CPU time is
 * read before and after.
 *
 * node --import tsx load/bench/relay-cost.ts [seconds]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { makeCertificate } from '../relay/machine.ts'
import type { PairsAnswer, PairsOrder } from './pairs-child.ts'
import type { RelayAnswer, RelayOrder } from './relay-child.ts'

export type RelayCostOptions = {
  /** How long data flows while it is measured. */
  readonly seconds: number
  readonly frameBytes: number
  readonly pairs: number
  readonly tls: boolean
}

export type RelayCost = {
  /** CPU seconds of the relay's process for 10^9 bytes relayed. */
  readonly cpuSecondsPerGb: number
  readonly megabytesPerSecond: number
  /** Share of one core that the relay had: near 1 when the relay was the bottleneck. */
  readonly relayCpuShare: number
}

export type IdleCost = {
  /** Resident memory of the relay's process that each idle pair added. */
  readonly bytesPerPair: number
  /** Share of one core while all pairs are idle. */
  readonly idleCpuShare: number
  /** Pairs set up for each CPU second of the relay. */
  readonly pairsPerCpuSecond: number
}

/** Relays one way from credit hosts to stock clients, as fast as it goes. */
export const benchRelayCost = async (options: RelayCostOptions): Promise<RelayCost> =>
  withRelay(options.tls, async (bench) => {
    await bench.open(options.pairs)
    bench.send(options.frameBytes)
    // The first second warms up compiler, pools and TCP windows.
    await delay(1_000)
    const before = await bench.measure()
    const startedAt = performance.now()
    await delay(options.seconds * 1_000)
    const after = await bench.measure()
    const seconds = (performance.now() - startedAt) / 1_000
    const cpuSeconds = after.cpuSeconds - before.cpuSeconds
    const bytes = after.relayedBytes - before.relayedBytes
    if (after.connections !== options.pairs) throw new Error('the relay lost pairs')
    return {
      cpuSecondsPerGb: cpuSeconds / (bytes / 1e9),
      megabytesPerSecond: bytes / 1e6 / seconds,
      relayCpuShare: cpuSeconds / seconds,
    }
  })

/** Sets up pairs that carry nothing, and looks what they take. */
export const benchIdlePairs = async (options: {
  readonly pairs: number
  readonly seconds: number
  readonly tls: boolean
}): Promise<IdleCost> =>
  withRelay(options.tls, async (bench) => {
    // A first few pairs grow what is shared: code, pools, TLS tables.
    const empty = await bench.measure()
    await bench.open(options.pairs)
    const opened = await bench.measure()
    await delay(1_000)
    const before = await bench.measure()
    await delay(options.seconds * 1_000)
    const after = await bench.measure()
    return {
      bytesPerPair: (after.residentBytes - empty.residentBytes) / options.pairs,
      idleCpuShare: (after.cpuSeconds - before.cpuSeconds) / options.seconds,
      pairsPerCpuSecond: options.pairs / (opened.cpuSeconds - empty.cpuSeconds),
    }
  })

type Bench = {
  open(pairs: number): Promise<void>
  send(frameBytes: number): void
  measure(): Promise<Extract<RelayAnswer, { kind: 'measured' }>>
}

/** Starts relay and generator, runs, and ends both whatever happens. */
const withRelay = async <T>(tls: boolean, run: (bench: Bench) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'))
  const relay = startChild('relay-child')
  const generator = startChild('pairs-child')
  try {
    const files = tls ? makeCertificate(folder) : undefined
    const order: RelayOrder = { kind: 'start', ...(files && { tls: files }) }
    const started = await ask<RelayAnswer, 'started'>(relay, order, 'started')
    const ca = files && readFileSync(files.certFile, 'utf8')
    return await run({
      open: async (pairs) => {
        const { clientPort, ownPort } = started
        const open: PairsOrder = { kind: 'open', clientPort, ownPort, pairs, ...(ca && { ca }) }
        await ask<PairsAnswer, 'open'>(generator, open, 'open')
      },
      send: (frameBytes) => {
        generator.send({ kind: 'send', frameBytes } satisfies PairsOrder)
      },
      measure: () => ask<RelayAnswer, 'measured'>(relay, { kind: 'measure' }, 'measured'),
    })
  } finally {
    relay.kill()
    generator.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The child lies beside this file, compiled when this one is. */
const startChild = (name: string): ChildProcess => {
  const compiled = import.meta.url.endsWith('.js')
  const file = fileURLToPath(new URL(`${name}.${compiled ? 'js' : 'ts'}`, import.meta.url))
  return fork(file, { execArgv: compiled ? [] : ['--import', 'tsx'] })
}

/** Sends an order and waits for its answer; a child that ends first is an error. */
const ask = async <A extends { kind: string }, K extends A['kind']>(
  child: ChildProcess,
  order: RelayOrder | PairsOrder,
  kind: K,
): Promise<Extract<A, { kind: K }>> => {
  child.send(order)
  const ended = once(child, 'exit').then(() => {
    throw new Error('a process of the benchmark ended early')
  })
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [A]
  if (answer.kind !== kind) throw new Error(`unexpected answer ${answer.kind}`)
  // The kind has just been compared.
  return answer as Extract<A, { kind: K }>
}

const printTable = async (seconds: number): Promise<void> => {
  const print = (text: string): void => {
    process.stdout.write(`${text}\n`)
  }
  for (const tls of [false, true]) {
    for (const [frameBytes, pairs] of [
      [65_536, 16],
      [16_384, 16],
      [1_024, 16],
      [65_536, 1],
    ] as const) {
      const cost = await benchRelayCost({ seconds, frameBytes, pairs, tls })
      const name = `${tls ? 'TLS' : 'plain'} ${frameBytes} B x ${pairs}`
      const rate = `${cost.megabytesPerSecond.toFixed(0)} MB/s`
      const share = `relay at ${(cost.relayCpuShare * 100).toFixed(0)} % of a core`
      print(`${name}: ${cost.cpuSecondsPerGb.toFixed(2)} CPU s/GB, ${rate}, ${share}`)
    }
    const idle = await benchIdlePairs({ pairs: 1_000, seconds, tls })
    const memory = `${(idle.bytesPerPair / 1_024).toFixed(1)} KiB each`
    const setUp = `${idle.pairsPerCpuSecond.toFixed(0)} set up per CPU second`
    const cpu = `${(idle.idleCpuShare * 100).toFixed(1)} % of a core idle`
    print(`${tls ? 'TLS' : 'plain'} 1000 idle pairs: ${memory}, ${setUp}, ${cpu}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await printTable(Number(process.argv[2] ?? 5))
}
