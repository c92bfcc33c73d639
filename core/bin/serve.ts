/**
 * Everything on one machine: one broker process and one gateway worker per core, which talk over
 * the same control channel as on separate machines. This process only supervises them.
 */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { z } from 'zod'
import { createSystem } from '../adapters/system.ts'
import type { System } from '../broker/ports.ts'
import { brokerYoungSpaceMiB } from '../domain/limits.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { CommandFault, exitCodes, failure, usageFault } from './cli/exit.ts'
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
import { openSiteFolder, ownUrl, publicUrl } from './site.ts'
import { createStartDeadline } from './start-deadline.ts'
import { type Child, type ChildSpec, superviseChild } from './supervisor.ts'
import { createWorkers, nextPort } from './workers.ts'

const brokerReady = z.object({
  esdbUrl: z.string().optional(),
  apiUrl: z.string(),
  controlUrl: z.string(),
  users: z.array(z.object({ name: z.string(), password: z.string() })),
  /** Join tokens of the workers this process starts, by name. */
  gatewayTokens: z.record(z.string(), z.string()),
})

/** Each worker is reached by an address of its own. */
const refuseSharedAddress = ({ gateway: { ownPublicUrl } }: Config): void => {
  if (ownPublicUrl === undefined || ownPublicUrl.includes('*')) return
  const what = `gateway.ownPublicUrl is ${ownPublicUrl} for every worker`
  throw usageFault(what, "put * where the worker's name belongs, as in wss://*.desktops.example")
}

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

/** Starts children of this program and remembers them; the first one is stopped last. */
const createStarter = (system: System, io: Io, log: Logger) => {
  const children = new Set<Child>()
  const ports = {
    system,
    program: fileURLToPath(new URL('causeway.js', import.meta.url)),
    onLine: (_from: string, line: string) => io.stderr.write(`${line}\n`),
    onRestart: (child: string, ending: string, delayMs: number) =>
      log.warn({ child, ending, delayMs }, 'Process is started again'),
  }
  let stopping = false
  return {
    start: (spec: ChildSpec): Child => {
      if (stopping) throw new Error(`everything stops, and ${spec.name} is not started`)
      const child = superviseChild(ports, spec)
      children.add(child)
      return child
    },
    forget: (child: Child): void => {
      children.delete(child)
    },
    stopAll: async (): Promise<void> => {
      stopping = true
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
  readonly start: (spec: ChildSpec) => Child
  readonly forget: (child: Child) => void
  readonly io: Io
  readonly out: Output
  /** Environment of every child. */
  readonly base: Readonly<Record<string, string>>
}

const startSite = async (plan: SitePlan, workers: number) => {
  const { config, folder, system, start, base } = plan
  // Names of gateways are the whole site's: machines that joined it add the name of their broker.
  const prefix = folder.joined ? `${folder.brokerId}-worker` : 'worker'
  const names = Array.from({ length: workers }, (_, index) => `${prefix}-${index + 1}`)
  const greeting: Greeting = { event: 'greeting', to: 'broker', localGateways: names }
  const deadline = createStartDeadline(system, 'the broker')
  const bar = createStartBar(plan)
  const broker = start({
    ...{ name: 'broker', args: ['broker'], env: base, greeting: Promise.resolve(greeting) },
    nodeFlags: [`--max-semi-space-size=${brokerYoungSpaceMiB}`],
    onProgress: (progress) => {
      deadline.restart()
      bar.update(progress)
    },
  })
  deadline.restart()
  const brokerFacts = deadline
    .of(broker.ready)
    .finally(deadline.stop)
    .finally(bar.stop)
    .then((said) => brokerReady.parse(said))
  const gateways = createWorkers({ ...plan, names })
  const [facts, ports] = await Promise.all([brokerFacts, gateways.start(brokerFacts)])
  const { clientPort, ownPorts } = ports
  const pids = () => ({ broker: broker.pid(), gateways: gateways.pids() })
  const ready = {
    event: 'ready',
    apiUrl: facts.apiUrl,
    controlUrl: facts.controlUrl,
    gatewayUrl: publicUrl(config, 'wss', config.gateway.publicUrl, clientPort),
    ...(facts.esdbUrl === undefined ? {} : { esdbUrl: facts.esdbUrl }),
    workerUrls: ownPorts.map((port, index) => ownUrl(config, names[index], port)),
    dataFolder: folder.path,
    authorityFile: folder.authorityFile,
    authorityFingerprint: folder.authorityFingerprint,
    users: facts.users,
    pids: pids(),
  }
  return { ready, pids, restartWorkers: () => gateways.restart(broker.invite) }
}

type RunningSite = Awaited<ReturnType<typeof startSite>>

/**
 * Replaces the workers, one after the other, at each SIGHUP; unless there is a terminal, whose end
 * sends the same signal and means that everything is to end.
 */
const restartOnHangUp = ({ io, out }: SitePlan, site: RunningSite, log: Logger): void => {
  if (io.stdin.isTTY === true || io.stdout.isTTY === true) return
  let restarting = false
  io.onHangUp(() => {
    if (restarting) return log.warn('The workers are being replaced already')
    restarting = true
    const restarted = (): void => {
      out.event({ event: 'workers-replaced', pids: site.pids() })
      out.line('Gateway workers replaced; the old ones end with their last relay.')
    }
    const failed = (error: unknown): void => {
      const detail = error instanceof Error ? error.message : String(error)
      out.event({ event: 'workers-not-replaced', detail, pids: site.pids() })
      log.error({ detail }, 'Not all workers were replaced; those that were not go on')
    }
    void site
      .restartWorkers()
      .then(restarted, failed)
      .finally(() => {
        restarting = false
      })
  })
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
  refuseSharedAddress(config)
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
  const { stopAll, ...starter } = createStarter(system, io, log)
  const development = usesDevelopmentIssuer(config)
  const joinedAt = folder.joined ? folder.signInAt : undefined
  try {
    const plan = { config, folder, system, ...starter, base, io, out }
    const site = await startSite(plan, workers)
    const { ready } = site
    restartOnHangUp(plan, site, log)
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
