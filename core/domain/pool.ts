/**
 * A host pool: its placement settings and the registration tokens by which hosts join it. Decides
 * which token still counts; never looks at the hosts themselves.
 */
import { isSlug, sameBytes } from './bytes.ts'
import { accept, type Decider, type Decision, nothing } from './decider.ts'
import { refuse, unreachable } from './errors.ts'
import type { PoolEvent, PoolSettings } from './events.ts'
import {
  addressRangeCountMax,
  nameLengthMax,
  registrationTokenMaxMs,
  registrationTokenUseCountMax,
  sessionLimitMax,
} from './limits.ts'
import { own } from './lookup.ts'
import { isPlacementName, placementNames } from './placement.ts'

export type RegistrationToken = {
  readonly tokenId: string
  readonly secretHash: Uint8Array
  readonly expiresAt: number
  readonly usesMax: number
  /** Names of hosts it is for, `*` for any text; empty for every name. */
  readonly namePattern: string
  /** Where hosts come from that it is for, as CIDR; empty for everywhere. */
  readonly addressRanges: readonly string[]
  /** Hosts that joined with it. */
  readonly hostIds: readonly string[]
}

export type Pool = {
  readonly phase: 'unknown' | 'present' | 'removed'
  readonly poolId: string
  readonly name: string
  readonly settings: Readonly<PoolSettings>
  /** Counts changes of the settings: decisions name the version they were made under. */
  readonly policyVersion: number
  readonly tokens: Readonly<Record<string, RegistrationToken>>
}

/** A pool that names no home region is at home everywhere. */
type ChosenSettings = Omit<PoolSettings, 'homeRegion'> & { readonly homeRegion?: string }

export type PoolCommand =
  | { readonly type: 'CreatePool'; poolId: string; name: string; settings: ChosenSettings }
  | { readonly type: 'ChangePool'; settings: ChosenSettings }
  | { readonly type: 'RemovePool' }
  | {
      readonly type: 'IssueRegistrationToken'
      tokenId: string
      secretHash: Uint8Array
      expiresAt: number
      usesMax: number
      namePattern?: string
      addressRanges?: readonly string[]
      now: number
    }
  | { readonly type: 'RevokeRegistrationToken'; tokenId: string }
  | {
      readonly type: 'RedeemRegistrationToken'
      tokenId: string
      secretHash: Uint8Array
      hostId: string
      /** What the host calls itself. */
      name: string
      /** Does its address lie in the token's ranges? */
      addressAllowed: boolean
      now: number
    }

const initialState: Pool = {
  phase: 'unknown',
  poolId: '',
  name: '',
  settings: { placement: 'breadth-first', sessionLimit: 0, disconnectedLimitMs: 0, homeRegion: '' },
  policyVersion: 0,
  tokens: {},
}

const faultOfSettings = (settings: ChosenSettings): string | undefined => {
  if ((settings.homeRegion ?? '').length > nameLengthMax) return 'homeRegion is too long'
  if (!isPlacementName(settings.placement)) {
    return `placement is not one of ${placementNames.join(', ')}`
  }
  const { sessionLimit, disconnectedLimitMs } = settings
  if (!Number.isInteger(sessionLimit) || sessionLimit < 1 || sessionLimit > sessionLimitMax) {
    return `sessionLimit is not a whole number from 1 to ${sessionLimitMax}`
  }
  // A host without a limit would take everybody.
  if (settings.placement === 'depth-first' && sessionLimit === sessionLimitMax) {
    return 'depth-first needs a sessionLimit, and this one means none'
  }
  if (!Number.isSafeInteger(disconnectedLimitMs) || disconnectedLimitMs < 0) {
    return 'disconnectedLimitMs is not a whole number of milliseconds'
  }
  return undefined
}

const create = (
  state: Pool,
  command: Extract<PoolCommand, { type: 'CreatePool' }>,
): Decision<PoolEvent> => {
  const { poolId, name, settings } = command
  if (state.phase === 'present') return refuse('ALREADY_EXISTS', `pool ${state.poolId}`)
  if (!isSlug(poolId)) return refuse('REQUEST_INVALID', 'poolId is not a slug')
  if (name.length === 0 || name.length > nameLengthMax) {
    return refuse('REQUEST_INVALID', 'name is empty or too long')
  }
  const fault = faultOfSettings(settings)
  if (fault !== undefined) return refuse('REQUEST_INVALID', fault)
  return accept({ type: 'PoolCreated', data: { poolId, name, homeRegion: '', ...settings } })
}

const issue = (
  state: Pool,
  command: Extract<PoolCommand, { type: 'IssueRegistrationToken' }>,
): Decision<PoolEvent> => {
  const { tokenId, secretHash, expiresAt, usesMax, now } = command
  const { namePattern = '', addressRanges = [] } = command
  const lifetime = expiresAt - now
  if (!(lifetime > 0 && lifetime <= registrationTokenMaxMs)) {
    return refuse('REQUEST_INVALID', 'expiry is not within 27 days from now')
  }
  if (!Number.isInteger(usesMax) || usesMax < 1 || usesMax > registrationTokenUseCountMax) {
    const detail = `usesMax is not a whole number from 1 to ${registrationTokenUseCountMax}`
    return refuse('REQUEST_INVALID', detail)
  }
  if (namePattern.length > nameLengthMax)
    return refuse('REQUEST_INVALID', 'namePattern is too long')
  if (addressRanges.length > addressRangeCountMax) {
    return refuse('REQUEST_INVALID', `addressRanges are more than ${addressRangeCountMax}`)
  }
  if (own(state.tokens, tokenId)) return nothing
  const { poolId } = state
  const bounds = { expiresAt, usesMax, namePattern, addressRanges }
  return accept({
    type: 'RegistrationTokenIssued',
    data: { poolId, tokenId, secretHash, ...bounds },
  })
}

/** Case counts as little as in names of hosts. One pass for each `*`: no pattern takes long. */
const matchesName = (pattern: string, name: string): boolean => {
  if (pattern === '') return true
  const text = name.toLowerCase()
  const [first = '', ...rest] = pattern.toLowerCase().split('*')
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

const redeem = (
  state: Pool,
  command: Extract<PoolCommand, { type: 'RedeemRegistrationToken' }>,
): Decision<PoolEvent> => {
  const { tokenId, secretHash, hostId, now } = command
  const token = own(state.tokens, tokenId)
  if (!token || !sameBytes(token.secretHash, secretHash)) {
    return refuse('REGISTRATION_TOKEN_INVALID', 'unknown token or wrong secret')
  }
  if (now >= token.expiresAt) return refuse('REGISTRATION_TOKEN_EXPIRED')
  if (!matchesName(token.namePattern, command.name)) {
    return refuse('REGISTRATION_TOKEN_INVALID', `it is for hosts named ${token.namePattern}`)
  }
  if (token.addressRanges.length > 0 && !command.addressAllowed) {
    return refuse('REGISTRATION_TOKEN_INVALID', 'it is for hosts of other addresses')
  }
  if (token.hostIds.includes(hostId)) return nothing
  if (token.hostIds.length >= token.usesMax) {
    return refuse('REGISTRATION_TOKEN_INVALID', 'it was used already')
  }
  return accept({
    type: 'RegistrationTokenRedeemed',
    data: { poolId: state.poolId, tokenId, hostId },
  })
}

const decide = (state: Pool, command: PoolCommand): Decision<PoolEvent> => {
  if (command.type === 'CreatePool') return create(state, command)
  if (state.phase !== 'present') {
    return command.type === 'RedeemRegistrationToken'
      ? refuse('REGISTRATION_TOKEN_INVALID', 'its pool is gone')
      : refuse('NOT_FOUND', 'no such pool')
  }
  const { poolId } = state
  switch (command.type) {
    case 'ChangePool': {
      const fault = faultOfSettings(command.settings)
      if (fault !== undefined) return refuse('REQUEST_INVALID', fault)
      return accept({ type: 'PoolChanged', data: { poolId, homeRegion: '', ...command.settings } })
    }
    case 'RemovePool':
      return accept({ type: 'PoolRemoved', data: { poolId } })
    case 'IssueRegistrationToken':
      return issue(state, command)
    case 'RevokeRegistrationToken':
      if (!own(state.tokens, command.tokenId))
        return refuse('NOT_FOUND', 'no such registration token')
      return accept({
        type: 'RegistrationTokenRevoked',
        data: { poolId, tokenId: command.tokenId },
      })
    case 'RedeemRegistrationToken':
      return redeem(state, command)
    default:
      return unreachable(command)
  }
}

const evolve = (state: Pool, event: PoolEvent): Pool => {
  switch (event.type) {
    case 'PoolCreated': {
      const { poolId, name, ...settings } = event.data
      return {
        phase: 'present',
        poolId,
        name,
        settings,
        policyVersion: state.policyVersion + 1,
        tokens: {},
      }
    }
    case 'PoolChanged': {
      const { poolId: _poolId, ...settings } = event.data
      return {
        ...state,
        settings,
        policyVersion: state.policyVersion + 1,
      }
    }
    case 'PoolRemoved':
      return { ...state, phase: 'removed', tokens: {} }
    case 'RegistrationTokenIssued': {
      const { poolId: _poolId, ...facts } = event.data
      const { tokenId } = facts
      const token = { ...facts, hostIds: [] }
      return { ...state, tokens: { ...state.tokens, [tokenId]: token } }
    }
    case 'RegistrationTokenRedeemed': {
      const token = own(state.tokens, event.data.tokenId)
      if (!token) return state
      const used = { ...token, hostIds: [...token.hostIds, event.data.hostId] }
      return { ...state, tokens: { ...state.tokens, [token.tokenId]: used } }
    }
    case 'RegistrationTokenRevoked': {
      const { [event.data.tokenId]: _revoked, ...tokens } = state.tokens
      return { ...state, tokens }
    }
    default:
      return unreachable(event)
  }
}

export const poolDecider: Decider<Pool, PoolCommand, PoolEvent> = { initialState, decide, evolve }
