/** Who sends a request, by its Authorization header alone. */
import { type Refusal, refuse } from '../domain/errors.ts'
import { tokenBytesMax } from '../domain/limits.ts'
import type { ApiPorts } from './ports.ts'
import type { Access, Caller } from './route.ts'

/** The token of a header of RFC 6750, section 2.1. */
export const bearerOf = (header: string | undefined): string | Refusal => {
  if (header === undefined) return refuse('TOKEN_MISSING')
  const match = /^bearer +([\x21-\x7e]+) *$/iu.exec(header)
  const token = match?.[1]
  if (token === undefined) return refuse('TOKEN_MISSING', 'authorization is not a bearer token')
  return token.length > tokenBytesMax ? refuse('TOKEN_INVALID', 'it is too long') : token
}

/** The caller that this access asks for, or why they are not let in. Faults are thrown. */
export const authenticate = async (
  { identity, people }: Pick<ApiPorts, 'identity' | 'people'>,
  access: Access,
  header: string | undefined,
): Promise<{ readonly kind: 'caller'; readonly caller: Caller } | Refusal> => {
  if (access.kind === 'public') return { kind: 'caller', caller: undefined }
  const token = bearerOf(header)
  if (typeof token !== 'string') return token
  const verified = await identity.verify(token, access.kind)
  if (verified.kind === 'refused') return verified
  const { userId, name: userName, groups, roles } = verified
  await people.remember(userId, userName.toWellFormed())
  if (access.kind === 'user') {
    return { kind: 'caller', caller: { kind: 'user', userId, userName, groups } }
  }
  if (!roles.some((role) => access.roles.includes(role))) {
    return refuse('ROLE_MISSING', `this needs ${access.roles.join(' or ')}`)
  }
  return { kind: 'caller', caller: { kind: 'admin', userId, roles } }
}
