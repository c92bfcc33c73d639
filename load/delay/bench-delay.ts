/**
 * `npm run bench:delay`: a bulk transfer over a path with a long round trip, straight over TCP and
 * through connector, gateway and agent, in turn. The gateway and the agent are at the far end.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { RelayAnswer, RelayOrder } from '../bench/relay-child.ts'
import { ask } from '../relay/children.ts'
import { makeCertificate } from '../relay/machine.ts'
import type { EndAnswer, EndOrder } from './end-child.ts'
import {
  makeTwoNetworks,
  missingForTwoNetworks,
  type Path,
  type TwoNetworks,
} from './two-networks.ts'

const help = `Measures a bulk transfer over a long path: TCP alone, and through the relay.

Usage: npm run bench:delay -- [--round-trip MS] [--rate MBITS] [--seconds N]
                                [--buffers MB] [--json]

  --round-trip MS  delay added to the round trip (50)
  --rate MBITS     megabits a second that the path carries each way (1000)
  --seconds N      how long each is measured, after as long again to get going (5)
  --buffers MB     what TCP may buffer for a socket (as the kernel has it)
  --json           the result as one line of JSON

Needs root for two network namespaces of its own.
Example: npm run bench:delay -- --round-trip 100
`

type Transfer = { readonly what: string; readonly megabytesPerSecond: number }

const endChild = new URL('./end-child.js', import.meta.url)
const relayChild = new URL('../bench/relay-child.js', import.meta.url)

type Child = ReturnType<TwoNetworks['start']>

const tell = <K extends EndAnswer['kind']>(
  child: Child,
  order: EndOrder,
  kind: K,
): Promise<Extract<EndAnswer, { kind: K }>> => ask<EndOrder, EndAnswer, K>(child, order, kind)

const measure = async (receiver: Child, seconds: number): Promise<number> => {
  await delay(seconds * 1_000)
  const before = await tell(receiver, { kind: 'count' }, 'counted')
  const startedAt = performance.now()
  await delay(seconds * 1_000)
  const after = await tell(receiver, { kind: 'count' }, 'counted')
  const bytes = after.receivedBytes - before.receivedBytes
  return bytes / 1_000 / (performance.now() - startedAt)
}

/** Runs with two fresh ends, near and far, and ends them. */
const withEnds = async (
  networks: TwoNetworks,
  run: (near: Child, far: Child) => Promise<number>,
): Promise<number> => {
  const near = networks.start('near', endChild)
  const far = networks.start('far', endChild)
  try {
    return await run(near, far)
  } finally {
    near.kill()
    far.kill()
  }
}

const direct = (networks: TwoNetworks, down: boolean, seconds: number): Promise<number> =>
  withEnds(networks, async (near, far) => {
    const listen: EndOrder = { kind: 'listen', host: networks.far, sends: down }
    const { port } = await tell(far, listen, 'listening')
    await tell(near, { kind: 'dial', host: networks.far, port, sends: !down }, 'open')
    return measure(down ? near : far, seconds)
  })

const relayed = (
  networks: TwoNetworks,
  folder: string,
  down: boolean,
  seconds: number,
): Promise<number> =>
  withEnds(networks, async (near, far) => {
    const gateway = networks.start('far', relayChild)
    try {
      const tls = makeCertificate(folder, networks.far)
      const ca = readFileSync(tls.certFile, 'utf8')
      const order: RelayOrder = { kind: 'start', host: networks.far, tls }
      const started = await ask<RelayOrder, RelayAnswer, 'started'>(gateway, order, 'started')
      const at = (port: number): string => `wss://${networks.far}:${port}`
      const front = { url: `${at(started.clientPort)}/connect`, bearer: 'bulk', ca }
      const opening = tell(near, { kind: 'leg', ...front, sends: !down }, 'open')
      // Its fault is told when it is waited for.
      opening.catch(() => undefined)
      const back = { url: `${at(started.ownPort)}/rendezvous/bulk`, bearer: 'bulk', ca }
      await tell(far, { kind: 'leg', ...back, sends: down }, 'open')
      await opening
      return await measure(down ? near : far, seconds)
    } finally {
      gateway.kill()
    }
  })

type Options = {
  readonly path: Path
  readonly seconds: number
  readonly json: boolean
}

const run = async ({ path, seconds, json }: Options): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-delay-'))
  const transfers: Transfer[] = []
  let networks: TwoNetworks | undefined
  try {
    networks = await makeTwoNetworks(folder, path)
    for (const down of [true, false]) {
      const way = down ? 'host to client' : 'client to host'
      const rows = [
        { what: `${way}, TCP`, megabytesPerSecond: await direct(networks, down, seconds) },
        {
          what: `${way}, relayed`,
          megabytesPerSecond: await relayed(networks, folder, down, seconds),
        },
      ]
      transfers.push(...rows)
      if (json) continue
      const [alone, through] = rows.map(({ megabytesPerSecond }) => megabytesPerSecond)
      for (const row of rows) {
        process.stdout.write(`${row.what}: ${row.megabytesPerSecond.toFixed(1)} MB/s\n`)
      }
      process.stdout.write(`${way}: ${((through ?? 0) / (alone ?? 1)).toFixed(2)} of TCP alone\n`)
    }
    if (json) process.stdout.write(`${JSON.stringify({ ...path, transfers })}\n`)
  } finally {
    networks?.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      'round-trip': { type: 'string', default: '50' },
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '5' },
      buffers: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const within = (name: 'round-trip' | 'rate' | 'seconds' | 'buffers', most: number): number => {
    const value = Number(values[name])
    if (value >= (name === 'round-trip' ? 0 : 1) && value <= most) return value
    const text = `--${name} is ${values[name]}, not a number up to ${most}`
    throw Object.assign(new Error(text), { code: 'ERR_PARSE_ARGS_VALUE' })
  }
  const path: Path = {
    roundTripMs: within('round-trip', 1_000),
    megabitsPerSecond: Math.round(within('rate', 100_000)),
    socketMegabytes: values.buffers === undefined ? undefined : within('buffers', 1_000),
  }
  const seconds = within('seconds', 600)
  const missing = missingForTwoNetworks()
  if (missing !== undefined) throw new Error(missing)
  await run({ path, seconds, json: values.json })
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write(`error: ${text}\nfix: see npm run bench:delay -- --help\n`)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  process.exitCode = code.startsWith('ERR_PARSE_ARGS') ? 2 : 1
})
