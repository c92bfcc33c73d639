/** The gateway process: one worker, its control channel, its metrics, until it is told to stop. */
import { hostname } from 'node:os'
import { chaosOn, readChaos } from '../../relay/chaos.ts'
import { createControlTrust } from '../../relay/control-trust.ts'
import { createGatewayControl, type GatewayControl } from '../../relay/gateway-control.ts'
import { registerGatewayMetrics } from '../../relay/gateway-metrics.ts'
import type { RelayCaps } from '../../relay/gateway-options.ts'
import { createGateway, type Gateway } from '../../relay/uws-gateway.ts'
import { createSystem } from '../adapters/system.ts'
import { isErrorCode } from '../domain/errors.ts'
import { controlHandshakeMs, gatewayHandoverMs } from '../domain/limits.ts'
import { openMachineKey } from '../identity/machine-keys.ts'
import { type JoinToken, parseJoinToken } from '../identity/registration-tokens.ts'
import { exitCodes, failure, faultOfCode, usageFault } from './cli/exit.ts'
import type { Io } from './cli/io.ts'
import type { Output } from './cli/output.ts'
import { softwareVersion } from './cli/version.ts'
import type { Config } from './config-schema.ts'
import { openGatewayFolder } from './gateway-folder.ts'
import { readGatewayTls, registerTlsMetrics, watchGatewayTls } from './gateway-tls.ts'
import { createLogger } from './logger.ts'
import { type MetricsPage, startMetricsPage } from './metrics.ts'
import { type Greeting, parentLink, untilAborted } from './parent-link.ts'
import { portFault } from './ports-free.ts'
import { ownUrl, publicUrl } from './site.ts'

const ownChaos = (text: string | undefined): Pick<RelayCaps, 'chaos'> => {
  const chaos = text === undefined ? undefined : readChaos(text)
  return chaos === undefined ? {} : { chaos }
}

const capsOf = ({ gateway }: Config): RelayCaps => ({
  ...(gateway.relayBytesPerSecond && { relayBytesPerSecond: gateway.relayBytesPerSecond }),
  ...(gateway.userBytesPerSecond && { userBytesPerSecond: gateway.userBytesPerSecond }),
  ...(gateway.relayTimeMs && { relayMs: gateway.relayTimeMs }),
  ...(gateway.idleMs && { idleMs: gateway.idleMs }),
  ...ownChaos(gateway.chaos),
})

/** Waits for the control channel to be up, or for its end. */
const untilUp = async (control: GatewayControl): Promise<void> => {
  let ended = false
  void control.finished.then(() => {
    ended = true
  })
  while (!control.authority.isReady() && !ended) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const readToken = (text: string | undefined): JoinToken | undefined => {
  if (text === undefined) return undefined
  const token = parseJoinToken(text)
  if ('code' in token) throw faultOfCode(token.code, token.detail)
  if (token.kind === 'gateway') return token
  throw faultOfCode('REGISTRATION_TOKEN_INVALID', 'it is for a host, not for a gateway')
}

type GatewayGreeting = Extract<Greeting, { readonly to: 'gateway' }>

const joinedControl = (
  config: Config,
  greeting: GatewayGreeting | undefined,
  ports: { clientPort: number; ownPort: number },
  log: ReturnType<typeof createLogger>,
): GatewayControl => {
  const folder = openGatewayFolder(config.gateway.dataFolder)
  const token = readToken(greeting?.join ?? config.gateway.join)
  // A worker that joined before may find its broker at another port today.
  const brokerUrls = greeting?.brokerUrls ?? folder.memory?.brokerUrls ?? token?.brokers
  if (brokerUrls === undefined) {
    throw usageFault('this gateway has not joined', 'give --join a token of `admin gateway invite`')
  }
  const system = createSystem()
  let ca = folder.memory?.ca
  const trust = createControlTrust(
    { system },
    {
      ...(ca === undefined ? {} : { ca }),
      fingerprint: token?.authority ?? '',
      deadlineMs: controlHandshakeMs,
      onPinned: (pem) => {
        ca = pem
      },
    },
  )
  return createGatewayControl(
    {
      system,
      key: openMachineKey(folder.keyPem),
      trust,
      log,
      onWelcome: ({ machineId }) => {
        const memory = { gatewayId: machineId, brokerUrls: [...brokerUrls] }
        folder.save(ca === undefined ? memory : { ...memory, ca })
      },
    },
    {
      brokerUrls,
      machineName: config.gateway.name ?? `${hostname()}:${ports.ownPort}`,
      softwareVersion: softwareVersion(),
      machineId: folder.memory?.gatewayId,
      join: token,
      clientUrl: publicUrl(config, 'wss', config.gateway.publicUrl, ports.clientPort),
      ownUrl: ownUrl(config, config.gateway.name, ports.ownPort),
      takesChaos: config.gateway.chaos !== undefined,
    },
  )
}

/** An end of the control channel that no further try would mend. */
const refuseEnd = (result: Awaited<GatewayControl['finished']>): void => {
  if (result.kind === 'untrusted') {
    throw failure(result.detail, 'check the address, or invite the gateway again')
  }
  if (result.kind !== 'rejected') return
  if (isErrorCode(result.code)) throw faultOfCode(result.code, result.detail)
  throw failure(`the broker rejected this gateway: ${result.code}`, result.detail)
}

const unready = async () => {
  throw new Error('the gateway has no broker yet')
}

const warnOfChaos = (
  { gateway: { chaos } }: Config,
  log: ReturnType<typeof createLogger>,
): void => {
  if (chaos === undefined) return
  const where = chaos === chaosOn ? 'connections as administrators say' : 'every connection'
  log.warn({ chaos }, `CHAOS: faults are put into ${where}`)
}

/**
 * Ends in time what goes on here. One that was replaced takes long, and is told to the broker as
 * one that stops; a signal in that time shortens it to what any stop takes.
 */
const drainGateway = async (
  { gateway: { drainMs, restartDrainMs } }: Config,
  why: 'signal' | 'replaced',
  ports: { gateway: Gateway; control: GatewayControl; stopped: Promise<'signal'> },
): Promise<void> => {
  const { gateway, control, stopped } = ports
  const drain = async (deadlineMs: number, handoverMs: number): Promise<'drained'> => {
    const drained = gateway.drain(deadlineMs, handoverMs)
    control.announceLoad()
    await drained
    return 'drained'
  }
  if (why === 'replaced') {
    const deadlineMs = Math.max(restartDrainMs, gatewayHandoverMs)
    const first = await Promise.race([drain(deadlineMs, gatewayHandoverMs), stopped])
    if (first === 'drained') return
  }
  await drain(drainMs, 0)
}

/** Runs one gateway worker until a signal or a final rejection; gives the exit code. */
export const runGateway = async (config: Config, io: Io, out: Output): Promise<number> => {
  const log = createLogger(config.log.level, 'gateway')
  warnOfChaos(config, log)
  const link = parentLink()
  const greeting = link.greeting('gateway')
  const replaced = link.replaced().then(() => 'replaced' as const)
  let control: GatewayControl | undefined
  let metrics: MetricsPage | undefined
  const gateway: Gateway = createGateway(
    {
      authority: {
        authorizeClient: (request) => control?.authority.authorizeClient(request) ?? unready(),
        authorizeHost: (request) => control?.authority.authorizeHost(request) ?? unready(),
        report: (report) => control?.authority.report(report),
        isReady: () => control?.authority.isReady() === true,
      },
      clock: createSystem(),
    },
    {
      host: config.gateway.host,
      clientPort: config.gateway.port,
      ownPort: config.gateway.ownPort,
      tls: readGatewayTls(config).files,
      caps: capsOf(config),
    },
  )
  // Its port is shared, with whatever holds it: two sites on one would take each other's clients.
  const taken = link.supervised
    ? undefined
    : await portFault(config.gateway.host, config.gateway.port)
  if (taken !== undefined) throw failure(taken, 'stop it, or give another port with --gateway-port')
  const ports = await gateway.start().catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error)
    throw failure(text, 'stop what holds the port, or give another one with --gateway-own-port')
  })
  const tls = watchGatewayTls({ system: createSystem(), log, apply: gateway.reloadTls }, config)
  try {
    // Until its broker is there a supervised worker has nothing to do but to be ready for it.
    const told = await Promise.race([greeting, untilAborted(io.signal)])
    if (io.signal.aborted) return exitCodes.ok
    control = joinedControl(config, told ?? undefined, ports, log)
    control.start(gateway)
    const { authority } = control
    metrics = await startMetricsPage({
      ...config.metrics,
      isReady: () => authority.isReady(),
      register: (registry) => {
        registerGatewayMetrics(registry, gateway.metrics, config.gateway.chaos !== undefined)
        registerTlsMetrics(registry, tls.facts)
      },
    })
    await untilUp(control)
    link.ready({ ...ports })
    if (!link.supervised) {
      out.event({ event: 'ready', ...ports })
      out.line(`Gateway on ports ${ports.clientPort} (clients) and ${ports.ownPort} (its own)`)
    }
    const stopped = untilAborted(link.stopSignal(io.signal)).then(() => 'signal' as const)
    const result = await Promise.race([stopped, replaced, control.finished])
    if (typeof result !== 'string') refuseEnd(result)
    const why = result === 'replaced' ? result : 'signal'
    await drainGateway(config, why, { gateway, control, stopped })
    return exitCodes.ok
  } finally {
    tls.stop()
    await metrics?.stop()
    await gateway.stop()
    await control?.stop()
  }
}
