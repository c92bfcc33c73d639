/** `causeway load swarm`: reads a profile, runs it, shows it live, gives the result, cleans up. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Profile, parseProfile } from '../../../load/swarm/profile.ts'
import { runSwarm, type SwarmOptions } from '../../../load/swarm/swarm.ts'
import type { Second } from '../../../load/swarm/tally.ts'
import { createSystem } from '../../adapters/system.ts'
import { swarmUserSocketCountMax } from '../../domain/limits.ts'
import type { Run } from './command.ts'
import { exitCodes, SettingsFault, usageFault } from './exit.ts'
import { countOption, openLoadSite, profileFolder } from './load-site.ts'
import { giveSwarmResult } from './load-swarm-result.ts'
import { softwareVersion } from './version.ts'

const readProfile = (run: Run): Profile => {
  const name = run.text('profile') ?? 'ramp'
  const own = /^[a-z-]+$/.test(name) ? join(profileFolder(), `${name}.yaml`) : undefined
  let text: string
  try {
    text = readFileSync(own ?? resolve(run.io.cwd, name), 'utf8')
  } catch {
    const names = readdirSync(profileFolder()).map((file) => file.replace(/\.yaml$/, ''))
    throw usageFault(`there is no profile ${name}`, `give a file, or one of ${names.join(', ')}`)
  }
  const parsed = parseProfile(text)
  if (parsed.kind === 'profile') return parsed.profile
  const [first = { message: '', fix: '' }, ...more] = parsed.faults.map((fault) => ({
    message: `${name}: ${fault}`,
    fix: 'mend that field; load/README.md describes each one',
  }))
  throw new SettingsFault(first, more)
}

type Part = { readonly index: number; readonly count: number }

const readPart = (run: Run): Part => {
  const [, number = '', of = ''] =
    /^([0-9]{1,3})\/([0-9]{1,3})$/.exec(run.text('part') ?? '1/1') ?? []
  const part = { index: Number(number) - 1, count: Number(of) }
  if (part.index >= 0 && part.index < part.count) return part
  throw usageFault(`--part ${run.text('part')} is not one of several`, 'give it as 1/4')
}

/** From where to where this part goes; the parts together are the whole. */
const shareOf = (total: number, { index, count }: Part): { first: number; count: number } => {
  const [first, next] = [index, index + 1].map((at) => Math.floor((total * at) / count))
  return { first: first ?? 0, count: (next ?? 0) - (first ?? 0) }
}

const startAtOf = (run: Run): number => {
  const text = run.text('startAt')
  if (text === undefined) return run.io.nowMs()
  const at = Date.parse(text)
  if (Number.isFinite(at)) return at
  throw usageFault(`--start-at ${text} is no time`, 'give it as 2026-01-31T09:00:00Z')
}

const transportOf = (run: Run): 'raw' | 'arm' => {
  const text = run.text('transport') ?? 'raw'
  if (text === 'raw' || text === 'arm') return text
  throw usageFault(`--transport is ${text}`, 'give raw or arm')
}

/** Waits for the common start; false when it was told to stop. */
const waitUntil = (run: Run, at: number): Promise<boolean> =>
  new Promise((done) => {
    const { signal } = run.io
    const ms = at - run.io.nowMs()
    if (signal.aborted || ms <= 0) return done(!signal.aborted)
    const timer = setTimeout(() => finish(true), ms)
    const stop = (): void => finish(false)
    const finish = (started: boolean): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      done(started)
    }
    signal.addEventListener('abort', stop, { once: true })
  })

/** A line that stays in its place on a terminal, and comes every ten seconds elsewhere. */
const createLiveLine = (run: Run, durationMs: number) => {
  const { stderr } = run.io
  const isLive = stderr.isTTY === true && !run.out.json
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    show: (second: Second, elapsedMs: number): void => {
      const { connectMs: _, roundTripMs: __, ...shown } = second
      run.out.event({ event: 'second', ...shown })
      const text =
        `${Math.round(elapsedMs / 1_000)} of ${durationMs / 1_000} s: ${second.hostsUp} hosts, ` +
        `${second.relays} relays, ${second.started} started, ${second.refused} refused`
      if (isLive) stderr.write(`\r${text}\u001b[K`)
      else if (elapsedMs - shownAt >= 10_000) {
        shownAt = elapsedMs
        run.out.line(text)
      }
    },
    end: (): void => {
      if (isLive) stderr.write('\r\u001b[K')
    },
  }
}

/** Runs the swarm. What an interrupted run counted is given too. */
export const loadSwarm = async (run: Run): Promise<number> => {
  const profile = readProfile(run)
  const part = readPart(run)
  const hosts = shareOf(countOption(run, 'hosts', 1), part)
  const users = shareOf(countOption(run, 'users', 0), part)
  const startAt = startAtOf(run)
  const transport = transportOf(run)
  const fileCount = hosts.count + swarmUserSocketCountMax * users.count
  const site = await openLoadSite(run, { hosts: hosts.count, fileCount, part: part.index })
  const { network, userToken } = site
  if (site.userCountMax !== undefined && users.first + users.count > site.userCountMax) {
    await site.cleanUp([])
    throw usageFault(`--tokens holds ${site.userCountMax} users`, 'give more tokens or fewer users')
  }
  const live = createLiveLine(run, profile.duration)
  const options: SwarmOptions = {
    ...site,
    profile,
    transport,
    hosts: hosts.count,
    users: users.count,
    firstHost: hosts.first,
    firstUser: users.first,
    seed: countOption(run, 'seed', 0, 1) + part.index,
    apiUrl: site.admin.baseUrl,
    softwareVersion: softwareVersion(),
    signal: run.io.signal,
  }
  if (!(await waitUntil(run, startAt))) {
    await site.cleanUp([])
    return exitCodes.interrupted
  }
  const ports = { system: createSystem(), network, userToken, onSecond: live.show }
  const { result, machineIds } = await runSwarm(ports, options)
  live.end()
  giveSwarmResult(run, result)
  await site.cleanUp(machineIds)
  return result.interrupted ? exitCodes.interrupted : exitCodes.ok
}
