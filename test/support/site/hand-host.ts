/**
 * A session host by hand: it joins a real site as an agent does, beats, and answers orders only as
 * the test says, so that it can decline, be silent, or dial wrongly.
 */
import { readFileSync } from 'node:fs'
import { parseJoinToken } from '../../../core/identity/registration-tokens.ts'
import {
  type ControlMessage,
  type ControlMessageOf,
  decodeControl,
} from '../../../proto/control-codec.ts'
import { dialControl } from '../broker/control-machine.ts'
import { waitUntil } from '../desktop/deadline.ts'
import { creditProtocol, type Dialled, dialLeg } from './hand-leg.ts'
import { lastJson, type Site } from './site.ts'

export type Order = ControlMessageOf<'rendezvousOrder'>
export type Cancel = ControlMessageOf<'rendezvousCancel'>

export type HandHost = {
  readonly hostId: string
  /** Every order so far, the oldest first. */
  readonly orders: readonly Order[]
  readonly cancels: readonly Cancel[]
  /** What is done with each order from now on; at first nothing. */
  onOrder(act: (order: Order) => void): void
  accept(order: Order): void
  /** @param code of the error table, as agents give it */
  decline(order: Order, code: string): void
  /** Dials the leg of an order as it was told to. */
  dial(order: Order): Promise<Dialled>
  stop(): void
}

/** A beat in so many milliseconds keeps a host available under the default timeout. */
const beatMs = 10_000
const soonMs = 30_000

const beat: ControlMessageOf<'heartbeat'> = {
  type: 'heartbeat',
  activeSessions: 0,
  disconnectedSessions: 0,
  cpuLoad: 0,
  memoryUsedBytes: 1,
  memoryTotalBytes: 2,
  agentVersion: '0.1.0',
  healthChecks: [],
}

const joinTokenOf = async (site: Site) => {
  const command = ['admin', 'registration-token', 'create', '--pool', 'staff', '--json']
  const { token } = lastJson(await site.ok(command)) as { token: string }
  const parsed = parseJoinToken(token)
  if ('code' in parsed) throw new Error(parsed.detail)
  return parsed
}

type Listed = { readonly hosts: readonly { readonly hostId: string; readonly status: string }[] }

const untilAvailable = (site: Site, hostId: string): Promise<true> =>
  waitUntil(
    async () => {
      const { hosts } = lastJson(await site.ok(['admin', 'host', 'list', '--json'])) as Listed
      const found = hosts.find((host) => host.hostId === hostId)
      return found?.status === 'Available' ? true : undefined
    },
    soonMs,
    () => `the host ${hostId} did not become available`,
  )

/** Joins a host that does nothing with its orders until `onOrder` says what. */
export const joinByHand = async (site: Site, name: string): Promise<HandHost> => {
  const { tokenId, secret } = await joinTokenOf(site)
  const port = Number(new URL(site.ready.controlUrl).port)
  const machine = await dialControl(port, readFileSync(site.ready.authorityFile, 'utf8'))
  await machine.greet({ machineName: name, machineId: '', join: { tokenId, secret } })
  const { machineId } = await machine.take('welcome')

  const orders: Order[] = []
  const cancels: Cancel[] = []
  let act: (order: Order) => void = () => undefined
  const answer = (order: Order, code: string): void => {
    const { connectionId, attempt } = order
    const accepted = code === ''
    const type = 'rendezvousAnswer'
    machine.send({ type, connectionId, attempt, accepted, code, detail: '' })
  }
  const receive = (message: ControlMessage): void => {
    if (message.type === 'rendezvousOrder') {
      orders.push(message)
      act(message)
    } else if (message.type === 'rendezvousCancel') cancels.push(message)
    else if (message.type === 'stateRequest') {
      const { requestId } = message
      const state = { relayConnectionIds: [], listsSessions: false, sessions: [] }
      machine.send({ type: 'machineState', requestId, ...state })
    }
  }
  machine.socket.on('message', (data) => {
    const message = decodeControl(new Uint8Array(data as Buffer)) // Node's default: one Buffer.
    if (message.type !== 'malformed' && message.type !== 'unknown') receive(message)
  })
  machine.send(beat)
  const beating = setInterval(() => machine.send(beat), beatMs)
  await untilAvailable(site, machineId)
  return {
    hostId: machineId,
    orders,
    cancels,
    onOrder: (next) => {
      act = next
    },
    accept: (order) => answer(order, ''),
    decline: answer,
    dial: ({ gatewayUrl, secret: leg }) =>
      dialLeg(site, gatewayUrl, leg, { protocol: creditProtocol }),
    stop: () => {
      clearInterval(beating)
      machine.socket.close()
    },
  }
}
