/**
 * Bounds of everything that proves who somebody is: issuers, keys, certificates, sign-in. Each with
 * its unit last and its reason; bounds that others share stand in core/domain/limits.ts.
 */
import { assert } from '../domain/errors.ts';
import { clockSkewMs } from '../domain/limits.ts';
// Issuers that we ask.
/** Discovery document, key set and each answer of a token endpoint arrive within this. */
export const issuerAnswerMs = 5000;
/** Bytes read of one such answer; key sets of large issuers have some 20 KB. */
export const issuerBodyBytesMax = 262144;
/** A key set is asked for again this seldom, however many unknown key ids come. */
export const keySetCooldownMs = 30000;
/** A key set is asked for again after this even if every key id is known: keys are withdrawn. */
export const keySetAgeMs = 600000;
/** An issuer that failed is left alone for this long. */
export const issuerRetryMs = 2000;
/** Subjects that issuers give; OpenID Connect Core section 2 allows 255. */
export const subjectCharsMax = 255;
/** Groups counted in one token; beyond it the token is refused, never cut. */
export const groupCountMax = 1024;
/** One group's name or id. */
export const groupCharsMax = 256;
// Tokens and keys of our own.
/** A token of the local administrator: one command's work. */
export const localAdminTokenMs = 5 * 60000;
/** Broker addresses in one join token. */
export const joinBrokerCountMax = 8;
/** One broker address in a join token. */
export const joinUrlCharsMax = 2048;
/** Secrets in join tokens: 256 bit. */
export const joinSecretBytes = 32;
/** Keys for keyed hashes: 256 bit. */
export const secretKeyBytes = 32;
/** A key file or marker of the data folder; ours are below 2 KB. */
export const keyFileBytesMax = 65536;
// Development certificates.
/** The root outlives every machine it was made on. */
export const authorityLifetimeMs = 10 * 365 * 24 * 3600000;
/** Server certificates; browsers refuse more than 398 days. */
export const serverCertificateLifetimeMs = 365 * 24 * 3600000;
/** A certificate begins this much before it was made: clocks differ. */
export const certificateBackdateMs = 3600000;
// Development issuer.
/** Access and id tokens. */
export const accessTokenLifetimeMs = 3600000;
/** From the redirect to the token request: RFC 6749 section 4.1.2 advises at most ten minutes. */
export const authorizationCodeLifetimeMs = 60000;
/** Authorization codes kept at once, spent ones too, until they expire. */
export const authorizationCodeCountMax = 1000;
/** A person types the device's code within this. */
export const deviceCodeLifetimeMs = 600000;
/** A device asks this often at most; RFC 8628 section 3.5 names 5 s. */
export const devicePollIntervalMs = 5000;
/** Devices that wait at once; anybody can ask, so more are refused. */
export const deviceCodeCountMax = 1000;
/** One sign-in can be renewed for this long. */
export const refreshLifetimeMs = 14 * 24 * 3600000;
/** Sign-ins that can be renewed at once; the oldest gives way. */
export const refreshCountMax = 10000;
/** Form and query of one request to the issuer. */
export const issuerRequestBytesMax = 8192;
/** Users in one file. */
export const developmentUserCountMax = 1000;
/** A password, in UTF-16 units; scrypt reads it whole. */
export const passwordCharsMax = 256;
/** Shorter ones are refused. */
export const passwordCharsMin = 12;
/** Attempts with one user name, and from one address, in one window. */
export const attemptsPerUserMax = 10;
export const attemptsPerAddressMax = 60;
export const attemptWindowMs = 5 * 60000;
/** Names and addresses counted at once; the oldest is forgotten. */
export const attemptKeysMax = 10000;
/** Passwords hashed at once: each takes some 60 ms of a core and 32 MB. */
export const passwordChecksMax = 8;
// INVARIANT: a server certificate made today ends before its authority does.
assert(serverCertificateLifetimeMs < authorityLifetimeMs, 'an authority outlives its certificates');
// INVARIANT: skew never makes a token that was just minted look outdated.
assert(localAdminTokenMs > clockSkewMs, 'a local token outlives the clock skew');
