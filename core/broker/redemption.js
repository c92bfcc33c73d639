import { isOpen } from '../domain/connection.ts';
import { Fault, isErrorCode, refuse } from '../domain/errors.ts';
import { connectMs, ticketLifetimeMs, ticketReconnectMs } from '../domain/limits.ts';
import { grantOf } from './grants.ts';
import { openingCommands, sealRequest } from './openings.ts';
import { hashSecretText } from './secrets.ts';
/** A leg that waits is told of a store that is away; a bug goes on. */
const refusalOfFault = (error) => {
    if (error instanceof Fault)
        return refuse(error.code);
    throw error;
};
/** Makes the redeeming side of one broker. */
export const createRedemptions = (ports) => {
    const { live, handler, people, tickets, system } = ports;
    const causeOf = (userId, connectionId) => ({
        actor: `user:${userId}`,
        connectionId,
        causationId: system.newId(),
    });
    const redeemFirst = async (connectionId, redemption, userId, sealed) => {
        const { gatewayId, flow } = redemption;
        const command = { type: 'RedeemTicket', gatewayId, flow, sealed, now: system.nowMs() };
        const cause = causeOf(userId, connectionId);
        const result = await handler.execute('connection', connectionId, command, cause);
        if (result.kind === 'refused')
            return result;
        return grantedOr(connectionId);
    };
    /** The leg, unless the connection failed in the meantime: that message came too early. */
    const grantedOr = (connectionId) => {
        const { outcome } = live.stateOf('connection', connectionId);
        if (outcome?.kind === 'failed' && isErrorCode(outcome.code))
            return refuse(outcome.code);
        return { kind: 'leg-granted', connectionId, legDeadlineMs: connectMs };
    };
    /** A ticket that comes back after its relay started or ended: a new connection. */
    const redeemAgain = async (latest, claims, redemption) => {
        const groups = claims.principal.startsWith('group:') ? [claims.principal.slice(6)] : [];
        const requester = { userId: claims.userId, userName: '', groups };
        const grant = grantOf(live, requester, claims.resourceId);
        if (!grant)
            return refuse('RESOURCE_NOT_AVAILABLE');
        const connectionId = system.newId();
        const { gatewayId, flow } = redemption;
        const sealed = await sealRequest(people, requester, redemption.clientAddress, '');
        const commands = openingCommands(ports, {
            connectionId,
            requester,
            resource: grant.resource,
            transport: redemption.transport,
            gatewayId: '',
            predecessorId: latest.connectionId,
            ticketId: claims.ticketId,
            sealed,
            ticketExpiresAt: system.nowMs() + ticketLifetimeMs,
        });
        const redeem = { type: 'RedeemTicket', gatewayId, flow, sealed, now: system.nowMs() };
        const cause = causeOf(claims.userId, connectionId);
        const result = await handler.execute('connection', connectionId, [...commands, redeem], cause);
        if (result.kind === 'refused')
            return result;
        return grantedOr(connectionId);
    };
    /** The last connection of the ticket that ran: reconnects may have failed since. */
    const lastThatRan = (latest) => {
        let connection = latest;
        while (connection?.outcome?.kind === 'failed') {
            connection = live.get('connection', connection.predecessorId)?.state;
        }
        return connection;
    };
    const reconnectable = (latest) => {
        if (isOpen(latest) && latest.phase !== 'relaying')
            return refuse('TICKET_IN_USE');
        const ran = lastThatRan(latest);
        if (ran?.phase === 'relaying')
            return undefined;
        const ended = ran?.outcome?.kind === 'ended';
        const inTime = ended && system.nowMs() - ran.endedAt <= ticketReconnectMs;
        return inTime ? undefined : refuse('TICKET_SPENT');
    };
    /** Redemptions of one ticket, one after the other: a hundred at once make one connection. */
    const redeeming = new Map();
    const redeem = async (claims, redemption) => {
        const latestId = live.indexes.latestByTicket.get(claims.ticketId);
        const latest = latestId === undefined ? undefined : live.get('connection', latestId)?.state;
        if (!latest)
            return refuse('TICKET_SPENT');
        if (latest.userId !== claims.userId)
            return refuse('TICKET_INVALID', 'it is another user’s');
        if (!latest.redeemed && isOpen(latest)) {
            if (claims.expired)
                return refuse('TICKET_EXPIRED');
            const requester = { userId: claims.userId, userName: '', groups: [] };
            const sealed = await sealRequest(people, requester, redemption.clientAddress, '');
            return redeemFirst(latest.connectionId, redemption, claims.userId, sealed);
        }
        return reconnectable(latest) ?? redeemAgain(latest, claims, redemption);
    };
    return {
        redeemTicket: async (redemption) => {
            const audience = redemption.transport === 'arm' ? redemption.gatewayId : ports.siteAudience;
            const claims = await tickets.read(redemption.ticket, audience);
            if (claims.kind === 'refused')
                return claims;
            const { bearerUserId } = redemption;
            const foreign = redemption.transport === 'arm' && bearerUserId !== claims.userId;
            if (foreign)
                return refuse('TICKET_INVALID', 'token and ticket name different users');
            const before = redeeming.get(claims.ticketId) ?? Promise.resolve();
            const turn = before.then(() => redeem(claims, redemption)).catch(refusalOfFault);
            const settled = turn.then(() => undefined, () => undefined);
            redeeming.set(claims.ticketId, settled);
            void settled.then(() => {
                if (redeeming.get(claims.ticketId) === settled)
                    redeeming.delete(claims.ticketId);
            });
            return turn;
        },
        redeemRendezvous: async (gatewayId, connectionId, secret) => {
            const known = live.get('connection', connectionId);
            if (!known)
                return refuse('RENDEZVOUS_INVALID');
            const secretHash = hashSecretText(secret);
            const now = system.nowMs();
            const command = { type: 'RedeemRendezvous', gatewayId, secretHash, now };
            const cause = {
                actor: `gateway:${gatewayId}`,
                connectionId,
                causationId: system.newId(),
            };
            try {
                const result = await handler.execute('connection', connectionId, command, cause);
                if (result.kind === 'refused')
                    return refuse('RENDEZVOUS_INVALID');
            }
            catch (error) {
                return refusalOfFault(error);
            }
            return { kind: 'leg-granted', connectionId, legDeadlineMs: connectMs };
        },
    };
};
