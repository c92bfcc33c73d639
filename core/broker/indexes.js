/**
 * Ways to find aggregates by something other than their id. Every index is a function of the
 * states alone, so that a replay builds the same ones.
 */
import { isOpen } from '../domain/connection.ts';
const addTo = (map, key, value) => {
    const set = map.get(key);
    if (set)
        set.add(value);
    else
        map.set(key, new Set([value]));
};
const removeFrom = (map, key, value) => {
    const set = map.get(key);
    set?.delete(value);
    if (set?.size === 0)
        map.delete(key);
};
const put = (set, member, value) => {
    if (member)
        set.add(value);
    else
        set.delete(value);
};
const resourcesOf = (workspace) => Object.values(workspace.groups).flatMap((group) => Object.values(group.resources).map((resource) => ({
    workspaceId: workspace.workspaceId,
    workspaceName: workspace.name,
    groupId: group.groupId,
    poolId: group.poolId,
    principals: group.principals,
    ...resource,
})));
/** Makes empty indexes. */
export const createIndexes = () => {
    const hostIdsByPool = new Map();
    const hostIdByUserSession = new Map();
    const openConnectionIds = new Set();
    const openConnectionsBySession = new Map();
    const latestByTicket = new Map();
    const disconnectedSessions = new Set();
    const workspaceIds = new Set();
    const poolIds = new Set();
    const gatewayIds = new Set();
    const resources = new Map();
    const updateHost = (before, after) => {
        if (after.phase === 'registered')
            addTo(hostIdsByPool, after.poolId, after.hostId);
        else
            removeFrom(hostIdsByPool, after.poolId, after.hostId);
        if (before?.seats === after.seats)
            return;
        for (const id of Object.keys(before?.seats ?? {})) {
            // Another host may have reserved a seat for it in the meantime.
            const here = hostIdByUserSession.get(id) === after.hostId;
            if (here && !Object.hasOwn(after.seats, id))
                hostIdByUserSession.delete(id);
        }
        for (const id of Object.keys(after.seats)) {
            if (!(before && Object.hasOwn(before.seats, id)))
                hostIdByUserSession.set(id, after.hostId);
        }
    };
    const updateConnection = (before, after) => {
        const { connectionId, userSessionStream, ticketId } = after;
        put(openConnectionIds, isOpen(after), connectionId);
        if (userSessionStream !== '') {
            if (isOpen(after))
                addTo(openConnectionsBySession, userSessionStream, connectionId);
            else
                removeFrom(openConnectionsBySession, userSessionStream, connectionId);
        }
        if (before === undefined && ticketId !== '')
            latestByTicket.set(ticketId, connectionId);
    };
    const updateSession = (stream, after) => put(disconnectedSessions, after.phase === 'disconnected', stream);
    const updateWorkspace = (after) => {
        put(workspaceIds, after.phase === 'present', after.workspaceId);
        if (after.phase === 'present')
            resources.set(after.workspaceId, resourcesOf(after));
        else
            resources.delete(after.workspaceId);
    };
    return {
        hostIdsByPool,
        hostIdByUserSession,
        openConnectionIds,
        openConnectionsBySession,
        latestByTicket,
        disconnectedSessions,
        workspaceIds,
        poolIds,
        gatewayIds,
        resources,
        update: (category, stream, before, after) => {
            // The category names the family of both states.
            if (category === 'host')
                updateHost(before, after);
            else if (category === 'session')
                updateSession(stream, after);
            else if (category === 'workspace')
                updateWorkspace(after);
            else if (category === 'connection') {
                updateConnection(before, after);
            }
            else if (category === 'pool') {
                const pool = after;
                put(poolIds, pool.phase === 'present', pool.poolId);
            }
            else {
                const gateway = after;
                put(gatewayIds, gateway.phase !== 'removed', gateway.gatewayId);
            }
        },
        forgetConnection: ({ ticketId, connectionId }) => {
            if (latestByTicket.get(ticketId) === connectionId)
                latestByTicket.delete(ticketId);
        },
    };
};
