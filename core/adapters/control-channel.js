import { Fault } from '../domain/errors.ts';
import { createControlInbox } from './control-inbox.ts';
/** Messages that depend on each other's order share a lane. */
const laneOf = (message) => {
    switch (message.type) {
        case 'authorizeClient':
        case 'authorizeHost':
            return `request ${message.requestId}`;
        case 'legReport':
        case 'rendezvousAnswer':
        case 'rendezvousOutcome':
            return `connection ${message.connectionId}`;
        default:
            return '';
    }
};
/** The code that a peer is told for an error of ours. */
export const codeOf = (error) => error instanceof Fault ? error.code : 'INTERNAL';
/** Starts the work of a channel whose machine was welcomed. */
export const createControlChannel = (ports, channel, options) => {
    const { hosts, gateways } = ports.broker;
    const { log } = ports;
    const { machineId, role } = channel;
    const inbox = createControlInbox({
        countMax: options.inboxCountMax,
        bytesMax: options.inboxBytesMax,
    });
    /** Gateways speak for themselves first; until then nothing of them is handled. */
    let introduced = false;
    const begin = (work) => inbox.barrier(async () => {
        try {
            await work();
        }
        catch (error) {
            // A channel that the log does not know can never be used: the machine tries again.
            log.warn({ error, machineId }, 'Control channel could not be recorded');
            channel.close(codeOf(error));
        }
    });
    const handle = async (message) => {
        try {
            if (role === 'agent')
                await hosts.receive(channel, message);
            else
                await gateways.receive(channel, message);
        }
        catch (error) {
            log.warn({ error, machineId, message: message.type }, 'Control message could not be handled');
            if (message.type !== 'authorizeClient' && message.type !== 'authorizeHost')
                return;
            const { requestId } = message;
            channel.send({ type: 'legRefused', requestId, code: codeOf(error), detail: '' });
        }
    };
    const introduce = (state) => {
        introduced = true;
        begin(() => gateways.connected(channel, options.softwareVersion, state));
    };
    if (role === 'agent')
        begin(() => hosts.connected(channel, options.softwareVersion));
    return {
        receive: (message, bytes) => {
            if (role === 'gateway' && !introduced) {
                if (message.type === 'gatewayState')
                    introduce(message);
                else
                    options.breakOff(`the first message is ${message.type}, not gatewayState`);
            }
            else if (!inbox.push(laneOf(message), bytes, () => handle(message))) {
                options.breakOff('more messages wait on this channel than the broker takes');
            }
        },
        end: (reason) => {
            inbox.barrier(async () => {
                try {
                    if (role === 'agent')
                        await hosts.disconnected(channel, reason);
                    else if (introduced)
                        await gateways.disconnected(channel, reason);
                }
                catch (error) {
                    log.warn({ error, machineId }, 'End of a control channel could not be recorded');
                }
            });
            return inbox.idle();
        },
    };
};
