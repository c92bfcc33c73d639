import { noExclusions } from '../domain/connection.ts';
import { Fault } from '../domain/errors.ts';
import { rendezvousLifetimeMs } from '../domain/limits.ts';
import { createPlacementSteps } from './placement-steps.ts';
import { releaseSeat } from './seats.ts';
import { idOf } from './streams.ts';
/** Makes the performer of one broker. */
export const createStepRunner = (ports) => {
    const { handler, live, channels, system, secrets, brokerId } = ports;
    /** The last event of the connection caused the step: stable across a restart. */
    const causeOf = (connection, step) => {
        const { connectionId } = connection;
        const revision = live.get('connection', connectionId)?.revision ?? -1;
        const causationId = `${connectionId}@${revision}/${step}`;
        return { actor: `broker:${brokerId}`, connectionId, causationId };
    };
    const fail = async (connection, code, stage, counts = noExclusions, detail = '') => {
        const { connectionId, gatewayId, hostId, attempt } = connection;
        const command = { type: 'FailConnection', code, stage, detail, counts };
        const cause = causeOf(connection, 'fail');
        const failed = await handler.execute('connection', connectionId, command, cause);
        // Its relay started first: nobody is to be told otherwise.
        if (failed.kind === 'refused' || failed.events.length === 0)
            return;
        channels.gateway(gatewayId)?.send({ type: 'refuseConnection', connectionId, code, detail });
        if (hostId !== '') {
            channels.agent(hostId)?.send({ type: 'rendezvousCancel', connectionId, attempt, code });
        }
    };
    const claim = async (connection) => {
        const { connectionId, poolId, userId } = connection;
        const result = await handler.execute('session', idOf(connection.userSessionStream), { type: 'ClaimUserSession', userSessionId: system.newId(), poolId, userId, connectionId }, causeOf(connection, 'claim'));
        if (result.kind === 'refused')
            await fail(connection, result.code, 'claim');
    };
    const endSession = async (connection, reason) => {
        const sessionId = idOf(connection.userSessionStream);
        const { userSessionId, hostId } = live.stateOf('session', sessionId);
        const cause = causeOf(connection, 'end-session');
        const command = { type: 'EndUserSession', userSessionId, reason };
        await handler.execute('session', sessionId, command, cause);
        await releaseSeat(handler, hostId, userSessionId, reason, cause);
    };
    const order = async (connection) => {
        const { connectionId, attempt, hostId, gatewayId } = connection;
        const gateway = live.stateOf('gateway', gatewayId);
        if (gateway.ownUrl === '')
            return fail(connection, 'GATEWAY_LOST', 'rendezvous');
        const { secret, secretHash } = secrets.create();
        const expiresAt = system.nowMs() + rendezvousLifetimeMs;
        const sent = await handler.execute('connection', connectionId, { type: 'SendRendezvous', attempt, secretHash, brokerId, expiresAt }, causeOf(connection, 'order'));
        if (sent.kind === 'refused' || sent.events.length === 0)
            return;
        const delivered = channels.agent(hostId)?.send({
            type: 'rendezvousOrder',
            connectionId,
            attempt,
            gatewayUrl: `${gateway.ownUrl}/rendezvous/${connectionId}`,
            secret,
            resourceId: connection.resourceId,
            userSessionId: connection.userSessionId,
            deadlineMs: rendezvousLifetimeMs,
        });
        if (delivered !== true)
            await decline(sent.state, 'HOST_CHANNEL_LOST');
    };
    const decline = async (connection, code) => {
        const { connectionId, attempt, hostId } = connection;
        const command = { type: 'DeclineRendezvous', attempt, code, detail: '' };
        const cause = causeOf(connection, 'decline');
        const declined = await handler.execute('connection', connectionId, command, cause);
        if (declined.kind === 'refused' || declined.events.length === 0)
            return;
        channels.agent(hostId)?.send({ type: 'rendezvousCancel', connectionId, attempt, code });
    };
    const activate = async (connection) => {
        const { connectionId, hostId, userSessionId } = connection;
        const cause = causeOf(connection, 'activate');
        const take = { type: 'TakeSeat', userSessionId, connectionId };
        await handler.execute('host', hostId, take, cause);
        const command = { type: 'ActivateUserSession', connectionId };
        await handler.execute('session', idOf(connection.userSessionStream), command, cause);
    };
    const settle = async (connection) => {
        const { connectionId, userSessionStream } = connection;
        const cause = causeOf(connection, 'settle');
        const at = system.nowMs();
        const before = live.stateOf('session', idOf(userSessionStream));
        const result = await handler.execute('session', idOf(userSessionStream), [
            { type: 'LeaveUserSession', connectionId },
            { type: 'DisconnectUserSession', connectionId, at },
        ], cause);
        if (result.kind === 'refused')
            throw new Fault('INTERNAL', `settle was refused: ${result.code}`);
        const ended = result.events.some((event) => event.type === 'UserSessionEnded');
        if (ended) {
            const { hostId, userSessionId } = before;
            await releaseSeat(handler, hostId, userSessionId, 'never-started', cause);
        }
    };
    const placement = createPlacementSteps({ ...ports, causeOf, fail });
    return {
        run: (step, connection) => {
            switch (step.kind) {
                case 'claim':
                    return claim(connection);
                case 'place':
                    return placement.placeSession(connection);
                case 'unplace':
                    return placement.unplace(connection, step.hostId, step.reason);
                case 'assign':
                    return placement.assignExisting(connection, step.hostId);
                case 'abandon':
                    return endSession(connection, 'host-removed');
                case 'order':
                    return order(connection);
                case 'decline':
                    return decline(connection, step.code);
                case 'fail':
                    return fail(connection, step.code, step.stage);
                case 'activate':
                    return activate(connection);
                case 'settle':
                    return settle(connection);
            }
        },
    };
};
