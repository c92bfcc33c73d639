/**
 * From the claims of a verified token to an identity: subject, name, groups and roles. Pure; the
 * signature and the standard claims were checked before.
 */
import type { JWTPayload } from 'jose'
import { type Refusal, refuse } from '../domain/errors.ts'
import { nameLengthMax } from '../domain/limits.ts'
import { groupCharsMax, groupCountMax, subjectCharsMax } from './identity-limits.ts'

/** What an administrator may be: changes things, runs things, reads everything. */
export type Role = 'administrator' | 'operator' | 'auditor'

const roles: readonly Role[] = ['administrator', 'operator', 'auditor']

export const isRole = (text: string): text is Role => roles.some((role) => role === text)

export type ClaimRules = {
  readonly rolesClaim: string
  readonly groupsClaim: string
  /** Must the token list groups? Absent then means an overage, not an empty list. */
  readonly groupsRequired: boolean
}

export type Person = {
  readonly kind: 'person'
  readonly subject: string
  /** For people to read; never an identity. */
  readonly name: string
  readonly groups: readonly string[]
  readonly roles: readonly Role[]
}

/**
 * Reads the claims. An issuer that has too many groups to list them says so by `_claim_names` or
 * `hasgroups` (Microsoft Entra, "groups overage claim"): refused with TOKEN_GROUPS_MISSING, since
 * an empty list would silently take grants away. A token without any word of groups has none,
 * unless the issuer is one that always lists them.
 */
export const readPerson = (claims: JWTPayload, rules: ClaimRules): Person | Refusal => {
  const { sub } = claims
  if (typeof sub !== 'string' || sub.length === 0 || sub.length > subjectCharsMax) {
    return refuse('TOKEN_INVALID', `sub is not a text of 1 to ${subjectCharsMax} characters`)
  }
  if (lacksGroups(claims, rules)) {
    return refuse('TOKEN_GROUPS_MISSING', `claim ${rules.groupsClaim} was left out for its size`)
  }
  const groups = readTexts(claims[rules.groupsClaim])
  if (groups === undefined) {
    return refuse(
      'TOKEN_INVALID',
      `claim ${rules.groupsClaim} is not a list of at most ${groupCountMax}`,
    )
  }
  const named = readTexts(claims[rules.rolesClaim])
  if (named === undefined) return refuse('TOKEN_INVALID', `claim ${rules.rolesClaim} is not a list`)
  return {
    kind: 'person',
    subject: sub,
    name: nameOf(claims, sub),
    groups,
    roles: named.filter(isRole),
  }
}

const lacksGroups = (claims: JWTPayload, { groupsClaim, groupsRequired }: ClaimRules): boolean => {
  const elsewhere = claims['_claim_names']
  if (typeof elsewhere === 'object' && elsewhere !== null) {
    if (Object.hasOwn(elsewhere, groupsClaim) || Object.hasOwn(elsewhere, 'groups')) return true
  }
  const marked = groupsRequired || claims['hasgroups'] === true || claims['hasgroups'] === 'true'
  return marked && claims[groupsClaim] === undefined
}

/** A list of texts, or one text that stands for a list of one; undefined when it is neither. */
const readTexts = (claim: unknown): readonly string[] | undefined => {
  if (claim === undefined) return []
  const list: unknown[] = typeof claim === 'string' ? [claim] : Array.isArray(claim) ? claim : [0]
  const texts = list.filter((item) => typeof item === 'string')
  const fits = texts.every((text) => text.length > 0 && text.length <= groupCharsMax)
  const whole = texts.length === list.length && list.length <= groupCountMax
  return whole && fits ? texts : undefined
}

const nameOf = (claims: JWTPayload, subject: string): string => {
  const candidates = [claims['preferred_username'], claims['name'], claims['email'], subject]
  const name = candidates.find((claim) => typeof claim === 'string' && claim.trim() !== '')
  // Control and format characters (bidi among them) have no place in a name that is shown.
  return String(name).replace(/\p{C}/gu, ' ').trim().slice(0, nameLengthMax)
}
