/**
 * A user's session in a pool: one stream for each user and pool, so that there is never a second
 * one. Decides who claims it, where it lives and when it ends; knows nothing of seats.
 */
import { accept, nothing } from './decider.ts';
import { refuse, unreachable } from './errors.ts';
import { pendingConnectionsPerUserMax } from './limits.ts';
const initialState = {
    phase: 'absent',
    userSessionId: '',
    poolId: '',
    userId: '',
    hostId: '',
    pendingConnectionIds: [],
    activeConnectionId: '',
    disconnectedAt: 0,
};
/** The connection that may place the session: the first that waits for it. */
export const placerOf = (session) => session.pendingConnectionIds[0];
const claim = (state, command) => {
    const { userSessionId, poolId, userId, connectionId } = command;
    if (state.phase === 'absent') {
        const data = { userSessionId, poolId, userId, connectionId };
        return accept({ type: 'UserSessionClaimed', data });
    }
    if (state.pendingConnectionIds.includes(connectionId))
        return nothing;
    if (state.pendingConnectionIds.length >= pendingConnectionsPerUserMax) {
        return refuse('PENDING_LIMIT', `${pendingConnectionsPerUserMax} are under way`);
    }
    const data = { userSessionId: state.userSessionId, connectionId };
    return accept({ type: 'UserSessionJoined', data });
};
const leave = (state, connectionId) => {
    if (!state.pendingConnectionIds.includes(connectionId))
        return nothing;
    const { userSessionId, hostId } = state;
    const left = { type: 'UserSessionLeft', data: { userSessionId, connectionId } };
    const last = state.phase === 'pending' && state.pendingConnectionIds.length === 1;
    if (!last)
        return accept(left);
    return accept(left, {
        type: 'UserSessionEnded',
        data: { userSessionId, hostId, reason: 'never-started' },
    });
};
const decide = (state, command) => {
    if (command.type === 'ClaimUserSession')
        return claim(state, command);
    if (state.phase === 'absent')
        return nothing;
    const { userSessionId } = state;
    switch (command.type) {
        case 'PlaceUserSession': {
            const { hostId, connectionId } = command;
            if (state.hostId !== '')
                return nothing;
            return accept({ type: 'UserSessionPlaced', data: { userSessionId, hostId, connectionId } });
        }
        case 'UnplaceUserSession': {
            const { hostId, connectionId, reason } = command;
            // A session that ever ran stays where it is: its desktop is there.
            if (state.phase !== 'pending' || state.hostId !== hostId)
                return nothing;
            return accept({
                type: 'UserSessionUnplaced',
                data: { userSessionId, hostId, connectionId, reason },
            });
        }
        case 'ActivateUserSession': {
            const { connectionId } = command;
            if (state.activeConnectionId === connectionId && state.phase === 'active')
                return nothing;
            return accept({ type: 'UserSessionActivated', data: { userSessionId, connectionId } });
        }
        case 'DisconnectUserSession': {
            const { connectionId, at } = command;
            if (state.phase !== 'active' || state.activeConnectionId !== connectionId)
                return nothing;
            return accept({ type: 'UserSessionDisconnected', data: { userSessionId, connectionId, at } });
        }
        case 'LeaveUserSession':
            return leave(state, command.connectionId);
        case 'EndUserSession': {
            if (state.userSessionId !== command.userSessionId)
                return nothing;
            const { hostId } = state;
            const data = { userSessionId, hostId, reason: command.reason };
            return accept({ type: 'UserSessionEnded', data });
        }
        default:
            return unreachable(command);
    }
};
const evolve = (state, event) => {
    switch (event.type) {
        case 'UserSessionClaimed': {
            const { userSessionId, poolId, userId, connectionId } = event.data;
            return {
                ...initialState,
                phase: 'pending',
                userSessionId,
                poolId,
                userId,
                pendingConnectionIds: [connectionId],
            };
        }
        case 'UserSessionJoined':
            return {
                ...state,
                pendingConnectionIds: [...state.pendingConnectionIds, event.data.connectionId],
            };
        case 'UserSessionPlaced':
            return { ...state, hostId: event.data.hostId };
        case 'UserSessionUnplaced':
            return { ...state, hostId: '' };
        case 'UserSessionActivated': {
            const { connectionId } = event.data;
            return {
                ...state,
                phase: 'active',
                activeConnectionId: connectionId,
                disconnectedAt: 0,
                pendingConnectionIds: state.pendingConnectionIds.filter((id) => id !== connectionId),
            };
        }
        case 'UserSessionDisconnected':
            return { ...state, phase: 'disconnected', disconnectedAt: event.data.at };
        case 'UserSessionLeft': {
            const { connectionId } = event.data;
            return {
                ...state,
                pendingConnectionIds: state.pendingConnectionIds.filter((id) => id !== connectionId),
            };
        }
        case 'UserSessionEnded':
            return initialState;
        default:
            return unreachable(event);
    }
};
export const userSessionDecider = {
    initialState,
    decide,
    evolve,
};
