/**
 * Keys of agents and gateways: Ed25519, made on the machine, proven at every control connection by
 * a signature over a fresh challenge.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, } from 'node:crypto';
import { encodeLengthPrefixed } from './length-prefixed.ts';
import { readOrMakePrivate } from './private-files.ts';
/** DER head of an Ed25519 public key (RFC 8410): the 32 raw bytes follow. */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
/** A new key as PKCS #8 PEM. */
export const newMachineKey = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
/** The 32 raw bytes of a public key, or of the one that belongs to a private key. */
export const rawPublicKey = (key) => {
    const publicKey = key.type === 'private' ? createPublicKey(key) : key;
    return new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
};
/** The public key behind 32 raw bytes; undefined when they are not one. */
export const publicKeyOf = (raw) => {
    if (raw.length !== 32)
        return undefined;
    try {
        return createPublicKey({
            key: Buffer.concat([spkiHead, raw]),
            format: 'der',
            type: 'spki',
        });
    }
    catch {
        return undefined;
    }
};
/** Domain-separated: the context is used for nothing else that a machine signs. */
const transcriptBytes = (transcript, publicKey) => {
    const { role, nonce, siteId, brokerId } = transcript;
    return encodeLengthPrefixed('causeway control channel v1', [
        role,
        siteId,
        brokerId,
        nonce,
        publicKey,
    ]);
};
/** The key behind a PKCS #8 PEM. Throws when it is not an Ed25519 key. */
export const openMachineKey = (pem) => {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'ed25519')
        throw new Error('machine key is not an Ed25519 key');
    const publicKey = rawPublicKey(key);
    return {
        publicKey,
        sign: (transcript) => new Uint8Array(sign(null, transcriptBytes(transcript, publicKey), key)),
    };
};
/** The key in this file, which is made (0600) when it is not there. Throws DataFolderFault. */
export const openMachineKeyFile = (path) => openMachineKey(readOrMakePrivate(path, newMachineKey).toString('utf8'));
/** True when the signature over this challenge is that of the key. Never throws. */
export const verifyChallenge = (rawKey, transcript, signature) => {
    const key = publicKeyOf(rawKey);
    return key !== undefined && verify(null, transcriptBytes(transcript, rawKey), key, signature);
};
