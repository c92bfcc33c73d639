/**
 * The one verification of users' tokens. Every caller names the purpose it needs: a token for feed
 * and connections never opens administration or audit, nor the other way about. Algorithm, type,
 * issuer, audience, times and signature are checked, each against an exact value. No answer from
 * an issuer means no.
 */
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { assert, Fault, refuse } from '../domain/errors.ts';
import { clockSkewMs, tokenBytesMax } from '../domain/limits.ts';
import { readPerson } from './token-claims.ts';
/** Algorithms whose verifying key cannot sign: no HMAC, no `none`. */
export const asymmetricAlgorithms = [
    'EdDSA',
    'ES256',
    'ES384',
    'ES512',
    'PS256',
    'PS384',
    'PS512',
    'RS256',
    'RS384',
    'RS512',
];
/** Makes the verifier of one site. */
export const createTokenVerifier = (issuers, ports) => {
    const byName = new Map(issuers.map((trusted) => [trusted.issuer, trusted]));
    assert(byName.size === issuers.length, 'each issuer is trusted once');
    for (const trusted of issuers)
        checkIssuer(trusted);
    return async (token, purpose) => {
        if (token === '')
            return refuse('TOKEN_MISSING');
        if (token.length > tokenBytesMax)
            return refuse('TOKEN_INVALID', 'it is too long');
        const trusted = chooseIssuer(token, byName);
        if ('kind' in trusted)
            return trusted;
        const audience = trusted.audiences[purpose];
        if (audience === undefined)
            return refuse('TOKEN_INVALID', 'its issuer is not for this');
        try {
            return await verifyFrom(ports, token, { trusted, purpose, audience });
        }
        catch (error) {
            return refusalOf(error);
        }
    };
};
const checkIssuer = ({ issuer, algorithms, typ, audiences }) => {
    const known = algorithms.every((name) => asymmetricAlgorithms.includes(name));
    assert(algorithms.length > 0 && known, `algorithms of ${issuer} are asymmetric`);
    const { user, admin } = audiences;
    assert(typ !== '' && user !== '' && admin !== '', `typ and audiences of ${issuer} are not empty`);
    assert(user === undefined || user !== admin, `audiences of ${issuer} differ`);
};
/** The issuer that the token claims, before anything of it is believed. */
const chooseIssuer = (token, issuers) => {
    try {
        const trusted = issuers.get(decodeJwt(token).iss ?? '');
        if (trusted === undefined)
            return refuse('TOKEN_INVALID', 'its issuer is not trusted here');
        const { alg, typ } = decodeProtectedHeader(token);
        if (alg === undefined || !trusted.algorithms.includes(alg)) {
            return refuse('TOKEN_INVALID', 'its algorithm is not accepted');
        }
        const types = trusted.typ === undefined ? ['at+jwt', 'jwt'] : [mediaType(trusted.typ)];
        return types.includes(mediaType(typ)) ? trusted : refuse('TOKEN_INVALID', 'its typ is wrong');
    }
    catch {
        return refuse('TOKEN_INVALID', 'it is not a signed JSON Web Token');
    }
};
/** RFC 7515 section 4.1.9: `application/` may be left out, case does not count. */
const mediaType = (typ) => typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
const verifyFrom = async (ports, token, { trusted, purpose, audience }) => {
    const now = ports.nowMs();
    const { issuer } = trusted;
    const { payload } = await jwtVerify(token, trusted.keys, {
        algorithms: [...trusted.algorithms],
        issuer,
        audience,
        requiredClaims: ['sub', 'exp', 'iat'],
        clockTolerance: clockSkewMs / 1000,
        currentDate: new Date(now),
    });
    const { iat = Number.NaN, exp = Number.NaN } = payload;
    if (!(iat * 1000 <= now + clockSkewMs))
        return refuse('TOKEN_INVALID', 'it is of the future');
    if (servesBoth(payload.aud, trusted))
        return refuse('TOKEN_INVALID', 'it serves two purposes');
    const person = readPerson(payload, trusted);
    if (person.kind === 'refused')
        return person;
    const { subject, name, groups } = person;
    if (purpose === 'admin' && person.roles.length === 0)
        return refuse('ROLE_MISSING');
    return {
        kind: 'identity',
        userId: ports.userIdOf(issuer, subject),
        issuer,
        subject,
        name,
        groups,
        roles: purpose === 'admin' ? person.roles : [],
        purpose,
        expiresAtMs: exp * 1000,
    };
};
/** A token that lists both audiences would undo their separation. */
const servesBoth = (aud, trusted) => {
    const { user, admin } = trusted.audiences;
    if (!Array.isArray(aud) || user === undefined || admin === undefined)
        return false;
    return aud.includes(user) && aud.includes(admin);
};
/** Says which check failed, never more of the token than that. */
const refusalOf = (error) => {
    if (error instanceof Fault)
        return refuse(error.code);
    if (error instanceof errors.JWTExpired)
        return refuse('TOKEN_EXPIRED');
    if (error instanceof errors.JWTClaimValidationFailed) {
        return refuse('TOKEN_INVALID', `claim ${error.claim} is missing or wrong`);
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
        return refuse('TOKEN_INVALID', 'its signature is wrong');
    }
    return refuse('TOKEN_INVALID', 'it cannot be verified with a key of its issuer');
};
