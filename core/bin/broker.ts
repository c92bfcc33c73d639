/**
 * The broker process: opens the data folder and the stores, joins API, control channel and
 * development sign-in to the broker, and runs until it is told to stop.
 */
import { readFileSync } from 'node:fs'
import { createControlServer } from '../adapters/control-server.ts'
import { createSystem } from '../adapters/system.ts'
import { createApi } from '../api/server.ts'
import type { Broker } from '../broker/broker.ts'
import { seedSite } from '../broker/seed.ts'
import type { Fault } from '../domain/errors.ts'
import { reconnectSpreadMs } from '../domain/reconnect-spread.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { createFreerdpDiscovery } from '../identity/freerdp-discovery.ts'
import { createJoinTokens } from '../identity/registration-tokens.ts'
import { registerBrokerMetrics } from './broker-metrics.ts'
import {
  createBrokerOf,
  createHistoryOf,
  openAccessLog,
  openStoresOf,
  type Parts,
} from './broker-parts.ts'
import { exitCodes, failure } from './cli/exit.ts'
import type { Io } from './cli/io.ts'
import type { Output } from './cli/output.ts'
import { softwareVersion } from './cli/version.ts'
import type { Config } from './config-schema.ts'
import { type DevelopmentSignIn, openDevelopmentIssuer } from './development.ts'
import { createIdentity, trustedIssuers } from './identities.ts'
import { otherSite, refuseOwnLog, warnOfBundle } from './joined-site.ts'
import { inviteLocalGateways } from './local-gateways.ts'
import { openLogService } from './log-service.ts'
import { createLogger } from './logger.ts'
import { type MetricsPage, startMetricsPage } from './metrics.ts'
import { parentLink, untilAborted } from './parent-link.ts'
import { openSiteFolder, publicUrl } from './site.ts'
import { readTlsFiles } from './tls-files.ts'

const tlsOf = (config: Config, folder: DataFolder) =>
  readTlsFiles({
    cert: config.tls.cert ?? folder.tls.certificateFile,
    key: config.tls.key ?? folder.tls.keyFile,
  })

const scopesOf = (text: string): string[] => text.split(' ').filter((scope) => scope !== '')

/** What clients are told of the sign-in. */
const signInFacts = ({ oidc }: Config, development: DevelopmentSignIn | undefined) => ({
  issuer: development?.issuer() ?? oidc.issuer ?? '',
  ownIssuer: development !== undefined,
  clientId: development?.clientId ?? oidc.clientId ?? '',
  scopes: [...(development?.scopes ?? scopesOf(oidc.scopes))],
  adminScopes: [...(development?.adminScopes ?? scopesOf(oidc.adminScopes))],
})

/** Where machines dial: all brokers of the log, or this one where no others are named. */
const controlUrlsOf = (config: Config, own: string): readonly string[] =>
  config.control.brokers.length === 0 ? [own] : config.control.brokers

const hostCountOf = ({ live }: Broker): number =>
  [...live.indexes.hostIdsByPool.values()].reduce((count, hostIds) => count + hostIds.size, 0)

/** The parts of one broker process, joined; nothing listens before start. */
const createBrokerProcess = async (parts: Parts) => {
  const { config, folder, stores, system, log } = parts
  const tls = tlsOf(config, folder)
  const addresses = { api: config.api.port, control: config.control.port }
  const apiUrl = () => publicUrl(config, 'https', config.api.publicUrl, addresses.api)
  const controlUrl = () => publicUrl(config, 'wss', config.control.publicUrl, addresses.control)
  const development = await openDevelopmentIssuer(config, folder, system, apiUrl)
  // The issuer's name holds the API's port, which is known once it listens.
  const issuers = () => trustedIssuers(config, folder, system, development?.trusted())
  const identity = createIdentity(issuers, folder, system)
  const { brokerId } = folder
  const history = createHistoryOf(parts)
  /** Aborted with the Fault when the log is of a newer version: an older broker must not go on. */
  const outdated = new AbortController()
  const onTooNew = (fault: Fault): void => outdated.abort(fault)
  const { broker, ticketKeys } = createBrokerOf(parts, identity, history, onTooNew)
  const ownAuthority = config.tls.cert === undefined
  const authority = ownAuthority ? folder.authorityFingerprint : ''
  const brokers = () => controlUrlsOf(config, controlUrl())
  const gatewayTokens = createJoinTokens({ system, brokers }, { kind: 'gateway', authority })
  const hostTokens = createJoinTokens({ system, brokers }, { kind: 'host', authority })
  const accessLog = openAccessLog(parts)
  const { eventLog, people } = stores
  let ready = false
  const isReady = () => ready && broker.isReady()
  const api = createApi(
    {
      ...{ broker, eventLog, history, people, identity, hostTokens, gatewayTokens, accessLog },
      ...{ ticketKeys, system, log, isReady },
    },
    {
      host: config.api.host,
      port: config.api.port,
      tls,
      version: softwareVersion(),
      plugins: [development?.plugin ?? createFreerdpDiscovery(() => config.oidc.issuer ?? '')],
      publicHost: () => new URL(apiUrl()).host,
      requestsPerSecond: config.limits.apiRequestsPerSecond,
      clientConfig: () => ({
        ...signInFacts(config, development),
        siteId: folder.siteId,
        apiUrl: apiUrl(),
        controlUrls: [...brokers()],
        gatewayUrls: [],
        ...(ownAuthority ? { authority: readFileSync(folder.authorityFile, 'utf8') } : {}),
      }),
    },
  )
  const control = createControlServer(
    { broker, system, log },
    {
      host: config.control.host,
      port: config.control.port,
      tls,
      siteId: folder.siteId,
      brokerId,
      ticketPublicKeys: ticketKeys.publicKeys,
      heartbeatIntervalMs: config.limits.heartbeatIntervalMs,
      openingsPerSecond: config.limits.controlOpeningsPerSecond,
      reconnectSpreadMs: () =>
        reconnectSpreadMs(hostCountOf(broker), config.limits.controlOpeningsPerSecond),
    },
  )
  const { servable } = stores
  const served = servable && openLogService({ config, folder, servable, system, tls })
  let metrics: MetricsPage | undefined
  return {
    outdated: outdated.signal,
    /** What one more gateway of this machine joins with; undefined for one that has joined. */
    invite: async (name: string) =>
      (await inviteLocalGateways(broker, gatewayTokens, system, [name]))[name],
    start: async (
      localGateways: readonly string[] = [],
      onProgress: (done: number, total: number) => void = () => undefined,
    ) => {
      await broker.start(onProgress)
      await ticketKeys.start().catch(otherSite)
      await seedSite(broker, { group: 'staff', brokerId })
      addresses.control = (await control.start().catch(busyPort('--control-port'))).port
      addresses.api = (await api.start().catch(busyPort('--api-port'))).port
      const esdbUrl = await served?.start().catch(busyPort('--esdb-port'))
      metrics = await startMetricsPage({
        ...config.metrics,
        isReady,
        register: (registry) =>
          registerBrokerMetrics(registry, broker, api.refusals, control.counts),
      })
      const invited = await inviteLocalGateways(broker, gatewayTokens, system, localGateways)
      development?.started()
      ready = true
      history.prepare()
      return {
        apiUrl: apiUrl(),
        controlUrl: controlUrl(),
        ...(esdbUrl === undefined ? {} : { esdbUrl }),
        users: development?.newUsers ?? [],
        gatewayTokens: invited,
      }
    },
    /** Callers first, then machines, then the broker, and last what it writes. */
    stop: async () => {
      await metrics?.stop()
      await api.stop()
      await served?.stop()
      await control.stop()
      ticketKeys.stop()
      await broker.stop()
      await history.stop()
      await accessLog.stop()
    },
  }
}

const busyPort =
  (flag: string) =>
  (error: unknown): never => {
    const text = error instanceof Error ? error.message : String(error)
    throw failure(text, `stop what holds the port, or give another one with ${flag}`, error)
  }

/** Runs one broker until a signal; gives the exit code. */
export const runBroker = async (config: Config, io: Io, out: Output): Promise<number> => {
  const system = createSystem()
  const log = createLogger(config.log.level, 'broker')
  const link = parentLink()
  const greeting = link.greeting('broker')
  const folder = await openSiteFolder(config, system)
  refuseOwnLog(config, folder)
  warnOfBundle(config, log)
  const stores = await openStoresOf(folder, config, log)
  try {
    const broker = await createBrokerProcess({ config, folder, stores, system, log })
    try {
      link.onInvite(broker.invite)
      const facts = await broker.start((await greeting)?.localGateways, link.progress)
      link.ready(facts)
      if (!link.supervised) {
        out.event({ event: 'ready', ...facts, dataFolder: folder.path })
        out.line(`Broker: API ${facts.apiUrl}, control channel ${facts.controlUrl}`)
      }
      await untilAborted(AbortSignal.any([link.stopSignal(io.signal), broker.outdated]))
      broker.outdated.throwIfAborted()
      return exitCodes.ok
    } finally {
      await broker.stop()
    }
  } finally {
    await stores.stop()
  }
}
