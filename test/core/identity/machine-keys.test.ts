import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { chmodSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  type ChallengeTranscript,
  newMachineKey,
  openMachineKey,
  openMachineKeyFile,
  publicKeyOf,
  rawPublicKey,
  verifyChallenge,
} from '../../../core/identity/machine-keys.ts'
import { temporaryFolder } from './temporary-folder.ts'

const transcript: ChallengeTranscript = {
  role: 'agent',
  nonce: new Uint8Array(32).fill(7),
  siteId: 'site',
  brokerId: 'broker',
}

it('a signature over the challenge proves the key', () => {
  const key = openMachineKey(newMachineKey())
  const signature = key.sign(transcript)
  expect(signature).toHaveLength(64)
  expect(verifyChallenge(key.publicKey, transcript, signature)).toBe(true)
})

it('another role, site, broker, nonce or key is another challenge', () => {
  const key = openMachineKey(newMachineKey())
  const signature = key.sign(transcript)
  const others: ChallengeTranscript[] = [
    { ...transcript, role: 'gateway' },
    { ...transcript, siteId: 'other' },
    { ...transcript, brokerId: 'other' },
    { ...transcript, nonce: new Uint8Array(32).fill(8) },
    // The same letters, cut elsewhere.
    { ...transcript, siteId: 'siteb', brokerId: 'roker' },
  ]
  for (const other of others) {
    expect(verifyChallenge(key.publicKey, other, signature)).toBe(false)
  }
  const stranger = openMachineKey(newMachineKey())
  expect(verifyChallenge(stranger.publicKey, transcript, signature)).toBe(false)
})

it('a signature or key of another form proves nothing and throws nothing', () => {
  const key = openMachineKey(newMachineKey())
  const signature = key.sign(transcript)
  for (const length of [0, 31, 33, 64]) {
    expect(verifyChallenge(new Uint8Array(length), transcript, signature)).toBe(false)
    expect(verifyChallenge(key.publicKey, transcript, signature.subarray(0, length - 1))).toBe(
      false,
    )
  }
  expect(publicKeyOf(new Uint8Array(31))).toBeUndefined()
})

it('a key of another kind is no machine key', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  expect(() => openMachineKey(pem)).toThrow(/Ed25519/)
})

it('the raw public key is that of the private one', () => {
  const pem = newMachineKey()
  expect(rawPublicKey(createPrivateKey(pem))).toEqual(openMachineKey(pem).publicKey)
})

it('a key file is made once, for its owner alone, and refused when others can read it', () => {
  const path = join(temporaryFolder(), 'key.pem')
  const first = openMachineKeyFile(path)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(openMachineKeyFile(path).publicKey).toEqual(first.publicKey)
  chmodSync(path, 0o640)
  expect(() => openMachineKeyFile(path)).toThrow(/open to others/)
})
