/**
 * The last heartbeat of each host, by which a decision judges whether the host is there. Records
 * every sample in the heartbeat log and the transitions as decisions.
 */
import { heartbeatTimeoutMs } from '../domain/limits.ts';
const fatalStatus = {
    DomainJoin: 'NotJoinedToDomain',
    DomainTrust: 'DomainTrustRelationshipLost',
    SxSStack: 'SxSStackListenerNotReady',
    SxSStackListener: 'SxSStackListenerNotReady',
};
/** The status that a beat's health checks give (AVD: a fatal one has its own name). */
export const statusOf = (checks) => {
    const failed = checks.filter((check) => check.result === 'failed');
    const failedChecks = failed.map((check) => check.name).sort();
    const fatal = failed.find((check) => check.fatal);
    if (fatal) {
        return { status: fatalStatus[fatal.name] ?? 'Unavailable', failedChecks, fatal: true };
    }
    return { status: failed.length > 0 ? 'NeedsAssistance' : 'Available', failedChecks, fatal: false };
};
/** Hosts are placed on in these two statuses only. */
export const acceptsSessions = (status) => status === 'Available' || status === 'NeedsAssistance';
/**
 * Keeps the newest beat of each host. Freshness is measured on the monotonic clock, so that a
 * wall clock that steps retires nobody.
 */
export const createHeartbeats = (ports, options = {}) => {
    const timeoutMs = options.timeoutMs ?? heartbeatTimeoutMs;
    const samples = new Map();
    return {
        load: async () => {
            const { nowMs, monotonicMs } = ports.system;
            for (const sample of await ports.log.latest()) {
                const age = Math.max(0, nowMs() - sample.receivedAt);
                samples.set(sample.hostId, { sample, seenAt: monotonicMs() - age });
            }
        },
        receive: (sample) => {
            samples.set(sample.hostId, { sample, seenAt: ports.system.monotonicMs() });
            ports.log.record(sample);
        },
        lastBeatAt: (hostId) => samples.get(hostId)?.sample.receivedAt ?? 0,
        lastSample: (hostId) => samples.get(hostId)?.sample,
        isFresh: (hostId) => {
            const known = samples.get(hostId);
            return known !== undefined && ports.system.monotonicMs() - known.seenAt <= timeoutMs;
        },
        forget: (hostId) => {
            samples.delete(hostId);
        },
    };
};
