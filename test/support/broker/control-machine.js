/** A machine at the control port that does exactly what a test tells it to, right or wrong. */
import { once } from 'node:events';
import WebSocket from 'ws';
import { newMachineKey, openMachineKey, } from '../../../core/identity/machine-keys.ts';
import { decodeControl, encodeControl, } from '../../../proto/control-codec.ts';
const waitMs = 10000;
/** Dials and resolves when the WebSocket is open. */
export const dialControl = async (port, ca, key = openMachineKey(newMachineKey())) => {
    const url = `wss://localhost:${port}/control`;
    const socket = new WebSocket(url, 'causeway.control.v1', { ca, autoPong: true });
    const inbox = [];
    const waiters = [];
    socket.on('message', (data) => {
        const message = decodeControl(new Uint8Array(data));
        if (message.type === 'malformed' || message.type === 'unknown')
            throw new Error(message.type);
        const waiter = waiters.shift();
        if (waiter)
            waiter(message);
        else
            inbox.push(message);
    });
    const closed = new Promise((resolve) => {
        socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    socket.on('error', () => undefined);
    await Promise.race([
        once(socket, 'open'),
        closed.then(({ code }) => Promise.reject(new Error(`closed with ${code} before it opened`))),
    ]);
    const next = () => {
        const known = inbox.shift();
        if (known)
            return Promise.resolve(known);
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error('no message came')), waitMs);
            waiters.push((message) => {
                clearTimeout(timer);
                resolve(message);
            });
        });
    };
    const machine = {
        key,
        socket,
        closed,
        send: (message) => socket.send(encodeControl(message)),
        take: async (type) => {
            const message = await next();
            if (message.type !== type) {
                throw new Error(`expected ${type}, got ${JSON.stringify(message)}`);
            }
            // The type was compared just now.
            return message;
        },
        greet: async (wishes = {}) => {
            machine.send({
                type: 'hello',
                protocolVersion: 1,
                role: 'agent',
                machineName: 'host-1',
                softwareVersion: '1.0',
                publicKey: key.publicKey,
                machineId: 'h-host-1',
                ...wishes,
            });
            const challenge = await machine.take('challenge');
            const { nonce, siteId, brokerId } = challenge;
            const role = wishes.role ?? 'agent';
            machine.send({ type: 'proof', signature: key.sign({ role, nonce, siteId, brokerId }) });
            return challenge;
        },
    };
    return machine;
};
