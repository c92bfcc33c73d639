/**
 * The listener of the control port: TLS, one WebSocket for each agent and gateway, bounds on those
 * that have not proven a key. What is said on a channel is the session's business.
 */
import { createServer } from 'node:https';
import { WebSocketServer } from 'ws';
import { errorTable } from '../domain/errors.ts';
import { apiHeadBytesMax, controlBufferedBytesMax, controlChannelCountMax, controlHalfOpenCountMax, controlHalfOpenPerAddressMax, controlHandshakeMs, controlInboxBytesMax, controlInboxCountMax, controlKeepaliveMs, controlMessageBytesMax, controlSilenceMs, } from '../domain/limits.ts';
import { createControlSession, } from './control-session.ts';
import { createHalfOpenDoor, peerOf } from './half-open-door.ts';
/** The subprotocol that agents and gateways offer. */
export const controlSubprotocol = 'causeway.control.v1';
const refuseUpgrade = (socket, status, message) => {
    const body = JSON.stringify({ code: 'REQUEST_INVALID', message });
    const head = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\n`;
    socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
/** Makes the server; nothing listens before start. */
export const createControlServer = (ports, options) => {
    const sessions = new Set();
    let unknownMessagesTotal = 0;
    let stopping;
    const handshakeMs = options.handshakeMs ?? controlHandshakeMs;
    const sessionOptions = {
        siteId: options.siteId,
        brokerId: options.brokerId,
        ticketPublicKeys: options.ticketPublicKeys,
        heartbeatIntervalMs: options.heartbeatIntervalMs,
        keepaliveMs: options.keepaliveMs ?? controlKeepaliveMs,
        silenceMs: options.silenceMs ?? controlSilenceMs,
        bufferedBytesMax: options.bufferedBytesMax ?? controlBufferedBytesMax,
        inboxCountMax: options.inboxCountMax ?? controlInboxCountMax,
        inboxBytesMax: options.inboxBytesMax ?? controlInboxBytesMax,
    };
    const door = createHalfOpenDoor(ports, {
        perAddressMax: options.halfOpenPerAddressMax ?? controlHalfOpenPerAddressMax,
        countMax: options.halfOpenCountMax ?? controlHalfOpenCountMax,
        admittedCountMax: options.channelCountMax ?? controlChannelCountMax,
        deadlineMs: handshakeMs,
    });
    const websockets = new WebSocketServer({
        noServer: true,
        maxPayload: controlMessageBytesMax,
        perMessageDeflate: false,
        handleProtocols: () => controlSubprotocol,
    });
    const server = createServer({
        ...options.tls,
        minVersion: 'TLSv1.2',
        handshakeTimeout: handshakeMs,
        maxHeaderSize: apiHeadBytesMax,
        headersTimeout: handshakeMs,
        requestTimeout: handshakeMs,
    });
    // The deadline counts from the TCP connection: it covers TLS, the head and the proof.
    server.on('connection', (socket) => door.enter(socket));
    server.on('request', (_request, response) => {
        const { message } = errorTable.NOT_FOUND;
        response.writeHead(404, { Connection: 'close', 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ code: 'NOT_FOUND', message: `${message}; use /control` }));
    });
    server.on('clientError', (_error, socket) => {
        if (socket.writable)
            refuseUpgrade(socket, '400 Bad Request', 'the request cannot be read');
        else
            socket.destroy();
    });
    server.on('upgrade', (request, socket, head) => {
        const peer = peerOf(socket);
        const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
        socket.on('error', () => socket.destroy());
        if (request.url !== '/control') {
            refuseUpgrade(socket, '404 Not Found', 'the control channel is at /control');
        }
        else if (!offered.some((name) => name.trim() === controlSubprotocol)) {
            refuseUpgrade(socket, '400 Bad Request', `the client does not offer ${controlSubprotocol}`);
        }
        else {
            websockets.handleUpgrade(request, socket, head, (websocket) => {
                const onUnknown = () => {
                    unknownMessagesTotal += 1;
                };
                const session = createControlSession(websocket, { ...ports, onUnknown, onProven: () => door.admit(peer) }, sessionOptions);
                sessions.add(session);
                void session.finished.then(() => sessions.delete(session));
                if (stopping)
                    session.close('the broker stops');
            });
        }
    });
    const stop = async () => {
        const closed = new Promise((resolve) => server.close(() => resolve()));
        for (const session of sessions)
            session.close('the broker stops');
        await Promise.all([...sessions].map((session) => session.finished));
        door.clear();
        server.closeAllConnections();
        websockets.close();
        await closed;
    };
    return {
        start: () => new Promise((resolve, reject) => {
            server.once('error', reject);
            server.listen({ host: options.host, port: options.port, exclusive: true }, () => {
                server.off('error', reject);
                server.on('error', (error) => ports.log.warn({ error }, 'Control port failed to accept'));
                // A listening TCP server has an address and port.
                const { address, port } = server.address();
                resolve({ host: address, port });
            });
        }),
        counts: () => ({ ...door.counts(), unknownMessagesTotal }),
        stop: () => {
            stopping ??= stop();
            return stopping;
        },
    };
};
