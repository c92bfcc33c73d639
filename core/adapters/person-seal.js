/**
 * How the person directory seals bytes: AES-256-GCM with a key of the person's own. Sealed bytes:
 * version (1 byte), id of the key (8), nonce (12), ciphertext, tag (16); the user id is
 * authenticated with them. A key id never comes again, so what an erased key sealed stays shut.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
export const keyIdBytes = 8;
export const secretBytes = 32;
export const nonceBytes = 12;
const tagBytes = 16;
const version = 1;
const headerBytes = 1 + keyIdBytes + nonceBytes;
const algorithm = 'aes-256-gcm';
/** Encrypts with a random nonce; the key's id and the context are authenticated. */
export const sealWith = (key, nonce, context, plaintext) => {
    const header = Buffer.concat([Buffer.from([version]), key.id, nonce]);
    const cipher = createCipheriv(algorithm, key.secret, nonce);
    cipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
    const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return new Uint8Array(Buffer.concat([header, body, cipher.getAuthTag()]));
};
/** Decrypts; undefined when another key or context sealed it, or when it was changed. */
export const openWith = (key, context, sealed) => {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
    if (bytes.length < headerBytes + tagBytes || bytes[0] !== version)
        return undefined;
    if (!bytes.subarray(1, 1 + keyIdBytes).equals(key.id))
        return undefined;
    const header = bytes.subarray(0, headerBytes);
    const decipher = createDecipheriv(algorithm, key.secret, header.subarray(1 + keyIdBytes));
    decipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    try {
        const body = bytes.subarray(headerBytes, bytes.length - tagBytes);
        return Buffer.concat([decipher.update(body), decipher.final()]);
    }
    catch {
        // Authentication failed: not theirs, or changed.
        return undefined;
    }
};
