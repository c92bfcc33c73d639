/**
 * Two networks of their own on this machine, with a delay between them: namespaces, joined by the
 * cable of delay-line.c, which a kernel without netem can do as well. Nothing outside of them
 * changes. Needs root, iproute2, a C compiler and TUN devices.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

type Side = 'near' | 'far'

export type Path = {
  /** Added to the round trip, half of it each way. */
  readonly roundTripMs: number
  /** Each way. */
  readonly megabitsPerSecond: number
  /** What TCP may buffer for a socket each way; undefined: as the kernel has it. */
  readonly socketMegabytes: number | undefined
}

export type TwoNetworks = {
  /** Addresses of the near and the far side. */
  readonly near: string
  readonly far: string
  /** Starts a compiled script there, with a channel for messages. */
  start(side: Side, file: URL): ChildProcess
  /** Removes both networks. Idempotent. */
  remove(): void
}

const addresses = { near: '10.211.77.1', far: '10.211.77.2' }
const sides = ['near', 'far'] as const
const source = 'load/delay/delay-line.c'
/** Jumbo frames: a packet costs the cable the same whatever it holds. */
const packetBytes = '9000'

const ip = (...words: readonly string[]): void => {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Why they cannot be made here; undefined when they can. */
export const missingForTwoNetworks = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun'
  if (!existsSync(source)) return `${source} is not here: run it in the checkout`
  const found = spawnSync('sh', ['-c', 'command -v ip && command -v cc'], { stdio: 'ignore' })
  if (found.status === 0) return undefined
  return 'ip or a C compiler is not installed (Debian: iproute2 gcc libc6-dev)'
}

/** tcp(7): least, first and most bytes of a socket's buffers, for one network. */
const setSocketBytes = (name: string, bytes: number): void => {
  for (const [key, first] of [
    ['tcp_rmem', 131_072],
    ['tcp_wmem', 16_384],
  ] as const) {
    const value = `net.ipv4.${key}=4096 ${first} ${bytes}`
    execFileSync('ip', ['netns', 'exec', name, 'sysctl', '-qw', value])
  }
}

const startCable = async (
  folder: string,
  devices: Readonly<Record<Side, string>>,
  { roundTripMs, megabitsPerSecond }: Path,
): Promise<ChildProcess> => {
  const program = join(folder, 'delay-line')
  execFileSync('cc', ['-O2', '-o', program, resolve(source)])
  const delayUs = Math.round((roundTripMs / 2) * 1_000)
  const words = [devices.near, devices.far, delayUs, megabitsPerSecond].map(String)
  const cable = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(cable, 'exit').then(() => {
    throw new Error('the cable between the two networks could not be made')
  })
  ended.catch(() => undefined)
  await Promise.race([once(cable.stdout, 'data'), ended])
  return cable
}

/**
 * Makes both. @param folder for the compiled cable
 * @throws Error with what ip or the cable said
 */
export const makeTwoNetworks = async (folder: string, path: Path): Promise<TwoNetworks> => {
  const names = { near: `causeway-near-${process.pid}`, far: `causeway-far-${process.pid}` }
  const devices = { near: `cwn${process.pid}`, far: `cwf${process.pid}` }
  const cable = await startCable(folder, devices, path)
  const { socketMegabytes } = path
  const remove = (): void => {
    cable.kill()
    for (const side of sides) spawnSync('ip', ['netns', 'del', names[side]])
  }
  try {
    for (const side of sides) {
      const [name, device] = [names[side], devices[side]]
      ip('netns', 'add', name)
      ip('link', 'set', device, 'netns', name)
      ip('-n', name, 'addr', 'add', `${addresses[side]}/24`, 'dev', device)
      ip('-n', name, 'link', 'set', 'lo', 'up')
      ip('-n', name, 'link', 'set', device, 'mtu', packetBytes, 'txqueuelen', '10000', 'up')
      if (socketMegabytes !== undefined) setSocketBytes(name, socketMegabytes * 1_000_000)
    }
  } catch (error) {
    remove()
    throw error
  }
  return {
    ...addresses,
    start: (side, file) =>
      spawn('ip', ['netns', 'exec', names[side], process.execPath, fileURLToPath(file)], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      }),
    remove,
  }
}
