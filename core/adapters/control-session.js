import { decodeControl, encodeControl, } from '../../proto/control-codec.ts';
import { errorTable } from '../domain/errors.ts';
import { controlProtocolVersion } from '../domain/limits.ts';
import { verifyChallenge } from '../identity/machine-keys.ts';
import { hashSecret } from '../identity/registration-tokens.ts';
import { codeOf, createControlChannel, } from './control-channel.ts';
import { keepControlAlive } from './control-keepalive.ts';
/** How long the peer may take for its part of the closing handshake. */
const closeMs = 1000;
/** A WebSocket close reason holds this many bytes (RFC 6455, section 5.5). */
const closeReasonBytesMax = 123;
/** Runs one accepted WebSocket; everything it needs it gets from its ports. */
export const createControlSession = (socket, ports, options) => {
    const { broker, system, log } = ports;
    const nonce = system.randomBytes(32);
    const incarnation = system.newId();
    let phase = 'hello';
    let hello;
    let channel;
    let endReason = '';
    const close = (reason, closeCode = 1000) => {
        if (phase === 'ended')
            return;
        phase = 'ended';
        endReason = reason;
        const text = Buffer.from(reason).subarray(0, closeReasonBytesMax).toString();
        socket.close(closeCode, text.replace(/\ufffd+$/u, ''));
        const cancel = system.after(closeMs, () => socket.terminate());
        socket.once('close', cancel);
    };
    const write = (message) => {
        if (phase === 'ended' || socket.readyState !== socket.OPEN)
            return false;
        const bytes = encodeControl(message);
        if (socket.bufferedAmount + bytes.length > options.bufferedBytesMax)
            return false;
        socket.send(bytes);
        return true;
    };
    const reject = (code, detail) => {
        log.info({ code, detail, machineName: hello?.machineName ?? '' }, 'Control peer refused');
        write({ type: 'rejected', code, detail: detail === '' ? errorTable[code].message : detail });
        close(code, 1008);
    };
    /** A peer that breaks the protocol is told so and let go. */
    const breakOff = (detail) => {
        if (phase === 'up') {
            log.warn({ detail, incarnation }, 'Control channel closed');
            close(detail, 1008);
        }
        else {
            reject('REQUEST_INVALID', detail);
        }
    };
    const open = (enrolled, greeting) => {
        const { machineId, poolId, region } = enrolled;
        phase = 'up';
        // The welcome goes first: an order that the channel's event sets off must not overtake it.
        write({
            type: 'welcome',
            machineId,
            heartbeatIntervalMs: options.heartbeatIntervalMs,
            ticketPublicKeys: [...options.ticketPublicKeys()],
            siteId: options.siteId,
            incarnation,
            poolId,
            region,
        });
        const { role, softwareVersion } = greeting;
        channel = createControlChannel({ broker, log }, { machineId, role, incarnation, send: write, close: (reason) => close(reason) }, { softwareVersion, breakOff, ...options });
    };
    const enrol = async (greeting) => {
        const { role, protocolVersion, machineName, publicKey, machineId } = greeting;
        const join = 'join' in greeting ? greeting.join : undefined;
        const joining = join && { tokenId: join.tokenId, secretHash: hashSecret(join.secret) };
        try {
            const enrolled = await broker.enrolment.enrol({
                role,
                protocolVersion,
                machineName,
                publicKey,
                machineId,
                join: joining,
            });
            if (phase !== 'enrolling')
                return;
            if (enrolled.kind === 'refused')
                reject(enrolled.code, enrolled.detail);
            else
                open(enrolled, greeting);
        }
        catch (error) {
            log.warn({ error, machineName }, 'Machine could not be enrolled');
            reject(codeOf(error), '');
        }
    };
    const onHello = (greeting) => {
        hello = greeting;
        if (greeting.protocolVersion > controlProtocolVersion) {
            const detail = `this broker speaks version ${controlProtocolVersion}`;
            reject('PROTOCOL_VERSION_UNSUPPORTED', detail);
            return;
        }
        phase = 'proof';
        const { siteId, brokerId } = options;
        write({ type: 'challenge', nonce, siteId, brokerId });
    };
    const onProof = (greeting, signature) => {
        const { role, publicKey } = greeting;
        const { siteId, brokerId } = options;
        if (!verifyChallenge(publicKey, { role, nonce, siteId, brokerId }, signature)) {
            reject('AGENT_KEY_UNKNOWN', 'the signature does not prove the key');
            return;
        }
        if (!ports.onProven()) {
            reject('RATE_LIMITED', 'this broker holds as many channels as it can');
            return;
        }
        phase = 'enrolling';
        void enrol(greeting);
    };
    const onMessage = (message, bytes) => {
        if (phase === 'up' && channel)
            channel.receive(message, bytes);
        else if (phase === 'hello' && message.type === 'hello')
            onHello(message);
        else if (phase === 'proof' && message.type === 'proof' && hello) {
            onProof(hello, message.signature);
        }
        else {
            breakOff(`${message.type} is out of order`);
        }
    };
    const onData = (data, isBinary) => {
        if (phase === 'ended')
            return;
        if (!(isBinary && data instanceof Uint8Array)) {
            breakOff('a message is not binary');
            return;
        }
        const message = decodeControl(data);
        if (message.type === 'unknown')
            ports.onUnknown();
        else if (message.type === 'malformed')
            breakOff(`a message is malformed: ${message.detail}`);
        else
            onMessage(message, data.length);
    };
    socket.on('message', onData);
    socket.on('error', (error) => log.debug({ error }, 'Control socket failed'));
    const stopKeepalive = keepControlAlive(socket, { system }, options, (reason) => {
        endReason = reason;
        socket.terminate();
    });
    const finished = new Promise((resolve) => {
        socket.once('close', (code) => {
            phase = 'ended';
            stopKeepalive();
            const over = channel?.end(endReason === '' ? `closed with code ${code}` : endReason);
            resolve(over);
        });
    });
    return { close: (reason) => close(reason), finished };
};
