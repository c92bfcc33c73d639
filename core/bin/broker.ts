/**
 * The broker process: opens the data folder and the stores, joins API, control channel and
 * development sign-in to the broker, and runs until it is told to stop.
 */
import { readFileSync } from 'node:fs'
import { createAccessLog } from '../adapters/access-log.ts'
import { createControlServer } from '../adapters/control-server.ts'
import { createSystem } from '../adapters/system.ts'
import { createApi } from '../api/server.ts'
import { createBroker } from '../broker/broker.ts'
import { seedSite } from '../broker/seed.ts'
import { errorTable, Fault } from '../domain/errors.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { publicHalf } from '../identity/data-folder.ts'
import { createHostIds } from '../identity/host-id.ts'
import { rawPublicKey } from '../identity/machine-keys.ts'
import { createJoinTokens } from '../identity/registration-tokens.ts'
import { createTickets } from '../identity/tickets.ts'
import { createUserIds } from '../identity/user-id.ts'
import { CommandFault, exitCodes, failure } from './cli/exit.ts'
import type { Io } from './cli/io.ts'
import type { Output } from './cli/output.ts'
import { softwareVersion } from './cli/version.ts'
import type { Config } from './config-schema.ts'
import { openDevelopmentIssuer } from './development.ts'
import { createIdentity, trustedIssuers } from './identities.ts'
import { inviteLocalGateways } from './local-gateways.ts'
import { createLogger } from './logger.ts'
import { parentLink, untilAborted } from './parent-link.ts'
import { openSiteFolder, publicUrl } from './site.ts'
import { openStores, type Stores } from './stores.ts'

const openStoresOf = async (folder: DataFolder, config: Config): Promise<Stores> => {
  try {
    return await openStores(folder, createSystem(), config.limits)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new CommandFault('failed', error.code, error.message, errorTable[error.code].remedy)
  }
}

const tlsOf = (config: Config, folder: DataFolder): { cert: string; key: string } => ({
  cert: readFileSync(config.tls.cert ?? folder.tls.certificateFile, 'utf8'),
  key: readFileSync(config.tls.key ?? folder.tls.keyFile, 'utf8'),
})

/** Runs one broker until a signal; gives the exit code. */
export const runBroker = async (config: Config, io: Io, out: Output): Promise<number> => {
  const system = createSystem()
  const log = createLogger(config.log.level, 'broker')
  const link = parentLink()
  const greeting = link.greeting()
  const folder = await openSiteFolder(config, system)
  const stores = await openStoresOf(folder, config)
  const stops: (() => Promise<unknown>)[] = [() => stores.stop()]
  try {
    const tls = tlsOf(config, folder)
    const addresses = { api: config.api.port, control: config.control.port }
    const apiUrl = () => publicUrl(config, 'https', config.api.publicUrl, addresses.api)
    const controlUrl = () => publicUrl(config, 'wss', config.control.publicUrl, addresses.control)
    const development = await openDevelopmentIssuer(config, folder, system, apiUrl)
    // The issuer's name holds the API's port, which is known once it listens.
    const identity = createIdentity(
      () => trustedIssuers(config, folder, system, development?.trusted()),
      folder,
      system,
    )
    const ids = createUserIds(folder.streamKey)
    const brokerId = `broker-${folder.siteId.slice(0, 8)}`
    const ticketKeys = [publicHalf(folder.ticketKey)]
    const broker = createBroker(
      {
        log: stores.eventLog,
        heartbeatLog: stores.heartbeatLog,
        people: stores.people,
        tickets: createTickets(
          { privateKey: folder.ticketKey, publicKeys: ticketKeys },
          { siteId: folder.siteId, nowMs: system.nowMs },
        ),
        system,
        userOf: async (bearer) => {
          const verified = await identity.verify(bearer, 'user')
          return verified.kind === 'refused' ? undefined : verified.userId
        },
        userSessionKey: ids.userSessionKey,
        hostIdOf: createHostIds(folder.streamKey),
        onFault: (connectionId, error) => {
          const text = error instanceof Error ? error.message : String(error)
          log.error({ connectionId, error: text }, 'Decision could not be recorded')
        },
      },
      {
        brokerId,
        siteAudience: `site:${folder.siteId}`,
        heartbeatTimeoutMs: config.limits.heartbeatTimeoutMs,
      },
    )
    let ready = false
    const join = { authority: config.tls.cert === undefined ? folder.authorityFingerprint : '' }
    const brokers = () => [controlUrl()]
    const gatewayTokens = createJoinTokens({ system, brokers }, { kind: 'gateway', ...join })
    const accessLog = createAccessLog(
      { system, onFault: (error) => log.error({ error: String(error) }, 'Read was not noted') },
      { folder: folder.file('access') },
    )
    stops.push(() => accessLog.stop())
    const api = createApi(
      {
        broker,
        eventLog: stores.eventLog,
        people: stores.people,
        identity,
        hostTokens: createJoinTokens({ system, brokers }, { kind: 'host', ...join }),
        gatewayTokens,
        accessLog,
        system,
        log,
        isReady: () => ready,
      },
      {
        host: config.api.host,
        port: config.api.port,
        tls,
        version: softwareVersion(),
        plugins: development === undefined ? [] : [development.plugin],
        publicHost: () => new URL(apiUrl()).host,
        clientConfig: () => ({
          issuer: development?.issuer() ?? config.oidc.issuer ?? '',
          clientId: development?.clientId ?? config.oidc.clientId ?? '',
          scopes: [...(development?.scopes ?? ['openid', 'profile'])],
          adminScopes: [...(development?.adminScopes ?? ['openid', 'profile'])],
          siteId: folder.siteId,
          apiUrl: apiUrl(),
          controlUrls: [controlUrl()],
          gatewayUrls: [],
          ...(config.tls.cert === undefined
            ? { authority: readFileSync(folder.authorityFile, 'utf8') }
            : {}),
        }),
      },
    )
    const control = createControlServer(
      {
        broker,
        system,
        log,
      },
      {
        host: config.control.host,
        port: config.control.port,
        tls,
        siteId: folder.siteId,
        brokerId,
        ticketPublicKeys: () => [rawPublicKey(folder.ticketKey)],
        heartbeatIntervalMs: config.limits.heartbeatIntervalMs,
      },
    )
    await broker.start()
    stops.push(() => broker.stop())
    await seedSite(broker, { group: 'staff', brokerId })
    const busy = (error: unknown): never => {
      const text = error instanceof Error ? error.message : String(error)
      throw failure(text, 'stop what holds the port, or give another one')
    }
    addresses.control = (await control.start().catch(busy)).port
    stops.push(() => control.stop())
    addresses.api = (await api.start().catch(busy)).port
    stops.push(() => api.stop())
    ready = true
    const greeted = await greeting
    const tokens = await inviteLocalGateways(broker, gatewayTokens, system, greeted?.localGateways)
    const facts = {
      apiUrl: apiUrl(),
      controlUrl: controlUrl(),
      users: development?.newUsers ?? [],
      gatewayTokens: tokens,
    }
    link.ready(facts)
    if (!link.supervised) {
      out.event({ event: 'ready', ...facts, dataFolder: folder.path })
      out.line(`Broker: API ${facts.apiUrl}, control channel ${facts.controlUrl}`)
    }
    await untilAborted(link.stopSignal(io.signal))
    return exitCodes.ok
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}
