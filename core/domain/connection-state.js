/**
 * What is known of a connection, and how each event changes it. connection.ts decides.
 */
import { unreachable } from './errors.ts';
export const initialConnection = {
    phase: 'unknown',
    connectionId: '',
    userId: '',
    resourceId: '',
    poolId: '',
    workspaceId: '',
    transport: '',
    predecessorId: '',
    brokerId: '',
    gatewayId: '',
    ticketId: '',
    ticketExpiresAt: 0,
    redeemed: false,
    userSessionStream: '',
    userSessionId: '',
    hostId: '',
    attempt: 0,
    existingSession: false,
    triedHostIds: [],
    declinedCode: '',
    secretHash: new Uint8Array(),
    secretExpiresAt: 0,
    hostLegJoined: false,
    clientLegJoined: false,
    requestedAt: 0,
    redeemedAt: 0,
    orderedAt: 0,
    acceptedAt: 0,
    endedAt: 0,
    outcome: undefined,
};
/** True from the request until exactly one ending. */
export const isOpen = (connection) => connection.phase !== 'unknown' && connection.phase !== 'closed';
/**
 * Folds one event. `at` is its recorded time: deadlines of a broker that restarts count from it.
 */
export const evolveConnection = (state, event, at = 0) => {
    switch (event.type) {
        case 'ConnectionRequested': {
            const { sealed: _sealed, ...request } = event.data;
            return { ...initialConnection, ...request, phase: 'requested', requestedAt: at };
        }
        case 'ConnectionRefused': {
            const outcome = { kind: 'refused', code: event.data.code };
            return { ...state, phase: 'closed', endedAt: at, outcome };
        }
        case 'ConnectionAuthorized': {
            const { poolId, userSessionStream, ticketExpiresAt, workspaceId } = event.data;
            return {
                ...state,
                phase: 'authorized',
                poolId,
                userSessionStream,
                ticketExpiresAt,
                workspaceId,
            };
        }
        case 'TicketRedeemed': {
            const { gatewayId } = event.data;
            return { ...state, redeemed: true, redeemedAt: at, gatewayId };
        }
        case 'HostAssigned': {
            const { hostId, userSessionId, existingSession, attempt } = event.data;
            return { ...state, phase: 'assigned', hostId, userSessionId, existingSession, attempt };
        }
        case 'RendezvousSent': {
            const { secretHash, expiresAt } = event.data;
            return { ...state, phase: 'ordered', secretHash, secretExpiresAt: expiresAt, orderedAt: at };
        }
        case 'RendezvousAccepted':
            return { ...state, phase: 'accepted', acceptedAt: at };
        case 'RendezvousDeclined': {
            const triedHostIds = [...state.triedHostIds, state.hostId];
            const declinedCode = event.data.code;
            return { ...state, phase: 'authorized', triedHostIds, declinedCode, secretExpiresAt: 0 };
        }
        case 'HostLegJoined':
            return { ...state, hostLegJoined: true };
        case 'ClientLegJoined':
            return { ...state, clientLegJoined: true };
        case 'RelayStarted':
            return { ...state, phase: 'relaying' };
        case 'RelayEnded': {
            const { endedBy, reason } = event.data;
            const outcome = { kind: 'ended', endedBy, reason };
            return { ...state, phase: 'closed', endedAt: at, outcome };
        }
        case 'ConnectionFailed': {
            const { code, stage } = event.data;
            return { ...state, phase: 'closed', endedAt: at, outcome: { kind: 'failed', code, stage } };
        }
        default:
            return unreachable(event);
    }
};
