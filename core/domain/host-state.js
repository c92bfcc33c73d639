/**
 * What is known of a session host, and how each event changes it. host.ts decides.
 */
import { unreachable } from './errors.ts';
import { own } from './lookup.ts';
export const initialHost = {
    phase: 'unknown',
    hostId: '',
    poolId: '',
    name: '',
    publicKey: new Uint8Array(),
    draining: false,
    available: false,
    status: 'Unavailable',
    failedChecks: [],
    channel: undefined,
    agentVersion: '',
    seats: {},
    unassigned: {},
    fingerprints: {},
};
/** Seats and sessions of strangers: what the limit is compared with. */
export const sessionCountOf = (host) => Object.keys(host.seats).length + Object.keys(host.unassigned).length;
const without = (record, key) => {
    const { [key]: _removed, ...rest } = record;
    return rest;
};
const evolveSeats = (state, event) => {
    const { userSessionId } = event.data;
    switch (event.type) {
        case 'SeatReserved': {
            const { connectionId, userSessionStream } = event.data;
            const seat = { phase: 'reserved', connectionId, userSessionStream };
            return { ...state, seats: { ...state.seats, [userSessionId]: seat } };
        }
        case 'SeatTaken': {
            const seat = own(state.seats, userSessionId);
            if (!seat)
                return state;
            const taken = { ...seat, phase: 'taken', connectionId: event.data.connectionId };
            return { ...state, seats: { ...state.seats, [userSessionId]: taken } };
        }
        case 'SeatReleased':
            return { ...state, seats: without(state.seats, userSessionId) };
        default:
            return unreachable(event);
    }
};
/** Folds one event. */
export const evolveHost = (state, event) => {
    switch (event.type) {
        case 'HostRegistered': {
            const { hostId, poolId, name, publicKey } = event.data;
            // Seats outlive a removal and a new registration: users may still sit there.
            const { seats } = state;
            return { ...initialHost, phase: 'registered', hostId, poolId, name, publicKey, seats };
        }
        case 'HostRemoved':
            return { ...state, phase: 'removed', channel: undefined, available: false };
        case 'AgentConnected': {
            const { brokerId, incarnation, agentVersion } = event.data;
            return { ...state, channel: { brokerId, incarnation }, agentVersion };
        }
        case 'AgentDisconnected':
            return { ...state, channel: undefined };
        case 'HostBecameAvailable':
            return { ...state, available: true, status: 'Available' };
        case 'HostBecameUnavailable':
            return { ...state, available: false, status: 'Unavailable' };
        case 'HostHealthChanged':
            return { ...state, status: event.data.status, failedChecks: [...event.data.failedChecks] };
        case 'HostCertificateChanged': {
            const { resourceId, fingerprint } = event.data;
            return { ...state, fingerprints: { ...state.fingerprints, [resourceId]: fingerprint } };
        }
        case 'DrainStarted':
            return { ...state, draining: true };
        case 'DrainStopped':
            return { ...state, draining: false };
        case 'SeatReserved':
        case 'SeatTaken':
        case 'SeatReleased':
            return evolveSeats(state, event);
        case 'UnassignedSessionReported': {
            const { hostSessionId, claimedUserSessionId } = event.data;
            const unassigned = { ...state.unassigned, [hostSessionId]: claimedUserSessionId };
            return { ...state, unassigned };
        }
        case 'UnassignedSessionEnded':
            return { ...state, unassigned: without(state.unassigned, event.data.hostSessionId) };
        default:
            return unreachable(event);
    }
};
