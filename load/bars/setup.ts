/**
 * Setup: pairs that one worker sets up for each second of its CPU time. The worker is the product's
 * own `causeway gateway`, with a stand-in for its broker: it does a full TLS handshake for each
 * leg, checks the client's ticket, asks about both legs over its control channel, and reports.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PairsAnswer, PairsOrder } from '../bench/pairs-child.ts'
import { ask, startChild } from '../relay/children.ts'
import { cpuSecondsOf } from '../relay/cpu-time.ts'
import type { MeasuredRow } from './bars.ts'
import { type BarBench, orAborted, place, startRelay } from './relay-process.ts'
import { startStandInBroker } from './stand-in-broker.ts'

const barPerCpuSecond = 1_000
/** Pairs set up before it counts: code is compiled, tables have grown. */
const warmUpPairs = 500
const fullPairs = 5_000
const quickPairs = 400

type Ports = { readonly clientPort: number; readonly ownPort: number }

/** The product's gateway, which has met this broker before. */
const spawnGateway = (folder: string, brokerUrl: string, bench: BarBench) => {
  mkdirSync(folder, { mode: 0o700 })
  const { certFile, keyFile } = bench.certificate
  const memory = { gatewayId: 'gateway-bench', brokerUrls: [brokerUrl] }
  const ca = readFileSync(certFile, 'utf8')
  writeFileSync(join(folder, 'gateway.json'), JSON.stringify({ ...memory, ca }))
  const words = [
    ...['gateway', '--gateway-data-folder', folder, '--tls-cert', certFile, '--tls-key', keyFile],
    ...['--gateway-port', '0', '--gateway-own-port', '0', '--metrics-port', '0'],
    ...['--log-level', 'error'],
  ]
  const program = fileURLToPath(new URL('../../core/bin/causeway.js', import.meta.url))
  return spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: bench.folder,
  })
}

/** Sets pairs up from a process of its own; gives the CPU seconds of the relay that they took. */
const openPairs = async (
  relay: { readonly pid: number; readonly ports: Ports },
  pairs: { readonly warmUp: number; readonly count: number },
  mint: ((name: string) => string) | undefined,
  bench: BarBench,
): Promise<number> => {
  const generator = startChild(new URL('../bench/pairs-child.js', import.meta.url))
  place(generator, 'generator', bench)
  const ca = readFileSync(bench.certificate.certFile, 'utf8')
  const open = async (from: number, count: number): Promise<void> => {
    const names = Array.from({ length: count }, (_, index) => `pair-${from + index}`)
    const order: PairsOrder = {
      ...{ kind: 'open', ...relay.ports, pairs: count, from, ca },
      ...(mint && { tickets: names.map(mint) }),
    }
    await orAborted(ask<PairsOrder, PairsAnswer, 'open'>(generator, order, 'open'), bench.signal)
  }
  try {
    await open(0, pairs.warmUp)
    const before = cpuSecondsOf(relay.pid)
    await open(pairs.warmUp, pairs.count)
    return cpuSecondsOf(relay.pid) - before
  } finally {
    generator.kill()
  }
}

type Pairs = { readonly warmUp: number; readonly count: number }

const measureProduct = async (pairs: Pairs, bench: BarBench): Promise<number> => {
  const broker = await startStandInBroker(bench.certificate)
  const gateway = spawnGateway(join(bench.folder, 'gateway'), broker.url, bench)
  const kill = (): void => void gateway.kill('SIGKILL')
  // It has no channel to this process whose end it would notice.
  process.once('exit', kill)
  try {
    const ended = once(gateway, 'exit').then(() => {
      throw new Error('the gateway ended early')
    })
    ended.catch(() => undefined)
    const ports = await orAborted(Promise.race([broker.gateway, ended]), bench.signal)
    place(gateway, 'peer', bench)
    return await openPairs({ pid: gateway.pid ?? 0, ports }, pairs, broker.mint, bench)
  } finally {
    process.off('exit', kill)
    kill()
    broker.stop()
  }
}

const measureAlone = async (pairs: Pairs, bench: BarBench): Promise<number> => {
  const relay = await startRelay(true, bench)
  try {
    return await openPairs({ pid: relay.pid, ports: relay }, pairs, undefined, bench)
  } finally {
    relay.stop()
  }
}

/** Throws when the run is ended. */
export const measureSetup = async (bench: BarBench): Promise<MeasuredRow> => {
  const count = bench.quick ? quickPairs : fullPairs
  const pairs = { warmUp: Math.min(warmUpPairs, count), count }
  bench.say(`setup: ${count} pairs at a gateway that asks its broker`)
  const cpuSeconds = await measureProduct(pairs, bench)
  bench.say(`setup: ${count} pairs at a relay that asks nobody`)
  const aloneCpuSeconds = await measureAlone(pairs, bench)
  const pairsPerCpuSecond = count / cpuSeconds
  const alonePairsPerCpuSecond = count / aloneCpuSeconds
  return {
    name: 'setup',
    what: 'pairs set up per CPU second of the worker, full TLS handshakes, tickets checked',
    bar: `≥ ${barPerCpuSecond.toLocaleString('en')}`,
    here: pairsPerCpuSecond.toFixed(0),
    met: pairsPerCpuSecond >= barPerCpuSecond,
    how:
      `${count} pairs at \`causeway gateway\`, P-256, each leg without resumption, its ticket ` +
      'verified, the broker asked about both legs; a relay that checks and asks nothing: ' +
      alonePairsPerCpuSecond.toFixed(0),
    figures: { pairs: count, pairsPerCpuSecond, alonePairsPerCpuSecond },
  }
}
