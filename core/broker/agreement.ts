/**
 * Does the world agree with the broker? Asks every gateway for its relays and every agent for its
 * relays and sessions, and compares them with the live state. What differs twice, a moment apart,
 * is a finding: in between, reports were under way.
 */
import type { ControlMessage } from '../../proto/control-codec.ts'
import { agreementAnswerMs, agreementSettleMs } from '../domain/limits.ts'
import type { Channel, Channels } from './channels.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { mayBeAbsent, sortSessions } from './session-lists.ts'
import { idOf } from './streams.ts'

type MachineState = Extract<ControlMessage, { type: 'machineState' }>

export type Disagreement = {
  readonly machineId: string
  readonly role: 'agent' | 'gateway'
  readonly kind: /** The machine relays what the broker does not believe to be relaying there. */
    | 'unknown-relay'
    /** The broker believes in a relay that the machine does not have. */
    | 'missing-relay'
    /** The host has a session that is there neither by a seat nor as a stranger's. */
    | 'unknown-session'
    /** The broker holds a seat, or knows a stranger, that the host, asked, does not have. */
    | 'missing-session'
    /** The machine did not answer in time. */
    | 'no-answer'
  /** Connection or user session; empty for a machine that did not answer. */
  readonly id: string
}

export type AgreementResult = {
  readonly gateways: number
  readonly agents: number
  readonly relays: number
  readonly findings: readonly Disagreement[]
}

export type Agreement = {
  /** Asks all machines; resolves within a few seconds whatever they do. */
  check(): Promise<AgreementResult>
  /** Takes an answer from a channel. */
  answered(channel: Channel, message: MachineState): void
}

export type AgreementPorts = {
  readonly live: LiveState
  readonly channels: Channels
  readonly system: Pick<System, 'after' | 'newId' | 'nowMs'>
  /** Was this user session in any list of the host's? */
  readonly wasListed: (hostId: string, userSessionId: string) => boolean
}

const keyOf = ({ role, machineId, kind, id }: Disagreement): string =>
  `${role} ${machineId} ${kind} ${id}`

/** Makes the comparison of one broker. */
export const createAgreement = (ports: AgreementPorts): Agreement => {
  const { live, channels, system } = ports
  const waiting = new Map<string, { channel: Channel; settle: (state?: MachineState) => void }>()

  const ask = (channel: Channel): Promise<MachineState | undefined> =>
    new Promise((resolve) => {
      const requestId = system.newId()
      const cancel = system.after(agreementAnswerMs, () => settle())
      const settle = (state?: MachineState): void => {
        cancel()
        waiting.delete(requestId)
        resolve(state)
      }
      waiting.set(requestId, { channel, settle })
      if (!channel.send({ type: 'stateRequest', requestId })) settle()
    })

  /** Relays that must be at the machine, and what may be: a host's leg waits for its client. */
  const believedRelays = ({ role, machineId }: Channel) => {
    const [believed, possible] = [new Set<string>(), new Set<string>()]
    for (const id of live.indexes.openConnectionIds) {
      const { phase, gatewayId, hostId } = live.stateOf('connection', id)
      if ((role === 'gateway' ? gatewayId : hostId) !== machineId) continue
      if (phase === 'relaying') believed.add(id)
      if (phase === 'relaying' || role === 'agent') possible.add(id)
    }
    return { believed, possible }
  }

  /** By the very rule by which the broker ends sessions: one at its log-on screen is no finding. */
  const compareSessions = (hostId: string, { sessions }: MachineState) => {
    const { seats, unassigned } = live.stateOf('host', hostId)
    const { present, strangers } = sortSessions(seats, sessions)
    const listed = new Set(sessions.map(({ hostSessionId }) => hostSessionId))
    const absent = Object.entries(seats).filter(([id, seat]) => {
      if (seat.phase !== 'taken' || present.has(id)) return false
      const session = live.stateOf('session', idOf(seat.userSessionStream))
      return !mayBeAbsent(session, ports.wasListed(hostId, id), system.nowMs())
    })
    const unknown = strangers.filter(
      ({ hostSessionId }) => !Object.hasOwn(unassigned, hostSessionId),
    )
    const gone = Object.keys(unassigned).filter((id) => !listed.has(id))
    const missing = [...absent.map(([id]) => id), ...gone]
    return [
      ...unknown.map(({ hostSessionId: id }) => ({ kind: 'unknown-session', id }) as const),
      ...missing.map((id) => ({ kind: 'missing-session', id }) as const),
    ]
  }

  const compare = (channel: Channel, state: MachineState | undefined): Disagreement[] => {
    const { machineId, role } = channel
    const finding = (kind: Disagreement['kind'], id: string) => ({ machineId, role, kind, id })
    if (state === undefined) return [finding('no-answer', '')]
    const { believed, possible } = believedRelays(channel)
    const held = new Set(state.relayConnectionIds)
    const sessions = state.listsSessions ? compareSessions(machineId, state) : []
    return [
      ...[...held].filter((id) => !possible.has(id)).map((id) => finding('unknown-relay', id)),
      ...[...believed].filter((id) => !held.has(id)).map((id) => finding('missing-relay', id)),
      ...sessions.map(({ kind, id }) => finding(kind, id)),
    ]
  }

  const round = async (): Promise<{ findings: Disagreement[]; relays: number }> => {
    const answers = await Promise.all(
      channels.all().map(async (channel) => ({ channel, state: await ask(channel) })),
    )
    const relays = answers.reduce(
      (sum, { channel, state }) =>
        sum + (channel.role === 'gateway' ? (state?.relayConnectionIds.length ?? 0) : 0),
      0,
    )
    return { findings: answers.flatMap((a) => compare(a.channel, a.state)), relays }
  }

  return {
    check: async () => {
      const all = channels.all()
      const counts = {
        gateways: all.filter(({ role }) => role === 'gateway').length,
        agents: all.filter(({ role }) => role === 'agent').length,
      }
      const first = await round()
      if (first.findings.length === 0) return { ...counts, ...first }
      await new Promise<void>((resolve) => {
        system.after(agreementSettleMs, resolve)
      })
      const before = new Set(first.findings.map(keyOf))
      const second = await round()
      const findings = second.findings.filter((finding) => before.has(keyOf(finding)))
      return { ...counts, relays: second.relays, findings }
    },
    answered: (channel, message) => {
      const asked = waiting.get(message.requestId)
      // Only the machine that was asked answers.
      if (asked?.channel === channel) asked.settle(message)
    },
  }
}
