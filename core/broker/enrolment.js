/**
 * Machines at the door: agents and gateways prove their key at every control channel, and join
 * with a token the first time. Answers who they are or why not.
 */
import { refuse } from '../domain/errors.ts';
import { controlProtocolVersion, nameLengthMax } from '../domain/limits.ts';
import { own } from '../domain/lookup.ts';
const sameKey = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);
/** Makes the door of one broker. */
export const createEnrolment = (ports) => {
    const { live, handler, system } = ports;
    const causeOf = (actor) => ({
        actor,
        connectionId: '',
        causationId: system.newId(),
    });
    const poolOfToken = (tokenId) => [...live.indexes.poolIds].find((id) => own(live.stateOf('pool', id).tokens, tokenId));
    const joinHost = async (hello, join) => {
        const { machineName: name, publicKey } = hello;
        if (name.length === 0 || name.length > nameLengthMax) {
            return refuse('REQUEST_INVALID', 'host name is empty or too long');
        }
        const hostId = ports.hostIdOf(name);
        const { tokenId, secretHash } = join;
        const poolId = poolOfToken(tokenId);
        if (poolId === undefined)
            return refuse('REGISTRATION_TOKEN_INVALID');
        const known = live.stateOf('host', hostId);
        if (known.phase === 'registered' && !sameKey(known.publicKey, publicKey)) {
            return refuse('HOST_NAME_TAKEN', name);
        }
        const cause = causeOf(`agent:${hostId}`);
        const redeem = {
            type: 'RedeemRegistrationToken',
            tokenId,
            secretHash,
            hostId,
            now: system.nowMs(),
        };
        const redeemed = await handler.execute('pool', poolId, redeem, cause);
        if (redeemed.kind === 'refused')
            return redeemed;
        const register = { type: 'RegisterHost', hostId, poolId, name, publicKey, tokenId };
        const registered = await handler.execute('host', hostId, register, cause);
        if (registered.kind === 'refused')
            return registered;
        return { kind: 'enrolled', machineId: hostId, poolId, region: '' };
    };
    const joinGateway = async (hello, join) => {
        // A gateway's invitation is its id: it was made for this one alone.
        const gatewayId = join.tokenId;
        const { publicKey } = hello;
        const { secretHash } = join;
        const command = { type: 'RegisterGateway', secretHash, publicKey, now: system.nowMs() };
        const cause = causeOf(`gateway:${gatewayId}`);
        const result = await handler.execute('gateway', gatewayId, command, cause);
        if (result.kind === 'refused')
            return result;
        return { kind: 'enrolled', machineId: gatewayId, poolId: '', region: result.state.region };
    };
    const recognise = (hello) => {
        const { role, machineId, publicKey } = hello;
        const known = role === 'agent' ? live.stateOf('host', machineId) : live.stateOf('gateway', machineId);
        if (known.phase !== 'registered' || !sameKey(known.publicKey, publicKey)) {
            return refuse('AGENT_KEY_UNKNOWN');
        }
        const poolId = 'poolId' in known ? known.poolId : '';
        const region = 'region' in known ? known.region : '';
        return { kind: 'enrolled', machineId, poolId, region };
    };
    return {
        enrol: async (hello) => {
            if (hello.protocolVersion > controlProtocolVersion) {
                return refuse('PROTOCOL_VERSION_UNSUPPORTED', `this broker speaks ${controlProtocolVersion}`);
            }
            if (hello.join === undefined)
                return recognise(hello);
            return hello.role === 'agent' ? joinHost(hello, hello.join) : joinGateway(hello, hello.join);
        },
    };
};
