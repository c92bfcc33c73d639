/**
 * A connection: one attempt of a user to reach a user session through a gateway. Its stream is
 * that of the process manager: inputs are recorded here first, so that a crash between two steps
 * is a re-read. Decides that it ends exactly once; connection-process.ts decides what comes next.
 */
import { sameBytes } from './bytes.ts';
import { evolveConnection, initialConnection, isOpen } from './connection-state.ts';
import { accept, nothing } from './decider.ts';
import { errorTable, refuse, unreachable } from './errors.ts';
export { isOpen } from './connection-state.ts';
export const noExclusions = {
    fullCount: 0,
    drainingCount: 0,
    unavailableCount: 0,
    triedCount: 0,
    excluded: [],
};
const redeemTicket = (state, command) => {
    if (state.redeemed)
        return refuse('TICKET_IN_USE');
    if (state.phase === 'closed')
        return refuse('TICKET_SPENT');
    if (command.now >= state.ticketExpiresAt)
        return refuse('TICKET_EXPIRED');
    // ARM tickets name their gateway; the raw transport's client stays with the one it reached.
    if (state.gatewayId !== '' && state.gatewayId !== command.gatewayId) {
        return refuse('TICKET_INVALID', 'it is for another gateway');
    }
    const { connectionId } = state;
    const { gatewayId, flow, sealed } = command;
    return accept({ type: 'TicketRedeemed', data: { connectionId, gatewayId, flow, sealed } });
};
const redeemRendezvous = (state, command) => {
    const { gatewayId, secretHash, now } = command;
    // One answer for every reason: whoever guesses learns nothing.
    const valid = (state.phase === 'ordered' || state.phase === 'accepted') &&
        !state.hostLegJoined &&
        state.gatewayId === gatewayId &&
        now < state.secretExpiresAt &&
        sameBytes(state.secretHash, secretHash);
    if (!valid)
        return refuse('RENDEZVOUS_INVALID');
    const { connectionId, attempt } = state;
    // The leg may overtake the answer on the control channel: whoever dials has accepted.
    const accepted = state.phase === 'ordered'
        ? [{ type: 'RendezvousAccepted', data: { connectionId, attempt } }]
        : [];
    return accept(...accepted, { type: 'HostLegJoined', data: { connectionId, attempt, gatewayId } });
};
const decideRendezvous = (state, command) => {
    const { connectionId, attempt, hostId, gatewayId } = state;
    // Answers to an order that has been replaced are late, not wrong.
    if (command.attempt !== attempt)
        return nothing;
    switch (command.type) {
        case 'SendRendezvous': {
            if (state.phase !== 'assigned')
                return nothing;
            const { secretHash, brokerId, expiresAt } = command;
            return accept({
                type: 'RendezvousSent',
                data: { connectionId, attempt, hostId, gatewayId, secretHash, brokerId, expiresAt },
            });
        }
        case 'AcceptRendezvous':
            if (state.phase !== 'ordered')
                return nothing;
            return accept({ type: 'RendezvousAccepted', data: { connectionId, attempt } });
        case 'DeclineRendezvous': {
            const waiting = state.phase === 'assigned' || state.phase === 'ordered' || state.phase === 'accepted';
            if (!waiting || state.hostLegJoined)
                return nothing;
            const { code, detail } = command;
            return accept({ type: 'RendezvousDeclined', data: { connectionId, attempt, code, detail } });
        }
        default:
            return unreachable(command);
    }
};
const end = (state, command) => {
    if (!isOpen(state))
        return nothing;
    const { connectionId } = state;
    if (command.type === 'EndRelay') {
        if (state.phase !== 'relaying')
            return nothing;
        const { type: _type, ...account } = command;
        return accept({ type: 'RelayEnded', data: { connectionId, ...account } });
    }
    if (state.phase === 'relaying')
        return nothing;
    const { code, stage, detail, counts } = command;
    const fault = errorTable[code].fault;
    return accept({
        type: 'ConnectionFailed',
        data: { connectionId, stage, code, fault, detail, ...counts },
    });
};
const decideOpening = (state, command) => {
    if (state.phase !== 'requested')
        return nothing;
    const { connectionId } = state;
    const { type, ...rest } = command;
    if (type === 'RefuseConnection') {
        const { code, detail } = command;
        return accept({ type: 'ConnectionRefused', data: { connectionId, code, detail } });
    }
    return accept({
        type: 'ConnectionAuthorized',
        data: { connectionId, ...rest },
    });
};
const decideLegs = (state, command) => {
    if (state.phase !== 'accepted' && state.phase !== 'ordered')
        return nothing;
    if (state.gatewayId !== command.gatewayId)
        return refuse('TICKET_INVALID', 'another gateway');
    const { connectionId, gatewayId } = state;
    const joined = state.clientLegJoined
        ? []
        : [{ type: 'ClientLegJoined', data: { connectionId, gatewayId } }];
    if (command.type === 'JoinClientLeg')
        return accept(...joined);
    if (!state.hostLegJoined)
        return refuse('RENDEZVOUS_INVALID', 'no host leg');
    return accept(...joined, { type: 'RelayStarted', data: { connectionId, gatewayId } });
};
const decide = (state, command) => {
    if (command.type === 'RequestConnection') {
        if (state.phase !== 'unknown')
            return nothing;
        const { type: _type, ...data } = command;
        return accept({ type: 'ConnectionRequested', data });
    }
    if (state.phase === 'unknown')
        return refuse('NOT_FOUND', 'no such connection');
    switch (command.type) {
        case 'RefuseConnection':
        case 'AuthorizeConnection':
            return decideOpening(state, command);
        case 'RedeemTicket':
            return redeemTicket(state, command);
        case 'AssignHost': {
            if (state.phase !== 'authorized')
                return nothing;
            const { connectionId } = state;
            const attempt = state.attempt + 1;
            return accept({
                type: 'HostAssigned',
                data: { connectionId, attempt, ...command.assignment },
            });
        }
        case 'SendRendezvous':
        case 'AcceptRendezvous':
        case 'DeclineRendezvous':
            return decideRendezvous(state, command);
        case 'RedeemRendezvous':
            return redeemRendezvous(state, command);
        case 'JoinClientLeg':
        case 'StartRelay':
            return decideLegs(state, command);
        case 'EndRelay':
        case 'FailConnection':
            return end(state, command);
        default:
            return unreachable(command);
    }
};
/**
 * `evolve` takes the recorded time as a third argument: deadlines of a broker that restarts
 * count from it.
 */
export const connectionDecider = {
    initialState: initialConnection,
    decide,
    evolve: evolveConnection,
};
