/**
 * The access log: one line of JSON for each read by a person, in files of bounded size and number
 * in the data folder. It is no decision log: a line is written, not synced, before its read goes
 * on, and frequent reads are counted into one line.
 */
import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../domain/errors.ts';
import { accessLogCoalesceCountMax, accessLogCoalesceMs, accessLogFileBytesMax, accessLogFileCountMax, accessLogQueueCountMax, } from '../domain/limits.ts';
const lineOf = (at, entry, count) => {
    const { actor, action, query } = entry;
    const times = count === 1 ? {} : { count };
    return `${JSON.stringify({ at: new Date(at).toISOString(), actor, action, query, ...times })}\n`;
};
/** Makes the log; the folder is made with the first line. */
export const createAccessLog = (ports, options) => {
    const { system } = ports;
    const fileBytesMax = options.fileBytesMax ?? accessLogFileBytesMax;
    const fileCountMax = options.fileCountMax ?? accessLogFileCountMax;
    const queueCountMax = options.queueCountMax ?? accessLogQueueCountMax;
    const coalesceMs = options.coalesceMs ?? accessLogCoalesceMs;
    const coalesceCountMax = options.coalesceCountMax ?? accessLogCoalesceCountMax;
    const counted = new Map();
    let written = Promise.resolve();
    let queued = 0;
    /** Bytes of the file being written; unknown before the first line. */
    let size;
    const fileOf = (index) => join(options.folder, index === 0 ? 'access.ndjson' : `access.${index}.ndjson`);
    const rotate = async () => {
        await rm(fileOf(fileCountMax - 1), { force: true });
        for (let index = fileCountMax - 2; index >= 0; index--) {
            await rename(fileOf(index), fileOf(index + 1)).catch((error) => {
                // A gap in the row of files is no harm.
                if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
                    throw error;
            });
        }
        size = 0;
    };
    const sizeOfFile = async () => {
        await mkdir(options.folder, { recursive: true, mode: 0o700 });
        return stat(fileOf(0)).then((found) => found.size, () => 0);
    };
    const write = async (line) => {
        const bytes = Buffer.byteLength(line);
        size ??= await sizeOfFile();
        if (size > 0 && size + bytes > fileBytesMax)
            await rotate();
        await appendFile(fileOf(0), line, { mode: 0o600 });
        size += bytes;
    };
    /** Lines are written one after the other, in the order in which they were handed over. */
    const enqueue = (line) => {
        if (queued >= queueCountMax) {
            return Promise.reject(new Fault('LOG_UNAVAILABLE', 'the access log does not keep up'));
        }
        queued += 1;
        const turn = written
            .then(() => write(line))
            .finally(() => {
            queued -= 1;
        });
        written = turn.catch(() => {
            // What a failed write left behind is not known: look again.
            size = undefined;
        });
        return turn.catch((error) => {
            throw new Fault('LOG_UNAVAILABLE', 'the access log cannot be written', error);
        });
    };
    const flush = (key) => {
        const known = counted.get(key);
        counted.delete(key);
        known?.cancel();
        if (!known || known.count === 0)
            return;
        enqueue(lineOf(system.nowMs(), known.entry, known.count)).catch(ports.onFault);
    };
    return {
        record: (entry) => enqueue(lineOf(system.nowMs(), entry, 1)),
        count: (entry) => {
            const key = JSON.stringify([entry.actor, entry.action, entry.query]);
            const known = counted.get(key);
            if (known) {
                known.count += 1;
                return;
            }
            // The first is written at once, those that follow as one line when their time is over.
            enqueue(lineOf(system.nowMs(), entry, 1)).catch(ports.onFault);
            if (counted.size >= coalesceCountMax)
                return;
            const cancel = system.after(coalesceMs, () => flush(key));
            counted.set(key, { entry, count: 0, cancel });
        },
        stop: async () => {
            for (const key of [...counted.keys()])
                flush(key);
            await written;
        },
    };
};
