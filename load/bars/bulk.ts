/**
 * Bulk: transfers through TLS legs from a sender faster than what follows it. The sender has a core
 * of its own; the relay shares the other with the receiver, so that it is overrun all the time.
 * Hosts speak causeway.leg.v1, clients that send do so too: a stock client's own sending cannot be
 * held back, and one that outruns its host is cut on purpose. Clients that receive are stock ones.
 */

import { ask, startChild } from '../relay/children.ts'
import { median } from '../relay/report.ts'
import type { MeasuredRow } from './bars.ts'
import type { BulkAnswer, BulkOrder } from './bulk-child.ts'
import { bulkFrameBytes, compareBulk } from './bulk-content.ts'
import { type BarBench, orAborted, place, type RelayProcess, startRelay } from './relay-process.ts'

const pairCounts = [1, 16] as const
const fullBytes = 1_000_000_000
const quickBytes = 100_000_000
const bytesPerMegabyte = 1_000_000

type Side = {
  readonly name: 'client' | 'host'
  readonly child: ReturnType<typeof startChild>
  tell<K extends BulkAnswer['kind']>(
    order: BulkOrder,
    kind: K,
  ): Promise<Extract<BulkAnswer, { kind: K }>>
}

type Run = {
  readonly pairs: number
  readonly lost: number
  readonly wrong: number
  readonly megabytesPerSecond: number
}

const startSide = (name: Side['name'], bench: BarBench): Side => {
  const child = startChild(new URL('./bulk-child.js', import.meta.url))
  return {
    name,
    child,
    tell: (order, kind) =>
      orAborted(ask<BulkOrder, BulkAnswer, typeof kind>(child, order, kind), bench.signal),
  }
}

const openAll = async (
  relay: RelayProcess,
  sides: readonly [sender: Side, receiver: Side],
  names: readonly string[],
): Promise<void> => {
  const { clientPort, ownPort, ca = '' } = relay
  const [sender] = sides
  await Promise.all(
    sides.map((side) => {
      const port = side.name === 'client' ? clientPort : ownPort
      const credit = side.name === 'host' || side === sender
      return side.tell({ kind: 'open', side: side.name, port, names, ca, credit }, 'opened')
    }),
  )
}

/** One transfer with connections of its own. */
const transfer = async (
  relay: RelayProcess,
  { sender, receiver }: { readonly sender: Side; readonly receiver: Side },
  what: { readonly names: readonly string[]; readonly bytes: number; readonly spoil: boolean },
): Promise<Run> => {
  const { names, bytes, spoil } = what
  const pairs = names.length
  const frameCount = Math.floor(bytes / pairs / bulkFrameBytes)
  await openAll(relay, [sender, receiver], names)
  const { digests } = await sender.tell({ kind: 'digests', frameCount }, 'expected')
  // What came before it is counted would be missing.
  await receiver.tell({ kind: 'expect', frameCount }, 'expecting')
  const receiving = receiver.tell({ kind: 'receive' }, 'received')
  // Its fault is told when it is waited for.
  receiving.catch(() => undefined)
  const startedAt = performance.now()
  await sender.tell({ kind: 'send', frameCount, spoil }, 'sending')
  const { arrivals } = await receiving
  const tookMs = performance.now() - startedAt
  const both = [sender, receiver]
  // Both first, since an end that is closed closes the other one.
  const ends = await Promise.all(both.map(({ tell }) => tell({ kind: 'settle' }, 'settled')))
  await Promise.all(both.map(({ tell }) => tell({ kind: 'close' }, 'closed')))
  const bytesPerPair = frameCount * bulkFrameBytes
  const { lost, wrong } = compareBulk(digests, arrivals, bytesPerPair)
  const endedEarly = Math.max(...ends.map((end) => end.endedEarly))
  return {
    ...{ pairs, wrong, lost: Math.max(lost, endedEarly) },
    megabytesPerSecond: (bytesPerPair * pairs) / bytesPerMegabyte / (tookMs / 1_000),
  }
}

const runAll = async (
  relay: RelayProcess,
  bench: BarBench,
  { runs, spoil }: BulkOptions,
): Promise<Run[]> => {
  const client = startSide('client', bench)
  const host = startSide('host', bench)
  const done: Run[] = []
  const startedAt = performance.now()
  try {
    for (let run = 0; run < runs; run++) {
      const down = run % 2 === 0
      const ends = down ? { sender: host, receiver: client } : { sender: client, receiver: host }
      place(ends.sender.child, 'generator', bench)
      place(ends.receiver.child, 'peer', bench)
      for (const pairs of pairCounts) {
        const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
        const way = down ? 'host to client' : 'client to host'
        bench.say(`bulk: run ${run + 1}/${runs}, ${pairs} × ${way}, ${seconds} s`)
        const names = Array.from({ length: pairs }, (_, pair) => `bulk-${run}-${pairs}-${pair}`)
        const bytes = bench.quick ? quickBytes : fullBytes
        done.push(await transfer(relay, ends, { names, bytes, spoil }))
      }
    }
  } catch (error) {
    // What was done before the run was ended counts; there must be something.
    if (!bench.signal.aborted || done.length === 0) throw error
  } finally {
    client.child.kill()
    host.child.kill()
  }
  return done
}

export type BulkOptions = { readonly runs: number; readonly spoil: boolean }

/** Throws when the run is ended before its first transfer. */
export const measureBulk = async (bench: BarBench, options: BulkOptions): Promise<MeasuredRow> => {
  const relay = await startRelay(true, bench)
  const runs = await runAll(relay, bench, options).finally(() => relay.stop())
  const sum = (key: 'lost' | 'wrong'): number => runs.reduce((total, run) => total + run[key], 0)
  const [lost, wrong] = [sum('lost'), sum('wrong')]
  const speedOf = (pairs: number): number =>
    median(runs.filter((run) => run.pairs === pairs).map((run) => run.megabytesPerSecond))
  const gigabytes = (bench.quick ? quickBytes : fullBytes) / 1e9
  return {
    name: 'bulk',
    what: `${gigabytes} GB through TLS legs from a sender faster than the relay`,
    bar: 'no connection lost, SHA-256 equal',
    here: `${runs.length} transfers: ${lost} connections lost, ${wrong} digests wrong`,
    met: lost === 0 && wrong === 0,
    how:
      `1 and 16 pairs and both directions in turn, median ${speedOf(1).toFixed(0)} and ` +
      `${speedOf(16).toFixed(0)} MB/s; the sender has one core, relay and receiver the other`,
    figures: {
      ...{ transfers: runs.length, lost, wrong },
      onePairMegabytesPerSecond: speedOf(1),
      sixteenPairsMegabytesPerSecond: speedOf(16),
    },
  }
}
