/**
 * Runs `causeway load pairs`: the generator alone first, so that everybody sees how far it goes,
 * and then through a relay of this version, both started here.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseCores, makeCertificate } from '../../../load/relay/machine.ts'
import { type Load, measureDirect, measurePeer } from '../../../load/relay/measure.ts'
import { peers } from '../../../load/relay/peers.ts'
import { legMessageBytesMax, loadPairCountMax } from '../../domain/limits.ts'
import type { Run } from './command.ts'
import { usageFault } from './exit.ts'
import { countOption } from './load-site.ts'

const gatheredBytes = 65_536
const roundTrips = 2_000

/** Bytes of `64k` or `1024`. Throws a usage fault for anything else. */
const frameBytesOf = (text: string): number => {
  const [, amount = '', unit = ''] = /^([1-9][0-9]{0,6})(k?)$/i.exec(text) ?? []
  const bytes = Number(amount) * (unit === '' ? 1 : 1_024)
  if (bytes >= 1 && bytes <= legMessageBytesMax) return bytes
  throw usageFault(`--frame is ${text}`, `a size from 1 to ${legMessageBytesMax / 1_024}k`)
}

const loadOf = (run: Run): Load => {
  const pairs = countOption(run, 'pairs', 1, 16)
  if (pairs > loadPairCountMax) {
    throw usageFault(`--pairs is ${pairs}`, `at most ${loadPairCountMax}: a pair takes four files`)
  }
  const frameBytes = frameBytesOf(run.text('frame') ?? '64k')
  const fitting = Math.max(1, Math.floor(gatheredBytes / frameBytes))
  const framesPerWrite = run.has('gathered') ? fitting : 1
  const seconds = countOption(run, 'seconds', 1, 5)
  return { pairs, frames: [{ frameBytes, framesPerWrite }], seconds, roundTrips }
}

/** The exit code; throws a usage fault for what it does not understand. */
export const loadPairs = async (run: Run): Promise<number> => {
  const load = loadOf(run)
  const name = run.has('tls') ? 'Causeway, TLS' : 'Causeway'
  const relay = peers.find((peer) => peer.name === name)
  if (relay === undefined) throw new Error(`no peer is named ${name}`)
  const folder = mkdtempSync(join(tmpdir(), 'causeway-pairs-'))
  try {
    const cores = chooseCores(run.out.warn)
    const bench = { folder, certificate: makeCertificate(folder), cores }
    const direct = await measureDirect(load, bench)
    const relayed = await measurePeer(relay, load, bench)
    const rows = [direct, relayed].flatMap(({ flows, roundTrip }) =>
      flows.map((flow) => ({ ...flow, p50Ms: roundTrip.p50Ms, p99Ms: roundTrip.p99Ms })),
    )
    run.out.table(
      rows,
      ['through', 'MiB/s', 'CPU s/GB', 'round trip p50', 'p99'],
      rows.map((row) => [
        row.peer === 'direct' ? 'nothing' : row.peer,
        row.mebibytesPerSecond.toFixed(0),
        row.peer === 'direct' ? '-' : row.cpuSecondsPerGb.toFixed(2),
        `${row.p50Ms.toFixed(3)} ms`,
        `${row.p99Ms.toFixed(3)} ms`,
      ]),
    )
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
