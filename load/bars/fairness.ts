/**
 * Fairness: a ping-pong through a relay that is busy with others. It runs in a process of its own,
 * which the generators beside it let go first, and it is measured once more without the relay in
 * between: what the machine itself adds.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { ask, startChild } from '../relay/children.ts'
import { waitedForCoreMs } from '../relay/cpu-time.ts'
import type { GeneratorAnswer, GeneratorOrder } from '../relay/generator-child.ts'
import type { MeasuredRow } from './bars.ts'
import {
  type BarBench,
  orAborted,
  place,
  type RelayProcess,
  startRelay,
  yieldToOthers,
} from './relay-process.ts'

const busyPairs = 16
const frameBytes = 65_536
const barMs = 5
const warmUpMs = 1_000
/** Between round trips, so that they see many moments of the relay and not one after another. */
const pauseMs = 2
/** A relay that waits more than this for its core shares it with others than this bench. */
const quietWaitShare = 0.05

type Trip = { readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number }

type Fairness = {
  readonly relayed: Trip
  /** The same ping-pong at the same time, over TCP alone. */
  readonly direct: Trip
  readonly megabytesPerSecond: number
  /** Share of the time in which the relay ran, and in which it waited for its core. */
  readonly relayCpuShare: number
  readonly relayWaitShare: number
}

const startGenerator = (bench: BarBench) => {
  const child = startChild(new URL('../relay/generator-child.js', import.meta.url))
  place(child, 'generator', bench)
  return {
    child,
    tell: <K extends GeneratorAnswer['kind']>(order: GeneratorOrder, kind: K) =>
      orAborted(ask<GeneratorOrder, GeneratorAnswer, K>(child, order, kind), bench.signal),
  }
}

type Generator = ReturnType<typeof startGenerator>

const openOrder = (relay: RelayProcess, pairs: number): GeneratorOrder => {
  const { clientPort, ownPort, ca } = relay
  return { kind: 'open', shape: 'legs', clientPort, ownPort, pairs, ...(ca && { ca }) }
}

/** A ping-pong that needs no relay: the process dials itself. */
const pingDirect = async (pinger: Generator, count: number): Promise<Trip> => {
  const { port } = await pinger.tell({ kind: 'listen' }, 'listening')
  const ports = { clientPort: port, ownPort: port }
  await pinger.tell({ kind: 'open', shape: 'stream', ...ports, pairs: 0 }, 'open')
  return pinger.tell({ kind: 'ping', count, pauseMs }, 'pinged')
}

const measureOne = async (tls: boolean, bench: BarBench): Promise<Fairness> => {
  const trips = bench.quick ? 300 : 3_000
  const relay = await startRelay(tls, bench)
  const busy = startGenerator(bench)
  const pinger = startGenerator(bench)
  try {
    yieldToOthers(busy.child)
    await busy.tell(openOrder(relay, busyPairs), 'open')
    await busy.tell({ kind: 'send', frameBytes, framesPerWrite: 1 }, 'sending')
    await pinger.tell(openOrder(relay, 0), 'open')
    await orAborted(delay(bench.quick ? warmUpMs / 2 : warmUpMs), bench.signal)
    const before = await relay.measure()
    const waitedBeforeMs = waitedForCoreMs(relay.pid)
    const startedAt = performance.now()
    const relayed = await pinger.tell({ kind: 'ping', count: trips, pauseMs }, 'pinged')
    const after = await relay.measure()
    const tookMs = performance.now() - startedAt
    const waitedMs = waitedForCoreMs(relay.pid) - waitedBeforeMs
    return {
      relayed,
      direct: await pingDirect(pinger, trips),
      megabytesPerSecond: (after.relayedBytes - before.relayedBytes) / 1_000 / tookMs,
      relayCpuShare: (after.cpuSeconds - before.cpuSeconds) / (tookMs / 1_000),
      relayWaitShare: waitedMs / tookMs,
    }
  } finally {
    busy.child.kill()
    pinger.child.kill()
    relay.stop()
  }
}

const ms = (value: number): string => value.toFixed(value < 1 ? 2 : 1)

const textOf = ({ p50Ms, p99Ms, maxMs }: Trip): string =>
  `p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}, max ${ms(maxMs)} ms`

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

const howOf = (one: Fairness): string =>
  `${one.megabytesPerSecond.toFixed(0)} MB/s, the relay ran ${percent(one.relayCpuShare)} of the ` +
  `time and waited ${percent(one.relayWaitShare)} for its core, the same ping-pong at the same ` +
  `time without it p99 ${ms(one.direct.p99Ms)} ms`

/** Without and with TLS. Throws when the run is ended. */
export const measureFairness = async (bench: BarBench): Promise<MeasuredRow> => {
  bench.say(`fairness: ${busyPairs} busy pairs without TLS`)
  const plain = await measureOne(false, bench)
  bench.say(`fairness: ${busyPairs} busy pairs, TLS on both legs`)
  const tls = await measureOne(true, bench)
  if (Math.max(plain.relayWaitShare, tls.relayWaitShare) > quietWaitShare) {
    bench.say("fairness: others had the relay's core too: these round trips are theirs as well")
    bench.say('fix: run it again when the machine is quiet')
  }
  const named = (name: string, one: Fairness) => ({
    [`${name}P50Ms`]: one.relayed.p50Ms,
    [`${name}P99Ms`]: one.relayed.p99Ms,
    [`${name}MaxMs`]: one.relayed.maxMs,
    [`${name}DirectP99Ms`]: one.direct.p99Ms,
    [`${name}MegabytesPerSecond`]: one.megabytesPerSecond,
    [`${name}RelayCpuShare`]: one.relayCpuShare,
    [`${name}RelayWaitShare`]: one.relayWaitShare,
  })
  return {
    name: 'fairness',
    what: `round trip of 100 bytes beside ${busyPairs} pairs at full speed`,
    bar: `p99 ≤ ${barMs} ms`,
    here: `${textOf(plain.relayed)}; TLS ${textOf(tls.relayed)}`,
    met: plain.relayed.p99Ms <= barMs && tls.relayed.p99Ms <= barMs,
    how: `64 KiB frames; without TLS ${howOf(plain)}; with TLS ${howOf(tls)}`,
    figures: { ...named('plain', plain), ...named('tls', tls) },
  }
}
