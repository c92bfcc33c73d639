/**
 * A network of its own on this machine, which the test reaches by one address: a namespace and a
 * cable into it. Switches of the kernel that belong to a network are set there alone.
 */
import { execFileSync, spawnSync } from 'node:child_process'

export type OwnNetwork = {
  /** Where the test finds what listens inside. */
  readonly address: string
  /** Words that start a program inside, put before its own. */
  readonly through: readonly string[]
  /** Idempotent. */
  remove(): void
}

const outside = '10.211.78.1'
const inside = '10.211.78.2'

const run = (...words: readonly string[]): void => {
  const [program = '', ...args] = words
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Why there can be none here; undefined when there can. */
export const missingForOwnNetwork = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  const name = `causeway-try-${process.pid}`
  const made = spawnSync('ip', ['netns', 'add', name], { stdio: 'ignore' })
  if (made.status !== 0) return 'ip cannot make a namespace here (Debian: iproute2)'
  const cable = ['-n', name, 'link', 'add', 'try0', 'type', 'veth', 'peer', 'name', 'try1']
  const linked = spawnSync('ip', cable, { stdio: 'ignore' })
  spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' })
  return linked.status === 0 ? undefined : 'this kernel has no veth devices'
}

/**
 * Makes it. @param switches as sysctl takes them: `net.ipv4.tcp_migrate_req=1`
 * @throws Error with what ip or sysctl said
 */
export const makeOwnNetwork = (switches: readonly string[]): OwnNetwork => {
  const name = `causeway-own-${process.pid}`
  const [near, far] = [`cwo${process.pid}`, `cwi${process.pid}`]
  const through = ['ip', 'netns', 'exec', name]
  const remove = (): void => {
    spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' })
  }
  run('ip', 'netns', 'add', name)
  try {
    run('ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name)
    run('ip', 'addr', 'add', `${outside}/30`, 'dev', near)
    run('ip', 'link', 'set', near, 'up')
    run('ip', '-n', name, 'addr', 'add', `${inside}/30`, 'dev', far)
    run('ip', '-n', name, 'link', 'set', far, 'up')
    run('ip', '-n', name, 'link', 'set', 'lo', 'up')
    for (const one of switches) run(...through, 'sysctl', '-qw', one)
  } catch (error) {
    remove()
    throw error
  }
  return { address: inside, through, remove }
}
