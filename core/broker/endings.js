/**
 * What an administrator ends: a connection, or a user session with all its connections. A relay
 * that runs is cut by its gateway, whose report is the ending; one whose gateway is away is
 * recorded as ended here, as nobody else will.
 */
import { noExclusions } from '../domain/connection.ts';
import { releaseSeat } from './seats.ts';
import { streamOf } from './streams.ts';
const account = { bytesToClient: 0, bytesToHost: 0, durationMs: 0, peakBufferedBytes: 0 };
/** Makes the endings of one broker. */
export const createEndings = (ports) => {
    const { live, handler, channels, causeOf } = ports;
    const cutRelay = async (connectionId, cause) => {
        const endedBy = 'administrator';
        const reason = 'administrator';
        const { gatewayId } = live.stateOf('connection', connectionId);
        const order = { type: 'endConnection', connectionId, reason, endedBy };
        if (channels.gateway(gatewayId)?.send(order) === true)
            return;
        const command = { type: 'EndRelay', endedBy, reason, ...account };
        await handler.execute('connection', connectionId, command, cause);
    };
    const endConnection = async (connectionId, administrator) => {
        if (!live.indexes.openConnectionIds.has(connectionId))
            return false;
        const { phase } = live.stateOf('connection', connectionId);
        const cause = causeOf(`admin:${administrator}`, connectionId);
        const code = 'ENDED_BY_ADMINISTRATOR';
        const detail = '';
        const failed = await handler.execute('connection', connectionId, { type: 'FailConnection', code, stage: phase, detail, counts: noExclusions }, cause);
        if (failed.kind === 'refused')
            return false;
        const { gatewayId, hostId, attempt } = failed.state;
        if (failed.events.length === 0) {
            if (failed.state.phase !== 'relaying')
                return false;
            await cutRelay(connectionId, cause);
            return true;
        }
        channels.gateway(gatewayId)?.send({ type: 'refuseConnection', connectionId, code, detail });
        channels.agent(hostId)?.send({ type: 'rendezvousCancel', connectionId, attempt, code });
        return true;
    };
    const endUserSession = async (sessionKey, reason, administrator) => {
        const session = live.stateOf('session', sessionKey);
        if (session.phase === 'absent')
            return false;
        const { userSessionId, hostId } = session;
        const stream = streamOf('session', sessionKey);
        // First the connections, so that each of them names the administrator.
        for (const id of [...(live.indexes.openConnectionsBySession.get(stream) ?? [])]) {
            await endConnection(id, administrator);
        }
        const cause = causeOf(`admin:${administrator}`);
        const command = { type: 'EndUserSession', userSessionId, reason };
        await handler.execute('session', sessionKey, command, cause);
        await releaseSeat(handler, hostId, userSessionId, reason, cause);
        return true;
    };
    return { endConnection, endUserSession };
};
