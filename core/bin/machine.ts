/** What agents and gateways share at their start: proving a key, and reading a join token. */

import type { JoinTerms } from '../../relay/agent/agent.ts'
import type { MachineIdentity } from '../../relay/control-client.ts'
import { type Refusal, refuse } from '../domain/errors.ts'
import { openMachineKey } from '../identity/machine-keys.ts'
import { parseJoinToken } from '../identity/registration-tokens.ts'

/** The identity behind a PKCS #8 PEM of an Ed25519 key. */
export const machineIdentity = (keyPem: string): MachineIdentity => {
  const key = openMachineKey(keyPem)
  return {
    publicKey: key.publicKey,
    sign: (role, { nonce, siteId, brokerId }) => key.sign({ role, nonce, siteId, brokerId }),
  }
}

/** Takes a join token of this kind apart. */
export const readJoinTerms =
  (kind: 'host' | 'gateway') =>
  (text: string): JoinTerms | Refusal => {
    const token = parseJoinToken(text)
    if ('code' in token) return token
    if (token.kind !== kind) {
      return refuse('REGISTRATION_TOKEN_INVALID', `it is for a ${token.kind}, not for a ${kind}`)
    }
    const { brokers, authority, tokenId, secret } = token
    return { brokerUrls: brokers, authorityFingerprint: authority, tokenId, secret }
  }
