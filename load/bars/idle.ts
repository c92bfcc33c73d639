/** Idle pairs on one worker: what each takes of its memory, and what all take of a core. */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { barSpareFileCountMax, legKeepaliveMs, loadPairCountMax } from '../../core/domain/limits.ts'
import type { PairsAnswer, PairsOrder } from '../bench/pairs-child.ts'
import { ask, startChild } from '../relay/children.ts'
import { type MeasuredRow, pairsWithin } from './bars.ts'
import { type BarBench, orAborted, place, type RelayProcess, startRelay } from './relay-process.ts'

const quickPairs = 200
const barBytes = 16_384
const barCpuShare = 0.02
const generators = 2
/** Pairs opened between two words of progress. */
const stepPairs = 1_000
const settleMs = 2_000

/** What this process, and those it starts, may open; unbounded where nobody says so. */
const openFilesMax = (): number => {
  try {
    const text = readFileSync('/proc/self/limits', 'utf8')
    return Number(/^Max open files\s+(\d+)/m.exec(text)?.[1] ?? Number.POSITIVE_INFINITY)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/** As many as were wanted, or as the limit allows, aloud. */
const pairsToOpen = ({ quick, say }: BarBench): number => {
  const wanted = quick ? quickPairs : loadPairCountMax
  const most = openFilesMax()
  const pairs = pairsWithin(wanted, most, barSpareFileCountMax)
  if (pairs === 0) throw new Error(`a process here may open only ${most} files`)
  if (pairs < wanted) {
    const needed = 2 * wanted + barSpareFileCountMax
    say(`idle: ${pairs} pairs instead of ${wanted}: a process here may open ${most} files`)
    say(`fix: ulimit -n ${needed}`)
  }
  return pairs
}

type Generator = ReturnType<typeof startChild>

const openPairs = async (
  relay: RelayProcess,
  children: readonly Generator[],
  pairs: number,
  bench: BarBench,
): Promise<void> => {
  const { clientPort, ownPort, ca } = relay
  const startedAt = performance.now()
  for (let from = 0, turn = 0; from < pairs; from += stepPairs, turn++) {
    const child = children[turn % children.length]
    if (child === undefined) throw new Error('no generator runs')
    const count = Math.min(stepPairs, pairs - from)
    const ports = { clientPort, ownPort, ...(ca && { ca }) }
    const order: PairsOrder = { kind: 'open', ...ports, pairs: count, from }
    await orAborted(ask<PairsOrder, PairsAnswer, 'open'>(child, order, 'open'), bench.signal)
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
    bench.say(`idle: ${from + count}/${pairs} pairs, ${seconds} s`)
  }
}

/** Throws when the run is ended, or when a pair is lost. */
export const measureIdle = async (bench: BarBench): Promise<MeasuredRow> => {
  const pairs = pairsToOpen(bench)
  const relay = await startRelay(true, bench)
  const children = Array.from({ length: generators }, () =>
    startChild(new URL('../bench/pairs-child.js', import.meta.url)),
  )
  try {
    for (const child of children) place(child, 'generator', bench)
    const empty = await relay.measure()
    await openPairs(relay, children, pairs, bench)
    await orAborted(delay(settleMs), bench.signal)
    const before = await relay.measure()
    const startedAt = performance.now()
    // Each leg's keepalive falls into it once.
    const idleMs = bench.quick ? settleMs : legKeepaliveMs
    bench.say(`idle: ${idleMs / 1_000} s of nothing`)
    await orAborted(delay(idleMs), bench.signal)
    const after = await relay.measure()
    if (after.connections !== pairs) {
      throw new Error(`the relay has ${after.connections} of ${pairs} pairs`)
    }
    const seconds = (performance.now() - startedAt) / 1_000
    const cpuShare = (after.cpuSeconds - before.cpuSeconds) / seconds
    const bytesPerPair = (after.residentBytes - empty.residentBytes) / pairs
    return {
      name: 'idle',
      what: 'idle pairs on one worker, TLS on both legs',
      bar: `${loadPairCountMax} in ≤ ${barBytes / 1_024} KiB each, CPU ≤ ${barCpuShare * 100} %`,
      here:
        `${pairs} in ${(bytesPerPair / 1_024).toFixed(1)} KiB each, ` +
        `CPU ${(cpuShare * 100).toFixed(1)} %`,
      met: pairs === loadPairCountMax && bytesPerPair <= barBytes && cpuShare <= barCpuShare,
      how:
        `resident memory of the relay's process with them less that without, ` +
        `CPU over ${seconds.toFixed(0)} s`,
      figures: { pairs, bytesPerPair, cpuShare },
    }
  } finally {
    for (const child of children) child.kill()
    relay.stop()
  }
}
