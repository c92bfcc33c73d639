import { excludedCandidateCountMax } from './limits.ts';
import { own } from './lookup.ts';
/**
 * AVD's breadth-first: order by session count, then choose at random from the half with the
 * fewest, rounded up (of 9 hosts the first 5).
 */
const breadthFirst = (eligible, draw) => {
    const ordered = [...eligible].sort((a, b) => a.sessionCount - b.sessionCount || (a.hostId < b.hostId ? -1 : 1));
    const half = Math.ceil(ordered.length / 2);
    return ordered[Math.min(half - 1, Math.floor(draw * half))];
};
const rules = { 'breadth-first': breadthFirst };
export const isPlacementName = (name) => Object.hasOwn(rules, name);
const exclusionOf = (candidate, request) => {
    if (request.tried.includes(candidate.hostId))
        return 'tried';
    if (!candidate.available)
        return 'unavailable';
    if (candidate.draining)
        return 'draining';
    if (candidate.sessionCount >= request.sessionLimit)
        return 'full';
    return undefined;
};
/** The one reason that covers every host, else the mixed one. */
const codeFor = (counts, total) => {
    if (total === 0)
        return 'NO_HOST_IN_POOL';
    if (counts.fullCount === total)
        return 'ALL_HOSTS_FULL';
    if (counts.drainingCount === total)
        return 'ALL_HOSTS_DRAINING';
    if (counts.unavailableCount === total)
        return 'ALL_HOSTS_UNAVAILABLE';
    return 'NO_HOST_ELIGIBLE';
};
/**
 * Places one new user session. Never throws: a pool whose rule is unknown here (an older broker
 * on a newer log) takes nobody.
 */
export const place = (request) => {
    const eligible = [];
    const excluded = [];
    const counted = {
        tried: 0,
        unavailable: 0,
        draining: 0,
        full: 0,
    };
    for (const candidate of request.candidates) {
        const reason = exclusionOf(candidate, request);
        if (reason === undefined) {
            eligible.push(candidate);
            continue;
        }
        counted[reason] += 1;
        if (excluded.length < excludedCandidateCountMax) {
            excluded.push({ hostId: candidate.hostId, reason });
        }
    }
    const counts = {
        fullCount: counted.full,
        drainingCount: counted.draining,
        unavailableCount: counted.unavailable,
        triedCount: counted.tried,
        excluded,
    };
    const chosen = own(rules, request.placement)?.(eligible, request.draw);
    if (chosen === undefined) {
        const code = codeFor(counts, request.candidates.length);
        return { kind: 'not-placed', code, ...counts };
    }
    return { kind: 'placed', hostId: chosen.hostId, eligibleCount: eligible.length, ...counts };
};
