/** A machine at the control port that does exactly what a test tells it to, right or wrong. */
import { once } from 'node:events'
import WebSocket from 'ws'
import {
  type MachineKey,
  newMachineKey,
  openMachineKey,
} from '../../../core/identity/machine-keys.ts'
import {
  type ControlMessage,
  type ControlMessageOf,
  type ControlType,
  decodeControl,
  encodeControl,
} from '../../../proto/control-codec.ts'

export type ControlMachine = {
  readonly key: MachineKey
  readonly socket: WebSocket
  send(message: ControlMessage): void
  /** The next message that was not taken yet; it must be of this type. */
  take<T extends ControlType>(type: T): Promise<ControlMessageOf<T>>
  /** Says hello and proves the key; then the broker's verdict is next. */
  greet(hello?: Partial<ControlMessageOf<'hello'>>): Promise<ControlMessageOf<'challenge'>>
  /** Resolves with code and reason when the socket is gone. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

const waitMs = 10_000

/** Dials and resolves when the WebSocket is open. */
export const dialControl = async (
  port: number,
  ca: string,
  key: MachineKey = openMachineKey(newMachineKey()),
): Promise<ControlMachine> => {
  const url = `wss://localhost:${port}/control`
  const socket = new WebSocket(url, 'causeway.control.v1', { ca, autoPong: true })
  const inbox: ControlMessage[] = []
  const waiters: ((message: ControlMessage) => void)[] = []
  socket.on('message', (data) => {
    const message = decodeControl(new Uint8Array(data as Buffer))
    if (message.type === 'malformed' || message.type === 'unknown') throw new Error(message.type)
    const waiter = waiters.shift()
    if (waiter) waiter(message)
    else inbox.push(message)
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  socket.on('error', () => undefined)
  await Promise.race([
    once(socket, 'open'),
    closed.then(({ code }) => Promise.reject(new Error(`closed with ${code} before it opened`))),
  ])

  const next = (): Promise<ControlMessage> => {
    const known = inbox.shift()
    if (known) return Promise.resolve(known)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no message came')), waitMs)
      waiters.push((message) => {
        clearTimeout(timer)
        resolve(message)
      })
    })
  }

  const machine: ControlMachine = {
    key,
    socket,
    closed,
    send: (message) => socket.send(encodeControl(message)),
    take: async <T extends ControlType>(type: T) => {
      const message = await next()
      if (message.type !== type) {
        throw new Error(`expected ${type}, got ${JSON.stringify(message)}`)
      }
      // The type was compared just now.
      return message as ControlMessageOf<T>
    },
    greet: async (wishes = {}) => {
      machine.send({
        type: 'hello',
        protocolVersion: 1,
        role: 'agent',
        machineName: 'host-1',
        softwareVersion: '1.0',
        publicKey: key.publicKey,
        machineId: 'h-host-1',
        ...wishes,
      })
      const challenge = await machine.take('challenge')
      const { nonce, siteId, brokerId } = challenge
      const role = wishes.role ?? 'agent'
      machine.send({ type: 'proof', signature: key.sign({ role, nonce, siteId, brokerId }) })
      return challenge
    },
  }
  return machine
}
