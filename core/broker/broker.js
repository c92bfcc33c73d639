import { hostChannelWaitMs, sessionSweepMs } from '../domain/limits.ts';
import { createChannels } from './channels.ts';
import { createConnectionRunner } from './connection-runner.ts';
import { createStepRunner } from './connection-steps.ts';
import { createConnections, } from './connections.ts';
import { createEndings } from './endings.ts';
import { createEnrolment } from './enrolment.ts';
import { feedOf } from './feed.ts';
import { createGateways } from './gateways.ts';
import { createCommandHandler } from './handle-command.ts';
import { createHeartbeats } from './heartbeats.ts';
import { createHosts } from './hosts.ts';
import { createLiveState } from './live-state.ts';
import { orphanedSeats, releaseSeat } from './seats.ts';
import { createRendezvousSecrets } from './secrets.ts';
/** Joins the parts; nothing happens before start. */
export const createBroker = (ports, options) => {
    const { log, system } = ports;
    const { brokerId, siteAudience } = options;
    const live = createLiveState();
    const channels = createChannels();
    const timeout = options.heartbeatTimeoutMs;
    const heartbeats = createHeartbeats({ log: ports.heartbeatLog, system }, timeout === undefined ? {} : { timeoutMs: timeout });
    let started = false;
    let followed;
    let subscription;
    let cancelSweep = () => undefined;
    let cancelResume = () => undefined;
    const onEvent = (stream, event) => {
        if (started)
            runner.onEvent(stream, event);
    };
    const handler = createCommandHandler({ log, live, system, onEvent });
    const steps = createStepRunner({
        handler,
        live,
        channels,
        heartbeats,
        system,
        secrets: createRendezvousSecrets(system),
        brokerId,
    });
    const { onFault } = ports;
    const runner = createConnectionRunner({ live, steps, system, brokerId, onFault });
    const gateways = createGateways({
        live,
        handler,
        channels,
        connections: () => connections,
        system,
        brokerId,
        userOf: ports.userOf,
        onFault,
    });
    const connections = createConnections({
        live,
        handler,
        runner,
        people: ports.people,
        tickets: ports.tickets,
        system,
        brokerId,
        userSessionKey: ports.userSessionKey,
        chooseGateway: gateways.choose,
        siteAudience,
    });
    const hosts = createHosts({ live, handler, channels, heartbeats, system, brokerId });
    const enrolment = createEnrolment({ live, handler, system, hostIdOf: ports.hostIdOf });
    const causeOf = (actor, connectionId = '') => ({
        actor,
        connectionId,
        causationId: system.newId(),
    });
    const replay = async (onProgress) => {
        const total = await log.size();
        let done = 0;
        for await (const batch of log.readAll()) {
            handler.follow(batch);
            followed = batch.at(-1)?.position ?? followed;
            done += batch.length;
            onProgress(done, Math.max(total, done));
        }
    };
    /** What a crash left between two appends: machines that are gone, seats that nobody holds. */
    const tidy = async () => {
        for (const hostIds of live.indexes.hostIdsByPool.values()) {
            for (const hostId of hostIds) {
                const { channel } = live.stateOf('host', hostId);
                if (channel?.brokerId !== brokerId)
                    continue;
                const command = { type: 'DisconnectAgent', reason: 'broker-restarted', ...channel };
                await handler.execute('host', hostId, command, causeOf(`broker:${brokerId}`));
            }
        }
        for (const gatewayId of live.indexes.gatewayIds) {
            const { channel } = live.stateOf('gateway', gatewayId);
            if (channel?.brokerId !== brokerId)
                continue;
            const command = { type: 'DisconnectGateway', reason: 'broker-restarted', ...channel };
            await handler.execute('gateway', gatewayId, command, causeOf(`broker:${brokerId}`));
        }
        await releaseOrphans();
    };
    const releaseOrphans = async () => {
        for (const { hostId, userSessionId } of orphanedSeats(live)) {
            await releaseSeat(handler, hostId, userSessionId, 'orphaned', causeOf(`broker:${brokerId}`));
        }
    };
    const sweep = async () => {
        await hosts.sweepSessions();
        await releaseOrphans();
    };
    const sweepLater = () => {
        cancelSweep = system.after(sessionSweepMs, () => {
            sweep()
                .catch((error) => onFault('', error))
                .finally(sweepLater);
        });
    };
    const endings = createEndings({ live, handler, channels, causeOf });
    return {
        live,
        handler,
        channels,
        heartbeats,
        connections,
        enrolment,
        gateways,
        hosts,
        runner,
        feed: (requester) => feedOf(live, heartbeats, requester),
        ...endings,
        start: async (onProgress = () => undefined) => {
            await replay(onProgress);
            await heartbeats.load();
            await tidy();
            started = true;
            subscription = log.subscribe({
                ...(followed === undefined ? {} : { from: followed }),
                onEvents: (events) => {
                    handler.follow(events);
                    followed = events.at(-1)?.position ?? followed;
                },
                onFault: (fault) => onFault('', fault),
            });
            sweepLater();
            // The agents come back first: what is under way then need not fail.
            cancelResume = system.after(hostChannelWaitMs, () => {
                runner.resume().catch((error) => onFault('', error));
            });
        },
        followed: () => followed,
        stop: async () => {
            started = false;
            cancelSweep();
            cancelResume();
            runner.stop();
            for (const channel of channels.all())
                channel.close('the broker stops');
            await subscription?.stop();
        },
    };
};
