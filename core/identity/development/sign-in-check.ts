/** Name and password against the users' file, with a bound on how often anybody may try. */
import type { System } from '../../broker/ports.ts'
import { nameLengthMax } from '../../domain/limits.ts'
import {
  attemptsPerAddressMax,
  attemptsPerUserMax,
  passwordCharsMax,
  passwordChecksMax,
} from '../identity-limits.ts'
import { createAttempts } from './attempts.ts'
import { faultOfPassword, hashPassword, verifyPassword } from './passwords.ts'
import type { DevelopmentUser, DevelopmentUsers } from './users.ts'

export type SignInResult =
  | { readonly kind: 'signed-in'; readonly user: DevelopmentUser }
  /** `text` is for the person. */
  | { readonly kind: 'denied'; readonly status: 401 | 403 | 429; readonly text: string }

export type SignInCheck = (attempt: {
  readonly name: string
  readonly password: string
  /** Of the socket, never of a header. */
  readonly address: string
}) => Promise<SignInResult>

const denied = (status: 401 | 403 | 429, text: string): SignInResult => ({
  kind: 'denied',
  status,
  text,
})

const tooMany = denied(429, 'Too many attempts. Wait five minutes and try again.')
const wrong = denied(401, 'Wrong name or password.')

/** Makes the check of one issuer. */
export const createSignInCheck = (ports: {
  readonly system: Pick<System, 'monotonicMs' | 'randomBytes'>
  readonly users: Pick<DevelopmentUsers, 'find'>
}): SignInCheck => {
  const { system, users } = ports
  const byUser = createAttempts(system, { countMax: attemptsPerUserMax })
  const byAddress = createAttempts(system, { countMax: attemptsPerAddressMax })
  // An unknown name takes as long as a wrong password.
  const nobody = hashPassword(system, Buffer.from(system.randomBytes(16)).toString('hex'))
  let checking = 0
  return async ({ name, password, address }) => {
    if (name.length > nameLengthMax || password.length > passwordCharsMax) return wrong
    const key = name.toLowerCase()
    // Both are counted, whatever the other says.
    const [mayAddress, mayUser] = [byAddress.take(address), byUser.take(key)]
    if (!mayAddress || !mayUser || checking >= passwordChecksMax) return tooMany
    checking += 1
    try {
      const user = users.find(name)
      const right = await verifyPassword(user?.passwordHash ?? (await nobody), password)
      if (!right || user === undefined) return wrong
      const fault = faultOfPassword(user.name, password)
      if (fault !== undefined) return denied(403, `This password may not be used: ${fault}.`)
      byUser.forgive(key)
      return { kind: 'signed-in', user }
    } finally {
      checking -= 1
    }
  }
}
