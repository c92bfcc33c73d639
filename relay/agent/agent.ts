/**
 * The agent on a session host: keeps a control channel to a broker, tells how the host is, and
 * bridges the host's own targets to gateways when ordered. Dials out only and listens on nothing.
 * Its data folder makes it the same host again after a restart, without a new token.
 */
import { hostname } from 'node:os'
import type { System } from '../../core/broker/ports.ts'
import { Fault } from '../../core/domain/errors.ts'
import {
  certificateIntervalMs,
  certificateReadMs,
  controlHandshakeMs,
  controlNameCharsMax,
  sessionsHookIntervalMs,
  sessionsHookMs,
  targetDialMs,
} from '../../core/domain/limits.ts'
import { openMachineKey } from '../../core/identity/machine-keys.ts'
import { type JoinToken, parseJoinToken } from '../../core/identity/registration-tokens.ts'
import type { ControlMessage } from '../../proto/control-codec.ts'
import {
  type ControlClientOptions,
  type ControlResult,
  createControlClient,
} from '../control-client.ts'
import { createControlTrust } from '../control-trust.ts'
import type { Log } from '../log-port.ts'
import { type CertificateReporter, createCertificateReporter } from './certificate-reporter.ts'
import { type AgentFolder, openAgentFolder } from './data-folder.ts'
import { createHeartbeatSource } from './heartbeat.ts'
import { createHostMetrics } from './host-metrics.ts'
import { readRdpCertificate } from './rdp-certificate.ts'
import { type AgentRelay, createRendezvous, type RendezvousOptions } from './rendezvous.ts'
import { createSessionsHook } from './sessions-hook.ts'
import { createSessionsReporter, type SessionsReporter } from './sessions-reporter.ts'
import { dialTarget, type Target } from './target-dial.ts'

export type AgentPorts = {
  readonly system: System
  readonly log: Log
}

export type AgentOptions = {
  readonly dataFolder: string
  readonly softwareVersion: string
  /** Needed the first time; later only when the host was removed and joins anew. */
  readonly joinToken?: string
  /** By resource id; '' serves every resource that has no entry of its own. At least one. */
  readonly targets: ReadonlyMap<string, Target>
  /** The host's name in its pool; defaults to the operating system's. */
  readonly name?: string
  /** Milliseconds; defaults to what the broker asks for. */
  readonly heartbeatIntervalMs?: number
  /** Program and arguments that list the host's sessions (sessions-hook.ts). */
  readonly sessionsHook?: readonly string[]
  readonly sessionsIntervalMs?: number
  readonly certificateIntervalMs?: number
  readonly rendezvous?: Omit<RendezvousOptions, 'targets'>
  readonly control?: Pick<
    ControlClientOptions,
    'delayMinMs' | 'delayMaxMs' | 'unknownKeyMs' | 'keepaliveMs' | 'silenceMs' | 'handshakeMs'
  >
}

export type Agent = {
  isUp(): boolean
  /** Undefined until it joined for the first time. */
  machineId(): string | undefined
  relays(): readonly AgentRelay[]
  /** Resolves when it has stopped for good: told to, or finally rejected. Never rejects. */
  readonly finished: Promise<ControlResult>
  /** Ends all relays and the control channel, gives the data folder back. Idempotent. */
  stop(): Promise<void>
}

/**
 * Opens the data folder and starts dialling. Throws Fault LOG_IN_USE when another process uses the
 * folder, and Fault REGISTRATION_TOKEN_INVALID when there is neither a registration nor a token.
 */
export const createAgent = (ports: AgentPorts, options: AgentOptions): Agent => {
  if (options.targets.size === 0) throw new Error('agent needs at least one target')
  for (const resourceId of options.targets.keys()) {
    if (resourceId.length > controlNameCharsMax) {
      throw new Error(`target's resource id is longer than ${controlNameCharsMax} characters`)
    }
  }
  const folder = openAgentFolder(options.dataFolder)
  try {
    return createRunningAgent(ports, options, folder)
  } catch (error) {
    folder.close()
    throw error
  }
}

const readJoinToken = (text: string | undefined): JoinToken | undefined => {
  if (text === undefined) return undefined
  const token = parseJoinToken(text)
  if (token.kind === 'refused') throw new Fault(token.code, token.detail)
  if (token.kind === 'host') return token
  throw new Fault('REGISTRATION_TOKEN_INVALID', `it is for a ${token.kind}, not for a host`)
}

const createRunningAgent = (
  ports: AgentPorts,
  options: AgentOptions,
  folder: AgentFolder,
): Agent => {
  const { system, log } = ports
  const { targets } = options
  const token = readJoinToken(options.joinToken)
  const brokerUrls = folder.machine?.brokerUrls ?? token?.brokers
  if (brokerUrls === undefined) {
    throw new Fault('AGENT_KEY_UNKNOWN', 'this host has not joined: pass a join token')
  }
  /** A full disk must not end relays; the next start says what is missing. */
  const keep = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      log.warn({ error }, 'Data folder could not be written: this host is not kept')
    }
  }
  let machine = folder.machine
  let ca = folder.ca
  const trust = createControlTrust(ports, {
    ...(ca === undefined ? {} : { ca }),
    fingerprint: token?.authority ?? '',
    deadlineMs: controlHandshakeMs,
    onPinned: (pem) => {
      ca = pem
      keep(() => folder.saveCa(pem))
    },
  })
  const send = (message: ControlMessage): boolean => client.send(message)
  let sessions: SessionsReporter | undefined
  const rendezvous = createRendezvous(
    { system, log, send, ca: () => ca, onRelayEnded: () => sessions?.poke() },
    { ...options.rendezvous, targets },
  )
  const heartbeat = createHeartbeatSource(
    {
      system,
      metrics: createHostMetrics(),
      relays: rendezvous.relays,
      sessions: () => sessions?.current(),
      probe: (target) => probeTarget(ports, target),
      send,
    },
    { agentVersion: options.softwareVersion, targets },
  )
  const certificates: CertificateReporter = createCertificateReporter(
    {
      system,
      read: (target) => readRdpCertificate(ports, target, { deadlineMs: certificateReadMs }),
      send,
    },
    { targets, intervalMs: options.certificateIntervalMs ?? certificateIntervalMs },
  )
  const client = createControlClient(
    { system, log, trust, key: openMachineKey(folder.keyPem) },
    {
      ...options.control,
      brokerUrls,
      role: 'agent',
      machineName: options.name ?? hostname(),
      softwareVersion: options.softwareVersion,
      machineId: machine?.machineId,
      join: token && { tokenId: token.tokenId, secret: token.secret },
    },
    {
      onUp: ({ machineId, poolId, heartbeatIntervalMs }) => {
        if (machine?.machineId !== machineId) {
          machine = { machineId, poolId, brokerUrls: [...brokerUrls] }
          const joined = machine
          keep(() => folder.saveMachine(joined))
        }
        heartbeat.start(options.heartbeatIntervalMs ?? heartbeatIntervalMs)
        certificates.repeat()
        sessions?.repeat()
      },
      onMessage: (message) => {
        if (message.type === 'rendezvousOrder') rendezvous.order(message)
        else if (message.type === 'rendezvousCancel') rendezvous.cancel(message)
        else if (message.type === 'stateRequest') {
          const held = sessions?.current()
          send({
            type: 'machineState',
            requestId: message.requestId,
            relayConnectionIds: rendezvous.relays().map(({ connectionId }) => connectionId),
            listsSessions: held !== undefined,
            sessions: [...(held ?? [])],
          })
        } else log.debug({ type: message.type }, 'Control message that is not for an agent')
      },
      onDown: () => heartbeat.stop(),
    },
  )
  if (options.sessionsHook !== undefined) {
    const hook = createSessionsHook(ports, options.sessionsHook, { deadlineMs: sessionsHookMs })
    sessions = createSessionsReporter(
      { system, log, hook, relays: rendezvous.relays, send },
      { intervalMs: options.sessionsIntervalMs ?? sessionsHookIntervalMs },
    )
  }
  const cleanUp = async (): Promise<void> => {
    heartbeat.stop()
    certificates.stop()
    sessions?.stop()
    await rendezvous.stop()
    folder.close()
  }
  const finished = client.finished.then(async (result) => {
    await cleanUp()
    return result
  })
  return {
    isUp: client.isUp,
    machineId: () => machine?.machineId,
    relays: rendezvous.relays,
    finished,
    stop: async () => {
      await client.stop()
      await finished
    },
  }
}

/** Undefined when the target takes connections, else why not. */
const probeTarget = async (
  ports: { readonly system: Pick<System, 'after'> },
  target: Target,
): Promise<string | undefined> => {
  const dialled = await dialTarget(ports, target, { deadlineMs: targetDialMs })
  if (dialled.kind === 'failed') return dialled.detail
  dialled.socket.on('error', () => undefined)
  dialled.socket.destroy()
  return undefined
}
