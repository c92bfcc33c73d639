/**
 * How many refusals of one user are recorded: the first ones in each window, so that nobody fills
 * the log with them. Bounded in users too.
 */
import { refusalQuotaCountMax, refusalQuotaUsersMax, refusalQuotaWindowMs, } from '../domain/limits.ts';
/** Counts on the monotonic clock; the oldest user's count is dropped beyond the bound. */
export const createRefusalQuota = (system) => {
    const counts = new Map();
    return {
        take: (userId, code) => {
            const key = `${userId} ${code}`;
            const now = system.monotonicMs();
            const known = counts.get(key);
            if (known && now - known.since < refusalQuotaWindowMs) {
                known.count += 1;
                return known.count <= refusalQuotaCountMax;
            }
            counts.delete(key);
            const oldest = counts.keys().next().value;
            if (counts.size >= refusalQuotaUsersMax && oldest !== undefined)
                counts.delete(oldest);
            counts.set(key, { since: now, count: 1 });
            return true;
        },
    };
};
