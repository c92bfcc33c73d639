/**
 * The gateway workers of `causeway serve`: how they are started, and how each is replaced by
 * another while its relays go on. A worker's place has two names, with a key and ports each,
 * because the broker tells a worker that drains and the one that came after it apart by them.
 */
import { join } from 'node:path'
import { z } from 'zod'
import type { System } from '../broker/ports.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import type { Config } from './config-schema.ts'
import type { Greeting } from './parent-link.ts'
import { createStartDeadline } from './start-deadline.ts'
import type { Child, ChildSpec } from './supervisor.ts'

const gatewayReady = z.object({ clientPort: z.int(), ownPort: z.int() })

/** The port of the so-manieth process; 0 lets each take any free one. */
export const nextPort = (first: number, index: number): number => (first === 0 ? 0 : first + index)

export type WorkersPlan = {
  readonly config: Config
  readonly folder: Pick<DataFolder, 'path' | 'tls'>
  readonly system: Pick<System, 'after'>
  readonly start: (spec: ChildSpec) => Child
  /** This one has ended, and is not to be stopped any more. */
  readonly forget: (child: Child) => void
  /** Environment of every child. */
  readonly base: Readonly<Record<string, string>>
  /** One for each place. */
  readonly names: readonly string[]
}

/** What a worker needs of its broker, once that is there. */
export type WorkersBroker = {
  readonly controlUrl: string
  /** Join tokens by name; none for those that have joined before. */
  readonly gatewayTokens: Readonly<Record<string, string>>
}

export type Workers = {
  /** Workers load and listen while the broker starts; what it gives them follows by greeting. */
  start(broker: Promise<WorkersBroker>): Promise<{ clientPort: number; ownPorts: number[] }>
  pids(): (number | undefined)[]
  /**
   * Replaces one worker after the other: the next one begins when the one before is ready and the
   * old one has been told. Old ones drain on by themselves.
   * @param invite gives the join token of a worker, or nothing for one that has joined
   * @throws Error when a worker of an earlier restart still drains, or a new one does not come up;
   *   those that were not replaced by then go on
   */
  restart(invite: (name: string) => Promise<string | undefined>): Promise<void>
}

/** A worker's place: whose turn it is there, and what is left of the one before. */
type Place = { name: string; child: Child; second: boolean; leaving: boolean }

/** Makes the workers of one site; none runs before `start`. */
export const createWorkers = (plan: WorkersPlan): Workers => {
  const { config, folder, system, base, names } = plan
  const { drainMs, restartDrainMs } = config.gateway
  const places: Place[] = []
  let clientPort = config.gateway.port
  let controlUrl = ''

  const nameOf = (place: string, second: boolean): string => (second ? `${place}b` : place)

  const startWorker = (index: number, second: boolean, greeting: Promise<Greeting>): Child => {
    const name = nameOf(names[index] ?? '', second)
    // First names have the first ports, second names those after them.
    const offset = second ? names.length + index : index
    const env = {
      ...base,
      CAUSEWAY_TLS_CERT: config.tls.cert ?? folder.tls.certificateFile,
      CAUSEWAY_TLS_KEY: config.tls.key ?? folder.tls.keyFile,
      CAUSEWAY_GATEWAY_DATA_FOLDER: join(folder.path, 'gateways', name),
      CAUSEWAY_GATEWAY_NAME: name,
      // The broker has the first port, workers the next ones.
      CAUSEWAY_METRICS_PORT: String(nextPort(config.metrics.port, offset + 1)),
      CAUSEWAY_GATEWAY_PORT: String(clientPort),
      CAUSEWAY_GATEWAY_OWN_PORT: String(nextPort(config.gateway.ownPort, offset)),
    }
    return plan.start({ name, args: ['gateway'], env, greeting, drainMs })
  }

  const greetingOf = (join: string | undefined): Greeting => {
    const facts = { event: 'greeting' as const, to: 'gateway' as const, brokerUrls: [controlUrl] }
    return join === undefined ? facts : { ...facts, join }
  }

  const replace = async (index: number, place: Place, token: string | undefined): Promise<void> => {
    const { child: old, second } = place
    const deadline = createStartDeadline(system, nameOf(place.name, !second))
    deadline.restart()
    const child = startWorker(index, !second, Promise.resolve(greetingOf(token)))
    try {
      gatewayReady.parse(await deadline.of(child.ready))
    } catch (error) {
      await child.stop()
      plan.forget(child)
      throw error
    } finally {
      deadline.stop()
    }
    Object.assign(place, { child, second: !second, leaving: true })
    void old.replaced(restartDrainMs).then(() => {
      place.leaving = false
      plan.forget(old)
    })
  }

  return {
    start: async (broker) => {
      const deadline = createStartDeadline(system, 'a gateway worker')
      broker.then(deadline.restart, () => undefined)
      const factsOf = async (child: Child) => gatewayReady.parse(await deadline.of(child.ready))
      const begin = (index: number): Child => {
        const name = names[index] ?? ''
        const greeting = broker.then((facts) => {
          controlUrl = facts.controlUrl
          return greetingOf(facts.gatewayTokens[name])
        })
        const child = startWorker(index, false, greeting)
        places.push({ name, child, second: false, leaving: false })
        return child
      }
      const first = begin(0)
      // Without a fixed port the others share the one that the first was given.
      if (clientPort === 0) clientPort = (await factsOf(first)).clientPort
      const others = names.slice(1).map((_name, index) => begin(index + 1))
      const facts = await Promise.all([first, ...others].map(factsOf)).finally(deadline.stop)
      return { clientPort, ownPorts: facts.map(({ ownPort }) => ownPort) }
    },
    pids: () => places.map(({ child }) => child.pid()),
    restart: async (invite) => {
      const busy = places.filter(({ leaving }) => leaving)
      if (busy.length > 0) {
        const left = busy.map(({ name, second }) => nameOf(name, !second)).join(', ')
        throw new Error(`the last restart is not over: ${left} still has relays`)
      }
      for (const [index, place] of places.entries()) {
        await replace(index, place, await invite(nameOf(place.name, !place.second)))
      }
    },
  }
}
