/** What a user may see, and whether each resource could take them now. */
import { sessionCountOf } from '../domain/host.ts';
import { place } from '../domain/placement.ts';
import { hostAccepts } from './hosts.ts';
const hex = (bytes) => Buffer.from(bytes).toString('hex');
/** The state of one pool for a new session: the answer a placement would give. */
const stateOf = (live, heartbeats, poolId) => {
    const { settings } = live.stateOf('pool', poolId);
    const candidates = [...(live.indexes.hostIdsByPool.get(poolId) ?? [])].map((hostId) => {
        const host = live.stateOf('host', hostId);
        const available = hostAccepts(live, heartbeats, hostId);
        return { hostId, sessionCount: sessionCountOf(host), draining: host.draining, available };
    });
    const { placement, sessionLimit } = settings;
    const chosen = place({ candidates, placement, sessionLimit, tried: [], draw: 0 });
    return chosen.kind === 'placed' ? 'ready' : chosen.code;
};
const fingerprintsOf = (live, poolId, resourceId) => {
    const found = new Set();
    for (const hostId of live.indexes.hostIdsByPool.get(poolId) ?? []) {
        const { fingerprints } = live.stateOf('host', hostId);
        const fingerprint = fingerprints[resourceId] ?? fingerprints[''];
        if (fingerprint !== undefined && fingerprint.length > 0)
            found.add(hex(fingerprint));
    }
    return [...found].sort();
};
/** The resources that the requester's grants allow, ordered by name. */
export const feedOf = (live, heartbeats, requester) => {
    const principals = new Set([
        `user:${requester.userId}`,
        ...requester.groups.map((group) => `group:${group}`),
    ]);
    const entries = new Map();
    for (const resources of live.indexes.resources.values()) {
        for (const resource of resources) {
            if (!resource.principals.some((principal) => principals.has(principal)))
                continue;
            const { resourceId, name, kind, workspaceId, workspaceName, poolId } = resource;
            entries.set(resourceId, {
                resourceId,
                name,
                kind,
                workspaceId,
                workspaceName,
                poolId,
                state: stateOf(live, heartbeats, poolId),
                fingerprints: fingerprintsOf(live, poolId, resourceId),
            });
        }
    }
    return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};
