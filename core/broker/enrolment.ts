/**
 * Machines at the door: agents and gateways prove their key at every control channel, and join
 * with a token the first time. Answers who they are or why not.
 */
import { type Refusal, refuse } from '../domain/errors.ts'
import { controlProtocolVersion, nameLengthMax } from '../domain/limits.ts'
import { own } from '../domain/lookup.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'

export type MachineHello = {
  readonly role: 'agent' | 'gateway'
  readonly protocolVersion: number
  readonly machineName: string
  /** Ed25519, 32 bytes; possession was proven before this is asked. */
  readonly publicKey: Uint8Array
  /** Given at registration; empty when joining. */
  readonly machineId: string
  /** Where the connection comes from. */
  readonly address: string
  readonly join: { readonly tokenId: string; readonly secretHash: Uint8Array } | undefined
}

export type Enrolled = {
  readonly kind: 'enrolled'
  readonly machineId: string
  readonly poolId: string
  readonly region: string
}

export type Enrolment = {
  /** The key on file, for the challenge; undefined for a machine that joins. */
  enrol(hello: MachineHello): Promise<Enrolled | Refusal>
}

export type EnrolmentPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly system: Pick<System, 'nowMs' | 'newId'>
  /** The same name gives the same id, so that its stream tells whether it is taken. */
  readonly hostIdOf: (name: string) => string
  /** Resolves when this broker has followed all that the log holds now. */
  readonly caughtUp: () => Promise<void>
  /** Does one of these ranges (CIDR) hold the address? */
  readonly isInRanges: (ranges: readonly string[], address: string) => boolean
}

const sameKey = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

/** Makes the door of one broker. */
export const createEnrolment = (ports: EnrolmentPorts): Enrolment => {
  const { live, handler, system } = ports
  const causeOf = (actor: string): Cause => ({
    actor,
    connectionId: '',
    causationId: system.newId(),
  })

  const poolOfToken = (tokenId: string): string | undefined =>
    [...live.indexes.poolIds].find((id) => own(live.stateOf('pool', id).tokens, tokenId))

  const joinHost = async (
    hello: MachineHello,
    join: NonNullable<MachineHello['join']>,
  ): Promise<Enrolled | Refusal> => {
    const { machineName: name, publicKey } = hello
    if (name.length === 0 || name.length > nameLengthMax) {
      return refuse('REQUEST_INVALID', 'host name is empty or too long')
    }
    const hostId = ports.hostIdOf(name)
    const { tokenId, secretHash } = join
    // The token may come from another broker, a moment ago.
    if (poolOfToken(tokenId) === undefined) await ports.caughtUp()
    const poolId = poolOfToken(tokenId)
    if (poolId === undefined) return refuse('REGISTRATION_TOKEN_INVALID')
    const { addressRanges = [] } = own(live.stateOf('pool', poolId).tokens, tokenId) ?? {}
    const known = live.stateOf('host', hostId)
    if (known.phase === 'registered' && !sameKey(known.publicKey, publicKey)) {
      return refuse('HOST_NAME_TAKEN', name)
    }
    const cause = causeOf(`agent:${hostId}`)
    const redeem = {
      type: 'RedeemRegistrationToken',
      tokenId,
      secretHash,
      hostId,
      name,
      addressAllowed: ports.isInRanges(addressRanges, hello.address),
      now: system.nowMs(),
    } as const
    const redeemed = await handler.execute('pool', poolId, redeem, cause)
    if (redeemed.kind === 'refused') return redeemed
    const register = { type: 'RegisterHost', hostId, poolId, name, publicKey, tokenId } as const
    const registered = await handler.execute('host', hostId, register, cause)
    if (registered.kind === 'refused') return registered
    return { kind: 'enrolled', machineId: hostId, poolId, region: '' }
  }

  const joinGateway = async (
    hello: MachineHello,
    join: NonNullable<MachineHello['join']>,
  ): Promise<Enrolled | Refusal> => {
    // A gateway's invitation is its id: it was made for this one alone.
    const gatewayId = join.tokenId
    const { publicKey } = hello
    const { secretHash } = join
    const command = { type: 'RegisterGateway', secretHash, publicKey, now: system.nowMs() } as const
    const cause = causeOf(`gateway:${gatewayId}`)
    const result = await handler.execute('gateway', gatewayId, command, cause)
    if (result.kind === 'refused') return result
    return { kind: 'enrolled', machineId: gatewayId, poolId: '', region: result.state.region }
  }

  const recognise = async (hello: MachineHello): Promise<Enrolled | Refusal> => {
    const { role, machineId, publicKey } = hello
    const category = role === 'agent' ? 'host' : 'gateway'
    // It may have joined through another broker a moment ago.
    if (live.stateOf(category, machineId).phase !== 'registered') {
      await handler.catchUp(category, machineId)
    }
    const known =
      role === 'agent' ? live.stateOf('host', machineId) : live.stateOf('gateway', machineId)
    if (known.phase !== 'registered' || !sameKey(known.publicKey, publicKey)) {
      return refuse('AGENT_KEY_UNKNOWN')
    }
    const poolId = 'poolId' in known ? known.poolId : ''
    const region = 'region' in known ? known.region : ''
    return { kind: 'enrolled', machineId, poolId, region }
  }

  return {
    enrol: async (hello) => {
      if (hello.protocolVersion > controlProtocolVersion) {
        return refuse(
          'PROTOCOL_VERSION_UNSUPPORTED',
          `this broker speaks ${controlProtocolVersion}`,
        )
      }
      if (hello.join === undefined) return recognise(hello)
      return hello.role === 'agent' ? joinHost(hello, hello.join) : joinGateway(hello, hello.join)
    },
  }
}
