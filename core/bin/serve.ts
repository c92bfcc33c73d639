/**
 * Everything on one machine: one broker process and one gateway worker per core, which talk over
 * the same control channel as on separate machines. This process only supervises them.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { z } from 'zod'
import { createSystem } from '../adapters/system.ts'
import type { System } from '../broker/ports.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { CommandFault, exitCodes, failure } from './cli/exit.ts'
import type { Io } from './cli/io.ts'
import type { Output } from './cli/output.ts'
import { type Progress, startProgress } from './cli/progress.ts'
import { environmentOf, processEnvironment } from './config.ts'
import { usesDevelopmentIssuer } from './config-checks.ts'
import type { Config } from './config-schema.ts'
import { createLogger } from './logger.ts'
import { type Greeting, type ProgressMessage, untilAborted } from './parent-link.ts'
import { portFault } from './ports-free.ts'
import { readyText } from './ready-text.ts'
import { openSiteFolder, publicUrl } from './site.ts'
import { createStartDeadline } from './start-deadline.ts'
import { type Child, superviseChild } from './supervisor.ts'

const brokerReady = z.object({
  esdbUrl: z.string().optional(),
  apiUrl: z.string(),
  controlUrl: z.string(),
  users: z.array(z.object({ name: z.string(), password: z.string() })),
  /** Join tokens of the workers this process starts, by name. */
  gatewayTokens: z.record(z.string(), z.string()),
})

const gatewayReady = z.object({ clientPort: z.int(), ownPort: z.int() })

/** The port of the so-manieth process; 0 lets each take any free one. */
const nextPort = (first: number, index: number): number => (first === 0 ? 0 : first + index)

const refuseBusyPorts = async (config: Config, workers: number): Promise<void> => {
  const wanted: [string, number, string][] = [
    [config.api.host, config.api.port, '--api-port'],
    [config.control.host, config.control.port, '--control-port'],
    [config.gateway.host, config.gateway.port, '--gateway-port'],
    [config.metrics.host, config.metrics.port, '--metrics-port'],
  ]
  for (let index = 0; index < workers; index++) {
    const { host, ownPort } = config.gateway
    wanted.push([host, nextPort(ownPort, index), '--gateway-own-port'])
    const metricsPort = nextPort(config.metrics.port, index + 1)
    wanted.push([config.metrics.host, metricsPort, '--metrics-port'])
  }
  for (const [host, port, flag] of wanted) {
    const fault = await portFault(host, port)
    if (fault !== undefined) throw failure(fault, `stop it, or give another port with ${flag}`)
  }
}

type Starter = (
  name: string,
  program: string,
  env: Readonly<Record<string, string>>,
  greeting: Promise<Greeting>,
  onProgress?: (message: ProgressMessage) => void,
) => Child

/** Starts children of this program and remembers them; the first one is stopped last. */
const createStarter = (system: System, io: Io, log: Logger) => {
  const children: Child[] = []
  const start: Starter = (name, program, env, greeting, onProgress) => {
    const child = superviseChild(
      {
        system,
        program: fileURLToPath(new URL('causeway.js', import.meta.url)),
        onLine: (_from, line) => io.stderr.write(`${line}\n`),
        onRestart: (from, ending, delayMs) =>
          log.warn({ child: from, ending, delayMs }, 'Process is started again'),
      },
      {
        name,
        args: [program],
        env,
        greeting,
        ...(onProgress === undefined ? {} : { onProgress }),
      },
    )
    children.push(child)
    return child
  }
  return {
    start,
    stopAll: async (): Promise<void> => {
      const [broker, ...gateways] = children
      // Gateways first: their endings still reach the broker.
      await Promise.all(gateways.map((child) => child.stop()))
      await broker?.stop()
    },
  }
}

/** A bar for the log that the broker reads, once it says how long that log is. */
const createStartBar = (plan: Pick<SitePlan, 'io' | 'out'>) => {
  let bar: Promise<Progress> | undefined
  return {
    update: ({ done, total }: ProgressMessage): void => {
      bar ??= startProgress(plan, 'reading the log', total)
      void bar.then((shown) => shown.update(done, total))
    },
    stop: async (): Promise<void> => (await bar)?.stop(),
  }
}

type SitePlan = {
  readonly config: Config
  readonly folder: DataFolder
  readonly system: System
  readonly start: Starter
  readonly io: Io
  readonly out: Output
  /** Environment of every child. */
  readonly base: Readonly<Record<string, string>>
}

/** Workers load and listen while the broker starts; what it gives them follows by greeting. */
const startWorkers = async (
  plan: SitePlan,
  names: readonly string[],
  broker: Promise<z.infer<typeof brokerReady>>,
): Promise<{ clientPort: number; ownPorts: number[]; workers: Child[] }> => {
  const { config, folder, system, start, base } = plan
  const startWorker = (name: string, index: number, clientPort: number): Child => {
    const greeting = broker.then(({ controlUrl, gatewayTokens }): Greeting => {
      const token = gatewayTokens[name]
      const facts = { event: 'greeting' as const, to: 'gateway' as const, brokerUrls: [controlUrl] }
      return token === undefined ? facts : { ...facts, join: token }
    })
    const env = {
      ...base,
      CAUSEWAY_TLS_CERT: config.tls.cert ?? folder.tls.certificateFile,
      CAUSEWAY_TLS_KEY: config.tls.key ?? folder.tls.keyFile,
      CAUSEWAY_GATEWAY_DATA_FOLDER: join(folder.path, 'gateways', name),
      CAUSEWAY_GATEWAY_NAME: name,
      // The broker has the first port, workers the next ones.
      CAUSEWAY_METRICS_PORT: String(nextPort(config.metrics.port, index + 1)),
      CAUSEWAY_GATEWAY_PORT: String(clientPort),
      CAUSEWAY_GATEWAY_OWN_PORT: String(nextPort(config.gateway.ownPort, index)),
    }
    return start(name, 'gateway', env, greeting)
  }
  const deadline = createStartDeadline(system, 'a gateway worker')
  broker.then(deadline.restart, () => undefined)
  const factsOf = async (child: Child) => gatewayReady.parse(await deadline.of(child.ready))
  const [firstName = 'worker-1', ...otherNames] = names
  const first = startWorker(firstName, 0, config.gateway.port)
  // Without a fixed port the others share the one that the first was given.
  const clientPort =
    config.gateway.port === 0 ? (await factsOf(first)).clientPort : config.gateway.port
  const others = otherNames.map((name, index) => startWorker(name, index + 1, clientPort))
  const workers = [first, ...others]
  const facts = await Promise.all(workers.map(factsOf)).finally(deadline.stop)
  return { clientPort, ownPorts: facts.map(({ ownPort }) => ownPort), workers }
}

const startSite = async (plan: SitePlan, workers: number) => {
  const { config, folder, system, start, base } = plan
  // Names of gateways are the whole site's: machines that joined it add the name of their broker.
  const prefix = folder.joined ? `${folder.brokerId}-worker` : 'worker'
  const names = Array.from({ length: workers }, (_, index) => `${prefix}-${index + 1}`)
  const greeting: Greeting = { event: 'greeting', to: 'broker', localGateways: names }
  const deadline = createStartDeadline(system, 'the broker')
  const bar = createStartBar(plan)
  const broker = start('broker', 'broker', base, Promise.resolve(greeting), (progress) => {
    deadline.restart()
    bar.update(progress)
  })
  deadline.restart()
  const brokerFacts = deadline
    .of(broker.ready)
    .finally(deadline.stop)
    .finally(bar.stop)
    .then((said) => brokerReady.parse(said))
  const [facts, gateways] = await Promise.all([brokerFacts, startWorkers(plan, names, brokerFacts)])
  const { clientPort, ownPorts } = gateways
  return {
    event: 'ready',
    apiUrl: facts.apiUrl,
    controlUrl: facts.controlUrl,
    gatewayUrl: publicUrl(config, 'wss', config.gateway.publicUrl, clientPort),
    ...(facts.esdbUrl === undefined ? {} : { esdbUrl: facts.esdbUrl }),
    workerUrls: ownPorts.map((port) => `wss://${config.publicName}:${port}`),
    dataFolder: folder.path,
    authorityFile: folder.authorityFile,
    authorityFingerprint: folder.authorityFingerprint,
    users: facts.users,
    pids: { broker: broker.pid(), gateways: gateways.workers.map((child) => child.pid()) },
  }
}

/** A child that fails at its start says why and what to do; that is passed on as it is. */
const startFault = (error: unknown): unknown => {
  if (!(error instanceof Error) || error instanceof CommandFault) return error
  const said = /error: (?<what>.*)\nfix: (?<fix>.*)/.exec(error.message)?.groups
  const fix = said?.['fix'] ?? 'run `causeway doctor`'
  return failure(said?.['what'] ?? error.message, fix, error)
}

/** Runs the site until a signal; gives the exit code. */
export const runServe = async (config: Config, io: Io, out: Output): Promise<number> => {
  const system = createSystem()
  const log = createLogger(config.log.level, 'serve')
  const workers = config.gateway.workers === 0 ? availableParallelism() : config.gateway.workers
  await refuseBusyPorts(config, workers)
  const folder: DataFolder = await openSiteFolder(config, system)
  const base = {
    ...inherited(),
    ...environmentOf(config),
    // Milestones of children would drown the few lines that a person is to read.
    CAUSEWAY_LOG_LEVEL: config.log.level === 'info' ? 'warn' : config.log.level,
    // All settings are in the environment: a child reads no file of its own.
    CAUSEWAY_CONFIG: '/dev/null',
  }
  const { start, stopAll } = createStarter(system, io, log)
  const development = usesDevelopmentIssuer(config)
  const joinedAt = folder.joined ? folder.signInAt : undefined
  try {
    const ready = await startSite({ config, folder, system, start, base, io, out }, workers)
    out.event(ready)
    out.line(readyText(ready, { development, signInAt: development ? joinedAt : undefined }))
    await untilAborted(io.signal)
    return exitCodes.ok
  } catch (error) {
    if (io.signal.aborted) return exitCodes.ok
    throw startFault(error)
  } finally {
    await stopAll()
  }
}

/** What children need of this process's own environment: where to find programs, how to speak. */
const inherited = (): Record<string, string> => {
  const env = processEnvironment()
  const names = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']
  return Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  )
}
