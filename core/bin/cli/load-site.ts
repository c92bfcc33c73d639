/**
 * The site that a load is aimed at: ours or said to be ours, a registration token for its simulated
 * hosts, tokens for its simulated users, and the cleaning up.
 */
import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { createSwarmNetwork, type SwarmNetwork } from '../../../load/swarm/network.ts'
import { mintedTokens, tokensOfText, type UserTokens } from '../../../load/swarm/user-tokens.ts'
import { createSystem } from '../../adapters/system.ts'
import {
  registrationTokenDefaultMs,
  registrationTokenUseCountMax,
  swarmCleanUpCountMax,
  swarmSpareFileCountMax,
} from '../../domain/limits.ts'
import { readIssuerKey } from '../../identity/data-folder.ts'
import { type JoinToken, parseJoinToken } from '../../identity/registration-tokens.ts'
import { isLoopback } from '../config-checks.ts'
import { type Api, apiUrlOf, openAdminApi, trustOf } from './api.ts'
import type { Run } from './command.ts'
import { failure, faultOfCode, usageFault } from './exit.ts'
import { startProgress } from './progress.ts'

export type LoadSite = {
  /** For administration, also after an interruption. */
  readonly admin: Api
  readonly join: JoinToken
  readonly network: SwarmNetwork
  readonly resource: string
  /** Begins the names of this run's hosts. */
  readonly hostNames: string
  /** Users that there are tokens for; undefined: any number. */
  readonly userCountMax: number | undefined
  readonly userToken: UserTokens
  /** Revokes the token, and removes these hosts unless they shall stay. */
  cleanUp(machineIds: readonly string[]): Promise<void>
}

/** The whole number of this option, from `min`. Throws a usage fault. */
export const countOption = (run: Run, name: string, min: number, standard?: number): number => {
  const text = run.text(name)
  if (text === undefined && standard !== undefined) return standard
  const value = /^[0-9]{1,7}$/.test(text ?? '') ? Number(text) : -1
  if (value >= min) return value
  throw usageFault(`--${name} is ${text}, not a whole number from ${min}`, 'give a number')
}

const refuseForeign = (run: Run, urls: readonly string[]): void => {
  if (run.has('iOwnThisTarget')) return
  const foreign = urls.find((url) => !isLoopback(new URL(url).hostname))
  if (foreign === undefined) return
  throw usageFault(
    `${foreign} is not on this machine`,
    'load only what is yours; if it is, add --i-own-this-target',
  )
}

const readFirst = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * Refuses a run for which this process may not open enough files. Unknown limits pass.
 * @param limits file that tells them, in the form of Linux
 */
export const refuseTooFewFiles = (fileCount: number, limits = '/proc/self/limits'): void => {
  const text = readFirst(limits)?.match(/^Max open files\s+(\d+)/m)?.[1]
  const needed = fileCount + swarmSpareFileCountMax
  if (text === undefined || needed <= Number(text)) return
  const parts = Math.ceil(fileCount / Math.max(1, Number(text) - swarmSpareFileCountMax))
  throw usageFault(
    `this needs ${needed} open files, and a process here may have ${text}`,
    `\`ulimit -n ${needed}\`, or ${parts} processes with --part 1/${parts} and so on`,
  )
}

/** Ports that one address of ours has towards one address of the site. */
const portsPerAddress = (): number => {
  const range = readFirst('/proc/sys/net/ipv4/ip_local_port_range') ?? '32768 60999'
  const [from = 32_768, to = 60_999] = range.trim().split(/\s+/).map(Number)
  return Math.max(1, to - from + 1)
}

/**
 * Addresses to dial from: none of ours while one has ports enough, since half of them may still be
 * waiting after a connection's end.
 */
const addressCountOf = (local: boolean, socketCount: number): number => {
  if (!local) {
    refuseTooFewPorts(local, socketCount)
    return 0
  }
  const usable = Math.floor(portsPerAddress() / 2)
  return Math.max(1, Math.ceil(socketCount / Math.min(usable, 2_500)))
}

/**
 * Refuses more connections to a site elsewhere than one address of ours has ports for. On this
 * machine there are addresses enough.
 */
export const refuseTooFewPorts = (local: boolean, socketCount: number): void => {
  const usable = Math.floor(portsPerAddress() / 2)
  if (local || socketCount <= usable) return
  throw usageFault(
    `${socketCount} connections need more ports than the ${usable} of one address`,
    'spread them over machines with --part, or widen net.ipv4.ip_local_port_range',
  )
}

const issued = z.looseObject({ tokenId: z.string(), token: z.string() })

const issueToken = async (admin: Api, poolId: string, hosts: number) => {
  if (hosts > registrationTokenUseCountMax) {
    throw usageFault(
      `a registration token is for at most ${registrationTokenUseCountMax} hosts`,
      'split the hosts with --part',
    )
  }
  const body = { poolId, usesMax: hosts, lifetimeMs: registrationTokenDefaultMs }
  return admin.ask(issued, { method: 'POST', path: '/api/admin/registration-tokens', body })
}

const readUserTokens = async (
  run: Run,
  admin: Api,
): Promise<Pick<LoadSite, 'userToken' | 'userCountMax'>> => {
  const file = run.text('tokens')
  if (file !== undefined) {
    const text = readFirst(resolve(run.io.cwd, file))
    const tokens = tokensOfText(text ?? '')
    if (tokens.length === 0) throw usageFault(`${file} holds no token`, 'one access token a line')
    return {
      userCountMax: tokens.length,
      userToken: async (index) => tokens[index % tokens.length] ?? '',
    }
  }
  const { config } = await run.settings()
  const { folder } = trustOf(run.io, config, admin.baseUrl)
  const issuer = readIssuerKey(folder ?? resolve(run.io.cwd, config.dataFolder))
  if (issuer === undefined) {
    throw usageFault(
      'there is no data folder here to sign tokens of made-up users with',
      'give access tokens of your own users by --tokens FILE',
    )
  }
  const groups = (run.text('groups') ?? 'staff').split(',').map((name) => name.trim())
  const ports = { system: createSystem(), issuer }
  const userToken = mintedTokens(ports, { prefix: 'swarm-user', groups })
  return { userCountMax: undefined, userToken }
}

const removeHosts = async (run: Run, admin: Api, ids: readonly string[]): Promise<void> => {
  const waiting = [...ids]
  const bar = await startProgress(run, 'removing simulated hosts', ids.length)
  const work = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const path = `/api/admin/hosts/${encodeURIComponent(id)}`
      await admin.ask(z.unknown(), { method: 'DELETE', path })
      bar.update(ids.length - waiting.length, ids.length)
    }
  }
  try {
    await Promise.all(Array.from({ length: swarmCleanUpCountMax }, work))
  } finally {
    bar.stop()
  }
}

const readJoin = async (run: Run, text: string): Promise<JoinToken> => {
  const join = parseJoinToken(text)
  if (join.kind === 'refused') throw faultOfCode(join.code, join.detail)
  if (join.kind !== 'host') throw usageFault('--join is for a gateway', 'give one for hosts')
  refuseForeign(run, join.brokers)
  return join
}

/**
 * Opens the site. Throws before anything is made when it is not ours, or this machine has too few
 * files or ports.
 * @param need.part from 0: parts that add up dial from addresses of their own
 */
export const openLoadSite = async (
  run: Run,
  need: {
    readonly hosts: number
    readonly fileCount: number
    readonly part: number
  },
): Promise<LoadSite> => {
  refuseTooFewFiles(need.fileCount)
  const { config } = await run.settings()
  refuseForeign(run, [apiUrlOf(run.io, config)])
  // What was made is cleaned up after an interruption too, so the signal does not end it.
  const { signal } = new AbortController()
  setMaxListeners(0, signal)
  const admin = await openAdminApi({ ...run, io: { ...run.io, signal } })
  const given = run.text('join')
  const users = await readUserTokens(run, admin)
  const isLocal = isLoopback(new URL(admin.baseUrl).hostname)
  const addressCount = addressCountOf(isLocal, need.fileCount)
  const made =
    given === undefined
      ? await issueToken(admin, run.text('pool') ?? 'staff', need.hosts)
      : undefined
  const revoke = async (): Promise<void> => {
    if (made === undefined) return
    const path = `/api/admin/registration-tokens/${made.tokenId}`
    await admin.ask(z.unknown(), { method: 'DELETE', path })
  }
  const join = await readJoin(run, given ?? made?.token ?? '').catch(async (error: unknown) => {
    await revoke()
    throw error
  })
  const { ca } = admin
  return {
    admin,
    join,
    ...users,
    network: createSwarmNetwork({ ca, addressCount, firstAddress: need.part * addressCount }),
    resource: run.text('resource') ?? 'staff-desktop',
    hostNames: `swarm-${randomBytes(4).toString('hex')}`,
    cleanUp: async (machineIds) => {
      try {
        await revoke()
        if (!run.has('keepHosts')) await removeHosts(run, admin, machineIds)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        const fix = 'remove the hosts named swarm-… by `causeway admin host remove`'
        throw failure(`the site was not cleaned up: ${reason}`, fix, error)
      }
    },
  }
}

/** The folder that holds this program's own profiles. */
export const profileFolder = (): string =>
  resolve(dirname(import.meta.filename), '../../../load/swarm/profiles')
