/**
 * A session host: its registration, the control channel that leads to it, and its seats. Decides
 * that there are never more seats than the limit; the placement only proposes.
 */
import { sameBytes } from './bytes.ts';
import { accept, nothing } from './decider.ts';
import { refuse, unreachable } from './errors.ts';
import { evolveHost, initialHost, sessionCountOf } from './host-state.ts';
import { appendEventCountMax, nameLengthMax } from './limits.ts';
import { own } from './lookup.ts';
export { sessionCountOf } from './host-state.ts';
const register = (state, command) => {
    const { hostId, poolId, name, publicKey, tokenId } = command;
    if (name.length === 0 || name.length > nameLengthMax) {
        return refuse('REQUEST_INVALID', 'host name is empty or too long');
    }
    if (publicKey.length !== 32)
        return refuse('REQUEST_INVALID', 'public key is not 32 bytes');
    if (state.phase === 'registered') {
        if (!sameBytes(state.publicKey, publicKey))
            return refuse('HOST_NAME_TAKEN', name);
        if (state.poolId !== poolId) {
            return refuse('HOST_NAME_TAKEN', `${name} belongs to pool ${state.poolId}`);
        }
        return nothing;
    }
    return accept({ type: 'HostRegistered', data: { hostId, poolId, name, publicKey, tokenId } });
};
const observeBeat = (state, command) => {
    const { hostId } = state;
    const { beatAt, status, failedChecks } = command;
    const events = [];
    if (!state.available)
        events.push({ type: 'HostBecameAvailable', data: { hostId, beatAt } });
    // A host that comes back is Available until its checks say otherwise.
    const statusBefore = state.available ? state.status : 'Available';
    const changed = statusBefore !== status || state.failedChecks.join('\n') !== failedChecks.join('\n');
    if (changed)
        events.push({ type: 'HostHealthChanged', data: { hostId, status, failedChecks } });
    return accept(...events);
};
const reserveSeat = (state, command) => {
    const { userSessionId, connectionId, sessionLimit, userSessionStream } = command;
    if (own(state.seats, userSessionId))
        return nothing;
    if (state.draining)
        return refuse('ALL_HOSTS_DRAINING', state.hostId);
    if (sessionCountOf(state) >= sessionLimit)
        return refuse('ALL_HOSTS_FULL', state.hostId);
    const { hostId } = state;
    return accept({
        type: 'SeatReserved',
        data: { hostId, userSessionId, connectionId, sessionLimit, userSessionStream },
    });
};
const reportUnassigned = (state, command) => {
    const { hostId } = state;
    const reported = new Map(command.sessions.map((session) => [session.hostSessionId, session.claimedUserSessionId]));
    const arrived = [...reported]
        .filter(([hostSessionId]) => !Object.hasOwn(state.unassigned, hostSessionId))
        .map(([hostSessionId, claimedUserSessionId]) => ({
        type: 'UnassignedSessionReported',
        data: { hostId, hostSessionId, claimedUserSessionId },
    }));
    const gone = Object.keys(state.unassigned)
        .filter((hostSessionId) => !reported.has(hostSessionId))
        .map((hostSessionId) => ({
        type: 'UnassignedSessionEnded',
        data: { hostId, hostSessionId },
    }));
    // One append holds so many; what is left is recorded when the command comes again.
    return accept(...[...gone, ...arrived].slice(0, appendEventCountMax));
};
const decideChannel = (state, command) => {
    const { hostId } = state;
    if (command.type === 'ConnectAgent') {
        const { brokerId, incarnation, agentVersion } = command;
        if (state.channel?.incarnation === incarnation)
            return nothing;
        const data = { hostId, brokerId, incarnation, agentVersion };
        return accept({ type: 'AgentConnected', data });
    }
    // An older channel that ends late says nothing about the newer one.
    if (state.channel?.incarnation !== command.incarnation)
        return nothing;
    const { brokerId, incarnation, reason } = command;
    return accept({ type: 'AgentDisconnected', data: { hostId, brokerId, incarnation, reason } });
};
const decideSeat = (state, command) => {
    const { hostId } = state;
    const { userSessionId } = command;
    const seat = own(state.seats, userSessionId);
    if (!seat)
        return nothing;
    if (command.type === 'ReleaseSeat') {
        const data = { hostId, userSessionId, reason: command.reason };
        return accept({ type: 'SeatReleased', data });
    }
    if (seat.phase === 'taken')
        return nothing;
    const data = { hostId, userSessionId, connectionId: command.connectionId };
    return accept({ type: 'SeatTaken', data });
};
const decide = (state, command) => {
    if (command.type === 'RegisterHost')
        return register(state, command);
    // Seats of a removed host are still given back.
    if (command.type === 'ReleaseSeat')
        return decideSeat(state, command);
    if (state.phase !== 'registered')
        return refuse('NOT_FOUND', 'no such host');
    const { hostId } = state;
    switch (command.type) {
        case 'RemoveHost':
            return accept({ type: 'HostRemoved', data: { hostId } });
        case 'ConnectAgent':
        case 'DisconnectAgent':
            return decideChannel(state, command);
        case 'ObserveBeat':
            return observeBeat(state, command);
        case 'ObserveSilence':
            if (!state.available)
                return nothing;
            return accept({
                type: 'HostBecameUnavailable',
                data: { hostId, lastBeatAt: command.lastBeatAt },
            });
        case 'ReportCertificate': {
            const { resourceId, fingerprint } = command;
            const previous = own(state.fingerprints, resourceId) ?? new Uint8Array();
            if (sameBytes(previous, fingerprint))
                return nothing;
            const data = { hostId, resourceId, fingerprint, previous };
            return accept({ type: 'HostCertificateChanged', data });
        }
        case 'DrainHost':
            return state.draining ? nothing : accept({ type: 'DrainStarted', data: { hostId } });
        case 'UndrainHost':
            return state.draining ? accept({ type: 'DrainStopped', data: { hostId } }) : nothing;
        case 'ReserveSeat':
            return reserveSeat(state, command);
        case 'TakeSeat':
            return decideSeat(state, command);
        case 'ReportUnassigned':
            return reportUnassigned(state, command);
        default:
            return unreachable(command);
    }
};
export const hostDecider = {
    initialState: initialHost,
    decide,
    evolve: evolveHost,
};
