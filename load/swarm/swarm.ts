/**
 * One swarm process: simulated hosts and users that do what a profile says, over the real
 * protocols, and a count of what came of it.
 */
import { setMaxListeners } from 'node:events'
import type { System } from '../../core/broker/ports.ts'
import { newMachineKey, openMachineKey } from '../../core/identity/machine-keys.ts'
import type { JoinToken } from '../../core/identity/registration-tokens.ts'
import { createHostOrders, type HostOrders } from './host-orders.ts'
import { createSwarmHttps } from './https-client.ts'
import type { SwarmNetwork } from './network.ts'
import type { Transport } from './order.ts'
import type { Profile } from './profile.ts'
import { type SwarmResult, swarmResultOf } from './result.ts'
import { type Action, createSchedule } from './schedule.ts'
import { createSimHost, type SimHost } from './sim-host.ts'
import { connectSimUser } from './sim-user.ts'
import { countValue, createTally, type Second, type Tally } from './tally.ts'

export type SwarmOptions = {
  readonly profile: Profile
  /** Of this process. */
  readonly hosts: number
  readonly users: number
  /** Numbers of its first host and user among those of all processes. */
  readonly firstHost: number
  readonly firstUser: number
  readonly hostNames: string
  readonly seed: number
  readonly apiUrl: string
  readonly resource: string
  readonly transport: Transport
  readonly join: JoinToken
  readonly softwareVersion: string
  /** Ends the run early; what was counted is kept. */
  readonly signal: AbortSignal
}

export type SwarmPorts = {
  readonly system: System
  readonly network: SwarmNetwork
  /** An access token of the so-manieth user of all. */
  readonly userToken: (index: number) => Promise<string>
  /** Called every second with the second before. */
  readonly onSecond: (second: Second, elapsedMs: number) => void
}

export type SwarmRun = {
  readonly result: SwarmResult
  /** Ids of the hosts that joined, to be removed again. */
  readonly machineIds: readonly string[]
}

type HostAction = Exclude<Action, { kind: 'user-connect' }>

type Member = { readonly host: SimHost; readonly orders: HostOrders }

/** One host with what it does; nothing is dialled yet. */
const createMember = (
  ports: SwarmPorts,
  options: SwarmOptions,
  tally: Tally,
  index: number,
  onChange: (up: boolean) => void,
): Member => {
  const number = options.firstHost + index
  const orders = createHostOrders(ports, {
    index: number,
    send: (message) => host.send(message),
    onFailure: tally.fail,
  })
  const host = createSimHost(
    { ...ports, key: openMachineKey(newMachineKey()) },
    {
      name: `${options.hostNames}-${number}`,
      index: number,
      join: options.join,
      softwareVersion: options.softwareVersion,
    },
    {
      onUp: () => onChange(true),
      onDown: () => {
        tally.now().hostsLost += 1
        onChange(false)
      },
      onBeat: () => {
        tally.now().beats += 1
      },
      onFailure: tally.fail,
      onOrder: orders.take,
      onCancel: orders.cancel,
      relays: orders.relays,
    },
  )
  return { host, orders }
}

type Crowd = {
  /** Starts one connection of this user; `onFree` follows its end. */
  connect(index: number, stayMs: number, onFree: () => void): void
  relayCount(): number
  /** Lets every user leave, and waits for it. */
  stop(): Promise<void>
}

/** The users of one process. */
const createCrowd = (ports: SwarmPorts, options: SwarmOptions, tally: Tally): Crowd => {
  const https = createSwarmHttps(ports.network)
  const { send } = options.profile
  const leaving = new AbortController()
  setMaxListeners(0, leaving.signal)
  const connections = new Set<Promise<void>>()
  let relayCount = 0

  const connect = async (index: number, stayMs: number): Promise<void> => {
    tally.now().asked += 1
    const userOptions = {
      ...options,
      token: await ports.userToken(options.firstUser + index),
      index: options.firstUser + index,
      stayMs,
      sendBytes: send.bytes,
      sendEveryMs: send.every,
      signal: leaving.signal,
    }
    let relayed = false
    const end = await connectSimUser({ ...ports, https }, userOptions, {
      onStarted: (ms) => {
        relayed = true
        relayCount += 1
        tally.now().started += 1
        countValue(tally.now().connectMs, ms)
      },
      onEcho: (bytes, ms) => {
        tally.now().echoedBytes += bytes
        countValue(tally.now().roundTripMs, ms)
      },
    })
    if (relayed) relayCount -= 1
    if (end.kind === 'left') return
    if (leaving.signal.aborted && !relayed) {
      tally.now().unfinished += 1
      return
    }
    tally.now()[end.kind] += 1
    tally.fail(end.code)
  }

  return {
    connect: (index, stayMs, onFree) => {
      const connection = connect(index, stayMs).finally(() => {
        connections.delete(connection)
        onFree()
      })
      connections.add(connection)
    },
    relayCount: () => relayCount,
    stop: async () => {
      leaving.abort()
      await Promise.all(connections)
      https.close()
    },
  }
}

const actOnHost = ({ host, orders }: Member, kind: HostAction['kind']): void => {
  switch (kind) {
    case 'host-start':
      host.start()
      break
    case 'host-fail':
      host.fail()
      orders.fail()
      break
    case 'host-silent':
      host.fallSilent()
      orders.each((leg) => leg.fallSilent())
      break
    case 'host-heal':
      host.heal()
      orders.each((leg) => leg.heal())
  }
}

/**
 * Runs the profile to its end, or until it is told to stop. Rejects only for a bug: what goes wrong
 * on the way is counted by its code.
 */
export const runSwarm = async (ports: SwarmPorts, options: SwarmOptions): Promise<SwarmRun> => {
  const { system } = ports
  const { profile } = options
  const tally = createTally(system)
  const crowd = createCrowd(ports, options, tally)
  const schedule = createSchedule(profile, options)
  const [startedAt, startedMs] = [system.nowMs(), system.monotonicMs()]
  const elapsed = (): number => system.monotonicMs() - startedMs
  let hostsUp = 0
  const gauge = (): void => tally.gauge(hostsUp, crowd.relayCount())
  const members = Array.from({ length: options.hosts }, (_, index) =>
    createMember(ports, options, tally, index, (up) => {
      hostsUp += up ? 1 : -1
      gauge()
    }),
  )
  const act = (action: Action): void => {
    const { index } = action
    if (action.kind === 'user-connect') {
      crowd.connect(index, action.stayMs, () => {
        schedule.userIsFree(index, elapsed())
        plan()
      })
      return
    }
    const member = members[index]
    if (member !== undefined) actOnHost(member, action.kind)
  }
  let over = false
  let cancelNext: () => void = () => undefined
  const plan = (): void => {
    cancelNext()
    const next = schedule.nextAt()
    if (next === undefined || over) return
    cancelNext = system.after(Math.max(0, next - elapsed()), () => {
      for (const action of schedule.due(elapsed())) act(action)
      plan()
    })
  }
  const report = (): void => {
    gauge()
    const second = tally.seconds.at(-2)
    if (second !== undefined) ports.onSecond(second, elapsed())
    cancelReport = system.after(1_000, report)
  }
  let cancelReport = system.after(1_000, report)
  plan()
  const interrupted = await waitFor(system, profile.duration, options.signal)
  over = true
  cancelNext()
  cancelReport()
  gauge()
  await crowd.stop()
  // Hosts that leave now are not lost.
  const counts = {
    ...{ title: profile.title, hosts: options.hosts, users: options.users, processes: 1 },
    ...{ interrupted, startedAt, endedAt: system.nowMs() },
    failures: { ...tally.failures },
    seconds: structuredClone(tally.seconds),
  }
  await Promise.all(members.map(({ host }) => host.leave()))
  const machineIds = members.map(({ host }) => host.machineId()).filter((id) => id !== '')
  return { result: swarmResultOf(counts), machineIds }
}

/** True when it was told to stop before the time was over. */
const waitFor = (
  system: Pick<System, 'after'>,
  ms: number,
  signal: AbortSignal,
): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(true)
    const stop = (): void => {
      cancel()
      resolve(true)
    }
    const cancel = system.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve(false)
    })
    signal.addEventListener('abort', stop, { once: true })
  })
