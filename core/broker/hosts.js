import { isErrorCode } from '../domain/errors.ts';
import { sessionGraceMs } from '../domain/limits.ts';
import { acceptsSessions, statusOf } from './heartbeats.ts';
import { releaseSeat } from './seats.ts';
import { idOf } from './streams.ts';
/** Makes the host side of one broker. */
export const createHosts = (ports) => {
    const { live, handler, channels, heartbeats, system, brokerId } = ports;
    /** Hosts whose agent lists its sessions: the last list, and all of ours seen in any. */
    const reporting = new Map();
    /** When each host's channel came or went last: a list may still be under way after it. */
    const channelChangedAt = new Map();
    const createdAt = system.monotonicMs();
    const causeOf = (hostId, connectionId = '') => ({
        actor: `agent:${hostId}`,
        connectionId,
        causationId: system.newId(),
    });
    const takeBeat = async (hostId, beat) => {
        const { type: _type, ...sample } = beat;
        const receivedAt = system.nowMs();
        heartbeats.receive({ hostId, receivedAt, ...sample });
        const { status, failedChecks } = statusOf(sample.healthChecks);
        const host = live.stateOf('host', hostId);
        const known = host.available && host.status === status;
        if (known && host.failedChecks.join('\n') === failedChecks.join('\n'))
            return;
        const command = { type: 'ObserveBeat', beatAt: receivedAt, status, failedChecks };
        await handler.execute('host', hostId, command, causeOf(hostId));
    };
    const endSession = async (hostId, userSessionStream, userSessionId, reason) => {
        const cause = causeOf(hostId);
        const command = { type: 'EndUserSession', userSessionId, reason };
        await handler.execute('session', idOf(userSessionStream), command, cause);
        await releaseSeat(handler, hostId, userSessionId, reason, cause);
    };
    /**
     * Does its absence from the list mean its end? A session that was listed before is over. One
     * that never was may still be at the log-on screen while its relay runs; afterwards the host has
     * the grace to list it.
     */
    const isOver = (seat, wasSeen) => {
        if (wasSeen)
            return true;
        const { phase, disconnectedAt } = live.stateOf('session', idOf(seat.userSessionStream));
        return phase === 'disconnected' && system.nowMs() - disconnectedAt >= sessionGraceMs;
    };
    /** Agents tell changes only, so this is asked again by each sweep. */
    const endAbsent = async (hostId) => {
        const list = reporting.get(hostId);
        if (!list)
            return;
        const { present, seen } = list;
        for (const [userSessionId, seat] of Object.entries(live.stateOf('host', hostId).seats)) {
            if (present.has(userSessionId) || seat.phase !== 'taken')
                continue;
            if (!isOver(seat, seen.has(userSessionId)))
                continue;
            await endSession(hostId, seat.userSessionStream, userSessionId, 'logged-off');
            seen.delete(userSessionId);
        }
    };
    const takeSessions = async (hostId, report) => {
        const { seats } = live.stateOf('host', hostId);
        const present = new Set();
        const strangers = [];
        for (const { hostSessionId, userSessionId } of report.sessions) {
            // A seat holds one session: a second one that names it is a stranger.
            const ours = Object.hasOwn(seats, userSessionId) && !present.has(userSessionId);
            if (ours)
                present.add(userSessionId);
            else
                strangers.push({ hostSessionId, claimedUserSessionId: userSessionId });
        }
        const seen = reporting.get(hostId)?.seen ?? new Set();
        reporting.set(hostId, { present, seen });
        for (const id of present)
            seen.add(id);
        const command = { type: 'ReportUnassigned', sessions: strangers };
        let result = await handler.execute('host', hostId, command, causeOf(hostId));
        // A long list takes several appends.
        while (result.kind === 'executed' && result.events.length > 0) {
            result = await handler.execute('host', hostId, command, causeOf(hostId));
        }
        await endAbsent(hostId);
    };
    /** Hosts that cannot tell: the pool's limit ends what is disconnected. */
    const endOverdue = async () => {
        const now = system.nowMs();
        for (const stream of [...live.indexes.disconnectedSessions]) {
            const { hostId, poolId, userSessionId, disconnectedAt } = live.stateOf('session', idOf(stream));
            const { disconnectedLimitMs } = live.stateOf('pool', poolId).settings;
            if (reporting.has(hostId) || disconnectedLimitMs === 0)
                continue;
            if (now - disconnectedAt < disconnectedLimitMs)
                continue;
            // A host that does tell may be about to: the agents come back after the broker.
            const changedAt = channelChangedAt.get(hostId) ?? createdAt;
            if (system.monotonicMs() - changedAt < sessionGraceMs)
                continue;
            await endSession(hostId, stream, userSessionId, 'disconnected-limit');
        }
    };
    const takeAnswer = async (hostId, answer, accepted) => {
        const { connectionId, attempt, detail } = answer;
        // An agent speaks only for connections that were given to it.
        if (live.get('connection', connectionId)?.state.hostId !== hostId)
            return;
        const code = isErrorCode(answer.code) ? answer.code : 'HOST_DECLINED';
        const command = accepted
            ? { type: 'AcceptRendezvous', attempt }
            : { type: 'DeclineRendezvous', attempt, code, detail: detail.slice(0, 256) };
        await handler.execute('connection', connectionId, command, causeOf(hostId, connectionId));
    };
    return {
        connected: async (channel, agentVersion) => {
            const { machineId: hostId, incarnation } = channel;
            channels.add(channel);
            channelChangedAt.set(hostId, system.monotonicMs());
            const command = { type: 'ConnectAgent', brokerId, incarnation, agentVersion };
            await handler.execute('host', hostId, command, causeOf(hostId));
        },
        disconnected: async (channel, reason) => {
            const { machineId: hostId, incarnation } = channel;
            channels.remove(channel);
            if (channels.agent(hostId) === undefined)
                reporting.delete(hostId);
            channelChangedAt.set(hostId, system.monotonicMs());
            const command = { type: 'DisconnectAgent', brokerId, incarnation, reason };
            await handler.execute('host', hostId, command, causeOf(hostId));
        },
        receive: async (channel, message) => {
            const hostId = channel.machineId;
            switch (message.type) {
                case 'heartbeat':
                    return takeBeat(hostId, message);
                case 'sessionsReport':
                    return takeSessions(hostId, message);
                case 'certificateReport': {
                    const { resourceId, fingerprintSha256: fingerprint } = message;
                    const command = { type: 'ReportCertificate', resourceId, fingerprint };
                    await handler.execute('host', hostId, command, causeOf(hostId));
                    return;
                }
                case 'rendezvousAnswer':
                    return takeAnswer(hostId, message, message.accepted);
                case 'rendezvousOutcome':
                    // A leg that joined was redeemed already; only its failure is news.
                    return message.code === '' ? undefined : takeAnswer(hostId, message, false);
                default:
                    return;
            }
        },
        sweepSessions: async () => {
            for (const hostId of [...reporting.keys()])
                await endAbsent(hostId);
            await endOverdue();
        },
        reportsSessions: (hostId) => reporting.has(hostId),
    };
};
/** Is the host one that a new session may go to now? The feed shows the same answer. */
export const hostAccepts = (live, heartbeats, hostId) => {
    const host = live.stateOf('host', hostId);
    const reachable = host.available && host.channel !== undefined && heartbeats.isFresh(hostId);
    return reachable && acceptsSessions(host.status);
};
