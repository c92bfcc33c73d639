/**
 * Tokens of simulated users: signed with the development issuer's key of a data folder, for as many
 * made-up people as there are users; or from a file, one access token a line.
 */
import type { System } from '../../core/broker/ports.ts'
import { swarmTokenMs } from '../../core/domain/limits.ts'
import type { IssuerKey } from '../../core/identity/data-folder.ts'
import { createTokenMinting } from '../../core/identity/development/token-minting.ts'

export type UserTokens = (index: number) => Promise<string>

/** Users `<prefix>-0`, `<prefix>-1` … of these groups, with tokens that are renewed in time. */
export const mintedTokens = (
  ports: { readonly system: Pick<System, 'nowMs' | 'newId'>; readonly issuer: IssuerKey },
  options: { readonly prefix: string; readonly groups: readonly string[] },
): UserTokens => {
  const { system, issuer } = ports
  const minting = createTokenMinting({ system, key: issuer.key, issuer: () => issuer.name })
  const tokens = new Map<number, { readonly token: string; readonly until: number }>()
  return async (index) => {
    const known = tokens.get(index)
    if (known !== undefined && system.nowMs() < known.until) return known.token
    const name = `${options.prefix}-${index}`
    const groups = [...options.groups]
    const token = await minting.access({
      user: { name, subject: name, groups, roles: [], passwordHash: '' },
      clientId: 'causeway-cli',
      scope: { text: 'causeway', audience: 'causeway', openid: false },
      nonce: '',
    })
    tokens.set(index, { token, until: system.nowMs() + swarmTokenMs })
    return token
  }
}

/** The lines of a text that are not empty. */
export const tokensOfText = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
