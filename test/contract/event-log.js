/**
 * What every EventLog must do, run against each adapter by event-log.test.ts.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEventCountMax, eventPayloadBytesMax, readBatchCountMax, } from '../../core/domain/limits.ts';
import { collect, eventOf, eventsOf, fill, idsOf } from './events.ts';
import { subscriptionContract } from './event-log-subscribe.ts';
/** Runs the suite. */
export const eventLogContract = (name, open) => {
    describe(`event log: ${name}`, () => {
        let opened;
        let log;
        beforeEach(async () => {
            opened = await open();
            log = opened.log;
        });
        afterEach(async () => {
            await log.stop();
            await opened.dispose?.();
        });
        const reopened = async () => {
            if (opened.reopen !== undefined)
                log = await opened.reopen();
            return log;
        };
        describe('append', () => {
            it('numbers a new stream from 0 and answers the last revision', async () => {
                const result = await log.append('s', 'none', eventsOf('a', 3));
                expect(result).toMatchObject({ kind: 'appended', revision: 2 });
                expect((await collect(log.readStream('s'))).map((event) => event.revision)).toEqual([0, 1, 2]);
            });
            it('gives back every field as it was written', async () => {
                const event = eventOf('whole', {
                    eventId: 'ид-1',
                    schemaVersion: 7,
                    recordedAt: 2 ** 52 + 1,
                    actor: 'user:Zoë',
                    connectionId: '',
                    causationId: '',
                    payload: new Uint8Array([0, 255, 10]),
                });
                await log.append('strömung', 'none', [event]);
                const [found] = await collect(log.readStream('strömung'));
                expect(found).toMatchObject({ ...event, stream: 'strömung', revision: 0 });
                expect(found?.payload).toEqual(event.payload);
            });
            it('does not change with the array that was handed over', async () => {
                const payload = new Uint8Array([1, 2, 3]);
                const appended = log.append('s', 'none', [eventOf('a', { payload })]);
                payload.fill(9);
                await appended;
                const [found] = await collect(log.readStream('s'));
                expect(found?.payload).toEqual(new Uint8Array([1, 2, 3]));
            });
            it('answers a conflict with the actual revision', async () => {
                await fill(log, 's', 3);
                for (const expected of [0, 1, 3, 4, 'none']) {
                    const result = await log.append('s', expected, [eventOf('late')]);
                    expect(result).toEqual({ kind: 'conflict', actual: 2 });
                }
                expect(await log.append('other', 0, [eventOf('late')])).toEqual({
                    kind: 'conflict',
                    actual: 'none',
                });
                expect(await log.size()).toBe(3);
            });
            it('writes all events of an append or none', async () => {
                await fill(log, 's', 1);
                await log.append('s', 'none', eventsOf('b', 5));
                expect(await log.size()).toBe(1);
                await log.append('s', 0, eventsOf('b', 5));
                expect(await log.size()).toBe(6);
            });
            it('lets exactly one of many writers win each revision', async () => {
                for (let revision = -1; revision < 4; revision++) {
                    const expected = revision < 0 ? 'none' : revision;
                    const results = await Promise.all(eventsOf(`race-${revision}`, 8).map((event) => log.append('s', expected, [event])));
                    expect(results.filter((result) => result.kind === 'appended')).toHaveLength(1);
                    const losers = results.filter((result) => result.kind === 'conflict');
                    expect(losers.map((result) => result.actual)).toEqual(Array(7).fill(revision + 1));
                }
            });
            it('recognises a repeated append, also in one breath', async () => {
                const events = eventsOf('a', 3);
                const [first, second] = await Promise.all([
                    log.append('s', 'none', events),
                    log.append('s', 'none', events),
                ]);
                expect(second).toEqual(first);
                expect(await log.append('s', 'none', events)).toEqual(first);
                expect(await log.size()).toBe(3);
            });
            it('recognises a repeated append after others followed and after it was reopened', async () => {
                await fill(log, 's', 2);
                const events = eventsOf('again', 2);
                const first = await log.append('s', 1, events);
                await log.append('s', 3, eventsOf('later', 3));
                await fill(log, 'other', 5);
                expect(await log.append('s', 1, events)).toEqual(first);
                const again = await reopened();
                expect(await again.append('s', 1, events)).toEqual(first);
                expect(await again.size()).toBe(12);
            });
            it('does not take a repeated append for one that differs in any event', async () => {
                const events = eventsOf('a', 3);
                await log.append('s', 'none', events);
                const conflict = { kind: 'conflict', actual: 2 };
                expect(await log.append('s', 'none', [...events.slice(0, 2), eventOf('b')])).toEqual(conflict);
                expect(await log.append('s', 'none', [...events, eventOf('b')])).toEqual(conflict);
                expect(await log.append('s', 0, events)).toEqual(conflict);
            });
            it('refuses what is beyond its bounds, naming it, and writes nothing', async () => {
                const large = eventOf('large', { payload: new Uint8Array(eventPayloadBytesMax + 1) });
                await expect(log.append('s', 'none', [eventOf('a'), large])).rejects.toMatchObject({
                    code: 'REQUEST_TOO_LARGE',
                    message: expect.stringContaining('payload'),
                });
                await expect(log.append('s', 'none', eventsOf('many', appendEventCountMax + 1))).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' });
                await expect(log.append('s', 'none', [])).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
                await expect(log.append('', 'none', [eventOf('a')])).rejects.toMatchObject({
                    code: 'REQUEST_INVALID',
                });
                await expect(log.append('s', -2, [eventOf('a')])).rejects.toMatchObject({
                    code: 'REQUEST_INVALID',
                });
                expect(await log.size()).toBe(0);
            });
            it('takes the largest append that is allowed', async () => {
                const payload = new Uint8Array(eventPayloadBytesMax).fill(7);
                const events = eventsOf('large', appendEventCountMax).map((event) => ({ ...event, payload }));
                await log.append('s', 'none', events);
                const found = await collect(log.readStream('s'));
                expect(idsOf(found)).toEqual(idsOf(events));
                expect(found.at(-1)?.payload).toEqual(payload);
            });
        });
        describe('read', () => {
            it('hands over a stream forward and backward, from anywhere, up to a count', async () => {
                const last = await fill(log, 's', 10);
                await fill(log, 't', 3);
                const revisions = async (options) => (await collect(log.readStream('s', options))).map((event) => event.revision);
                expect(await revisions({ from: 7 })).toEqual([7, 8, 9]);
                expect(await revisions({ from: 2, countMax: 3 })).toEqual([2, 3, 4]);
                expect(await revisions({ from: last + 1 })).toEqual([]);
                expect(await revisions({ countMax: 0 })).toEqual([]);
                expect(await revisions({ direction: 'backward', countMax: 2 })).toEqual([9, 8]);
                expect(await revisions({ direction: 'backward', from: 1 })).toEqual([1, 0]);
                expect(await revisions({ direction: 'backward', from: 99, countMax: 1 })).toEqual([9]);
                expect(await revisions({ direction: 'backward', countMax: 0 })).toEqual([]);
            });
            it('hands over nothing for a stream that does not exist', async () => {
                await fill(log, 'stream', 2);
                for (const name of ['strea', 'streams', 'stream-0', 'a'])
                    for (const direction of ['forward', 'backward'])
                        expect(await collect(log.readStream(name, { direction }))).toEqual([]);
            });
            it('hands over everything in the order of appending, both ways', async () => {
                for (let index = 0; index < 12; index++)
                    await fill(log, `s${index}`, (index % 3) + 1);
                const forward = await collect(log.readAll());
                expect(forward).toHaveLength(24);
                const backward = await collect(log.readAll({ direction: 'backward' }));
                expect(backward).toEqual([...forward].reverse());
                for (const [index, event] of forward.entries()) {
                    const next = forward[index + 1];
                    if (next !== undefined)
                        expect(log.comparePositions(event.position, next.position)).toBeLessThan(0);
                }
            });
            it('continues strictly after or before a position', async () => {
                await fill(log, 's', 10);
                const all = await collect(log.readAll());
                for (const [index, { position }] of all.entries()) {
                    const after = await collect(log.readAll({ from: position, countMax: 4 }));
                    expect(idsOf(after)).toEqual(idsOf(all.slice(index + 1, index + 5)));
                    const before = await collect(log.readAll({ from: position, direction: 'backward' }));
                    expect(idsOf(before)).toEqual(idsOf(all.slice(0, index).reverse()));
                }
            });
            it('splits long reads into batches within the bound', async () => {
                const count = readBatchCountMax * 2 + 10;
                const appends = [];
                for (let index = 0; index * 50 < count; index++)
                    appends.push(log.append('s', index === 0 ? 'none' : index * 50 - 1, eventsOf(`e${index}`, 50)));
                await Promise.all(appends);
                const total = appends.length * 50;
                for (const batches of [
                    log.readAll(),
                    log.readAll({ direction: 'backward' }),
                    log.readStream('s'),
                    log.readStream('s', { direction: 'backward' }),
                ]) {
                    let seen = 0;
                    for await (const batch of batches) {
                        expect(batch.length).toBeLessThanOrEqual(readBatchCountMax);
                        seen += batch.length;
                    }
                    expect(seen).toBe(total);
                }
            });
            it('tells head and size', async () => {
                expect(await log.head()).toBeUndefined();
                expect(await log.size()).toBe(0);
                expect(await collect(log.readAll())).toEqual([]);
                const result = await log.append('s', 'none', eventsOf('a', 4));
                expect(result.kind === 'appended' && result.position).toBe(await log.head());
                expect(await log.size()).toBe(4);
            });
            it('keeps many streams apart', async () => {
                const names = Array.from({ length: 300 }, (_, index) => `connection-${index}`);
                await Promise.all(names.map((name) => fill(log, name, 2)));
                const again = await reopened();
                for (const name of names) {
                    const found = await collect(again.readStream(name));
                    expect(idsOf(found)).toEqual([`id-${name}-0`, `id-${name}-1`]);
                }
            });
        });
        describe('positions and checkpoints', () => {
            it('parses its own positions and no others', async () => {
                await fill(log, 's', 1);
                const head = await log.head();
                expect(head === undefined ? '' : log.parsePosition(head)).toBe(head);
                for (const text of ['', '1', 'x:1', `${head}x`, `${head?.slice(0, 2)}0`, 'l:-1', 'm:1.5'])
                    expect(log.parsePosition(text)).toBeUndefined();
            });
            it('keeps checkpoints by name', async () => {
                await fill(log, 's', 3);
                const [first] = await collect(log.readAll({ countMax: 1 }));
                const head = await log.head();
                if (first === undefined || head === undefined)
                    throw new Error('the log is empty');
                expect(await log.loadCheckpoint('hosts')).toBeUndefined();
                await log.storeCheckpoint('hosts', first.position);
                await log.storeCheckpoint('pools', head);
                await log.storeCheckpoint('hosts', head);
                await log.storeCheckpoint('pools', first.position);
                const again = await reopened();
                expect(await again.loadCheckpoint('hosts')).toBe(head);
                expect(await again.loadCheckpoint('pools')).toBe(first.position);
            });
        });
        it('holds the same events after it was reopened, and goes on', async () => {
            await fill(log, 's', 5);
            const before = await collect(log.readAll());
            const again = await reopened();
            expect(await collect(again.readAll())).toEqual(before);
            expect(await again.append('s', 3, [eventOf('stale')])).toEqual({ kind: 'conflict', actual: 4 });
            expect(await again.append('s', 4, [eventOf('next')])).toMatchObject({ revision: 5 });
        });
        it('takes no appends once it is stopping, after those that were under way', async () => {
            const under = log.append('s', 'none', eventsOf('a', 2));
            const stopping = log.stop();
            await expect(log.append('t', 'none', [eventOf('b')])).rejects.toMatchObject({
                code: 'LOG_UNAVAILABLE',
            });
            expect(await under).toMatchObject({ kind: 'appended', revision: 1 });
            await stopping;
            await log.stop();
        });
        subscriptionContract(() => log, reopened);
    });
};
