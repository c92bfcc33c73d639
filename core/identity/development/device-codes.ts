/**
 * The device flow of RFC 8628: a device asks, a person types its short code into a browser and says
 * yes or no, and the device hears of it when it asks again.
 *
 *   waiting -> approved -> (asked once) gone        waiting -> denied        any -> expired
 */
import type { System } from '../../broker/ports.ts'
import {
  deviceCodeCountMax,
  deviceCodeLifetimeMs,
  devicePollIntervalMs,
} from '../identity-limits.ts'
import type { GrantedScope } from './clients.ts'
import { createExpiringStore } from './expiring-store.ts'
import { type OAuthError, oauthError } from './oauth-answer.ts'
import type { Approval } from './token-minting.ts'
import type { DevelopmentUser } from './users.ts'

export type DeviceRequest = { readonly clientId: string; readonly scope: GrantedScope }

export type DeviceCodes = {
  /** Undefined when too many wait already. */
  begin(
    request: DeviceRequest,
  ): { readonly deviceCode: string; readonly userCode: string } | undefined
  /** What a person is asked to approve; undefined for a code that is unknown, old or answered. */
  find(userCode: string): DeviceRequest | undefined
  /** False when there is nothing to answer any more. */
  approve(userCode: string, user: DevelopmentUser): boolean
  deny(userCode: string): boolean
  /** The device asks; once approved, this answers so once. */
  poll(deviceCode: string, clientId: string): Approval | OAuthError
}

type Entry = DeviceRequest & {
  readonly userCode: string
  verdict:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'denied' }
    | { readonly kind: 'approved'; readonly user: DevelopmentUser }
  intervalMs: number
  polledAtMs: number
}

/** Letters without vowels, which make no words: RFC 8628 section 6.1. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ'
const userCodeLength = 8
/** Bytes from here on are thrown away, so that every letter is equally likely. */
const fairByteMax = 256 - (256 % letters.length)

export const createDeviceCodes = (
  ports: { readonly system: Pick<System, 'monotonicMs' | 'randomBytes'> },
  options: { readonly pollIntervalMs?: number },
): DeviceCodes => {
  const { system } = ports
  const bounds = { lifetimeMs: deviceCodeLifetimeMs, countMax: deviceCodeCountMax }
  // Anybody may ask, so a full store refuses: otherwise strangers could push out who waits.
  const byDevice = createExpiringStore<Entry>(system, { ...bounds, whenFull: 'refuse' })
  const byUser = createExpiringStore<Entry>(system, { ...bounds, whenFull: 'refuse' })

  const waiting = (userCode: string): Entry | undefined => {
    const entry = byUser.get(normalize(userCode))
    return entry?.verdict.kind === 'waiting' ? entry : undefined
  }

  const end = (deviceCode: string, entry: Entry): void => {
    byDevice.remove(deviceCode)
    byUser.remove(entry.userCode)
  }

  return {
    begin: (request) => {
      const deviceCode = Buffer.from(system.randomBytes(32)).toString('base64url')
      const userCode = drawUserCode(system)
      const entry: Entry = {
        ...request,
        userCode,
        verdict: { kind: 'waiting' },
        intervalMs: options.pollIntervalMs ?? devicePollIntervalMs,
        polledAtMs: Number.NEGATIVE_INFINITY,
      }
      if (!byDevice.put(deviceCode, entry) || !byUser.put(userCode, entry)) return undefined
      return { deviceCode, userCode: `${userCode.slice(0, 4)}-${userCode.slice(4)}` }
    },
    find: (userCode) => waiting(userCode),
    approve: (userCode, user) => {
      const entry = waiting(userCode)
      if (entry !== undefined) entry.verdict = { kind: 'approved', user }
      return entry !== undefined
    },
    deny: (userCode) => {
      const entry = waiting(userCode)
      if (entry !== undefined) entry.verdict = { kind: 'denied' }
      return entry !== undefined
    },
    poll: (deviceCode, clientId) => {
      const entry = byDevice.get(deviceCode)
      if (entry === undefined) return oauthError('expired_token', 'device_code is unknown or old')
      if (entry.clientId !== clientId) {
        return oauthError('invalid_grant', 'device_code belongs to another client')
      }
      const { verdict } = entry
      if (verdict.kind === 'waiting') return waitLonger(entry, system.monotonicMs())
      end(deviceCode, entry)
      if (verdict.kind === 'denied') return oauthError('access_denied', 'the person said no')
      const { scope } = entry
      return { user: verdict.user, clientId, scope, nonce: '' }
    },
  }
}

/** RFC 8628 section 3.5: each poll that comes too soon makes the interval 5 s longer. */
const waitLonger = (entry: Entry, nowMs: number): OAuthError => {
  const early = nowMs - entry.polledAtMs < entry.intervalMs
  entry.polledAtMs = nowMs
  if (!early) return oauthError('authorization_pending', 'the person has not answered yet')
  entry.intervalMs += 5_000
  return oauthError('slow_down', 'the device asks too often')
}

/** People leave out the dash, and type small letters. */
const normalize = (userCode: string): string => userCode.toUpperCase().replace(/[^A-Z]/g, '')

const drawUserCode = (system: Pick<System, 'randomBytes'>): string => {
  let code = ''
  while (code.length < userCodeLength) {
    const [byte = fairByteMax] = system.randomBytes(1)
    if (byte < fairByteMax) code += letters[byte % letters.length]
  }
  return code
}
