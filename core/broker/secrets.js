/** Rendezvous secrets: 256 random bits, used once, known to the log only by their hash. */
import { createHash } from 'node:crypto';
/** SHA-256 of a secret as it is sent. The secret is random, so no salt or stretching is needed. */
export const hashSecretText = (secret) => new Uint8Array(createHash('sha256').update(secret, 'utf8').digest());
/** Makes secrets from the system's randomness. */
export const createRendezvousSecrets = (system) => ({
    create: () => {
        const secret = Buffer.from(system.randomBytes(32)).toString('base64url');
        return { secret, secretHash: hashSecretText(secret) };
    },
});
