import { join } from 'node:path';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { decodeHeartbeat, encodeHeartbeat } from '../../../core/adapters/log-heartbeat.ts';
import { sampleOf } from '../../contract/heartbeat-log.ts';
const root = protobuf.loadSync(join(import.meta.dirname, '../../../proto/envelope.proto'));
const stored = root.lookupType('causeway.log.v1.StoredHeartbeat');
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const anySample = fc.record({
    hostId: fc.constant('h1'),
    receivedAt: fc.constant(5),
    activeSessions: fc.nat(),
    disconnectedSessions: fc.nat(),
    cpuLoad: fc.double({ noNaN: true, min: 0, max: 1 }),
    memoryUsedBytes: fc.maxSafeNat(),
    memoryTotalBytes: fc.maxSafeNat(),
    agentVersion: text,
    healthChecks: fc.array(fc.record({
        name: text,
        result: fc.constantFrom('unknown', 'succeeded', 'failed'),
        fatal: fc.boolean(),
        message: text,
    }), { maxLength: 5 }),
});
describe('a kept heartbeat', () => {
    it('comes back as it was', () => {
        fc.assert(fc.property(anySample, (sample) => {
            const bytes = Buffer.from(encodeHeartbeat(sample));
            expect(decodeHeartbeat('h1', 5, bytes)).toEqual(sample);
        }), { numRuns: 300 });
    });
    it('is read by protobufjs as the same message', () => {
        const bytes = encodeHeartbeat(sampleOf('h1', 5));
        const message = stored.toObject(stored.decode(bytes), { longs: Number, defaults: true });
        expect(message).toEqual({
            activeSessions: 3,
            disconnectedSessions: 1,
            cpuLoad: 0.25,
            memoryUsedBytes: 2 ** 33,
            memoryTotalBytes: 2 ** 34,
            agentVersion: '1.2.3',
            healthChecks: [{ name: 'DomainJoined', result: 2, fatal: true, message: 'no domain' }],
        });
    });
    it('faults on damaged bytes', () => {
        fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
            try {
                decodeHeartbeat('h1', 5, Buffer.from(noise));
            }
            catch (error) {
                expect(error).toMatchObject({ code: 'LOG_CORRUPT' });
            }
        }), { numRuns: 1000 });
        expect(() => decodeHeartbeat('h1', 5, Buffer.from([0x19, 1, 2]))).toThrow('cut short');
    });
});
