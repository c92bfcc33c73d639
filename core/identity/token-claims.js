import { refuse } from '../domain/errors.ts';
import { nameLengthMax } from '../domain/limits.ts';
import { groupCharsMax, groupCountMax, subjectCharsMax } from './identity-limits.ts';
const roles = ['administrator', 'operator', 'auditor'];
export const isRole = (text) => roles.some((role) => role === text);
/**
 * Reads the claims. An issuer that has too many groups to list them says so by `_claim_names` or
 * `hasgroups` (Microsoft Entra, "groups overage claim"): refused with TOKEN_GROUPS_MISSING, since
 * an empty list would silently take grants away. A token without any word of groups has none, unless
 * the issuer is one that always lists them.
 */
export const readPerson = (claims, rules) => {
    const { sub } = claims;
    if (typeof sub !== 'string' || sub.length === 0 || sub.length > subjectCharsMax) {
        return refuse('TOKEN_INVALID', `sub is not a text of 1 to ${subjectCharsMax} characters`);
    }
    if (lacksGroups(claims, rules)) {
        return refuse('TOKEN_GROUPS_MISSING', `claim ${rules.groupsClaim} was left out for its size`);
    }
    const groups = readTexts(claims[rules.groupsClaim]);
    if (groups === undefined) {
        return refuse('TOKEN_INVALID', `claim ${rules.groupsClaim} is not a list of at most ${groupCountMax}`);
    }
    const named = readTexts(claims[rules.rolesClaim]);
    if (named === undefined)
        return refuse('TOKEN_INVALID', `claim ${rules.rolesClaim} is not a list`);
    return {
        kind: 'person',
        subject: sub,
        name: nameOf(claims, sub),
        groups,
        roles: named.filter(isRole),
    };
};
const lacksGroups = (claims, { groupsClaim, groupsRequired }) => {
    const elsewhere = claims['_claim_names'];
    if (typeof elsewhere === 'object' && elsewhere !== null) {
        if (Object.hasOwn(elsewhere, groupsClaim) || Object.hasOwn(elsewhere, 'groups'))
            return true;
    }
    const marked = groupsRequired || claims['hasgroups'] === true || claims['hasgroups'] === 'true';
    return marked && claims[groupsClaim] === undefined;
};
/** A list of texts, or one text that stands for a list of one; undefined when it is neither. */
const readTexts = (claim) => {
    if (claim === undefined)
        return [];
    const list = typeof claim === 'string' ? [claim] : Array.isArray(claim) ? claim : [0];
    const texts = list.filter((item) => typeof item === 'string');
    const fits = texts.every((text) => text.length > 0 && text.length <= groupCharsMax);
    const whole = texts.length === list.length && list.length <= groupCountMax;
    return whole && fits ? texts : undefined;
};
const nameOf = (claims, subject) => {
    const candidates = [claims['preferred_username'], claims['name'], claims['email'], subject];
    const name = candidates.find((claim) => typeof claim === 'string' && claim.trim() !== '');
    // Control and format characters (bidi among them) have no place in a name that is shown.
    return String(name).replace(/\p{C}/gu, ' ').trim().slice(0, nameLengthMax);
};
