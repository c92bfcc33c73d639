/**
 * A gateway: invited by an administrator, enrolled once with its own key, then known by the
 * control channel it holds. Decides whether an invitation still counts.
 */
import { sameBytes } from './bytes.ts';
import { accept, nothing } from './decider.ts';
import { refuse, unreachable } from './errors.ts';
import { nameLengthMax } from './limits.ts';
const initialState = {
    phase: 'unknown',
    gatewayId: '',
    name: '',
    region: '',
    secretHash: new Uint8Array(),
    invitationExpiresAt: 0,
    publicKey: new Uint8Array(),
    channel: undefined,
    clientUrl: '',
    ownUrl: '',
    version: '',
    draining: false,
};
const enrol = (state, command) => {
    const { secretHash, publicKey, now } = command;
    if (publicKey.length !== 32)
        return refuse('REQUEST_INVALID', 'public key is not 32 bytes');
    if (state.phase === 'registered' && sameBytes(state.publicKey, publicKey))
        return nothing;
    if (state.phase !== 'invited' || !sameBytes(state.secretHash, secretHash)) {
        return refuse('REGISTRATION_TOKEN_INVALID', 'unknown invitation or wrong secret');
    }
    if (now >= state.invitationExpiresAt)
        return refuse('REGISTRATION_TOKEN_EXPIRED');
    const { gatewayId } = state;
    return accept({ type: 'GatewayRegistered', data: { gatewayId, publicKey } });
};
const invite = (state, command) => {
    const { gatewayId, name, region, secretHash, expiresAt } = command;
    if (state.phase !== 'unknown')
        return refuse('ALREADY_EXISTS', `gateway ${gatewayId}`);
    if (name.length === 0 || name.length > nameLengthMax) {
        return refuse('REQUEST_INVALID', 'name is empty or too long');
    }
    return accept({
        type: 'GatewayInvited',
        data: { gatewayId, name, region, secretHash, expiresAt },
    });
};
const decide = (state, command) => {
    if (command.type === 'InviteGateway')
        return invite(state, command);
    if (command.type === 'RegisterGateway')
        return enrol(state, command);
    if (state.phase !== 'registered' && command.type !== 'RemoveGateway') {
        return refuse('NOT_FOUND', 'no such gateway');
    }
    const { gatewayId } = state;
    switch (command.type) {
        case 'ConnectGateway': {
            if (state.channel?.incarnation === command.incarnation)
                return nothing;
            const { brokerId, incarnation, clientUrl, ownUrl, version } = command;
            const data = { gatewayId, brokerId, incarnation, clientUrl, ownUrl, version };
            return accept({ type: 'GatewayConnected', data });
        }
        case 'DisconnectGateway': {
            // An older channel that ends late says nothing about the newer one.
            if (state.channel?.incarnation !== command.incarnation)
                return nothing;
            const { brokerId, incarnation, reason } = command;
            return accept({
                type: 'GatewayDisconnected',
                data: { gatewayId, brokerId, incarnation, reason },
            });
        }
        case 'DrainGateway':
            if (state.draining)
                return nothing;
            return accept({ type: 'GatewayDrainStarted', data: { gatewayId } });
        case 'RemoveGateway':
            if (state.phase === 'unknown' || state.phase === 'removed') {
                return refuse('NOT_FOUND', 'no such gateway');
            }
            return accept({ type: 'GatewayRemoved', data: { gatewayId } });
        default:
            return unreachable(command);
    }
};
const evolve = (state, event) => {
    switch (event.type) {
        case 'GatewayInvited': {
            const { gatewayId, name, region, secretHash, expiresAt } = event.data;
            const invitationExpiresAt = expiresAt;
            return {
                ...initialState,
                phase: 'invited',
                gatewayId,
                name,
                region,
                secretHash,
                invitationExpiresAt,
            };
        }
        case 'GatewayRegistered':
            return { ...state, phase: 'registered', publicKey: event.data.publicKey };
        case 'GatewayConnected': {
            const { brokerId, incarnation, clientUrl, ownUrl, version } = event.data;
            const channel = { brokerId, incarnation };
            return { ...state, channel, clientUrl, ownUrl, version, draining: false };
        }
        case 'GatewayDisconnected':
            return { ...state, channel: undefined };
        case 'GatewayDrainStarted':
            return { ...state, draining: true };
        case 'GatewayRemoved':
            return { ...state, phase: 'removed', channel: undefined };
        default:
            return unreachable(event);
    }
};
export const gatewayDecider = {
    initialState,
    decide,
    evolve,
};
