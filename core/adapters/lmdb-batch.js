/**
 * A small durable store of named databases, written by a thread, read here. For what is not the
 * decision log: heartbeats and the person directory.
 */
import { once } from 'node:events';
import { Fault } from '../domain/errors.ts';
import { openEnv, openStore, padDataFile, prepareDataFile, storeFault, } from './lmdb-env.ts';
import { takeFolder } from './lmdb-folder.ts';
import { startThread } from './lmdb-thread.ts';
/** Opens the folder's store, alone. Throws a Fault like openLmdbEventLog. */
export const openBatchStore = async (options) => {
    const { folder, mapBytes, names } = options;
    const taken = takeFolder(folder, options.kind, options.format);
    try {
        prepareDataFile(folder, taken.known);
        const env = openEnv({ folder, mapBytes });
        const stores = new Map(names.map((name) => [name, openStore(env, name)]));
        taken.mark();
        const thread = startThread('lmdb-batch-thread', { folder, mapBytes, names });
        const waiting = [];
        let ended;
        const gone = once(thread, 'exit');
        const fail = (fault) => {
            ended ??= fault;
            for (const { reject } of waiting.splice(0))
                reject(ended);
        };
        await once(thread, 'message').catch(async (error) => {
            await env.close();
            throw storeFault(error, 'could not start the writer');
        });
        thread.on('error', (error) => fail(storeFault(error, 'the writer failed')));
        thread.on('exit', () => fail(new Fault('LOG_UNAVAILABLE', 'the store is closed')));
        thread.on('message', (answer) => {
            const next = waiting.shift();
            if (answer.kind === 'written')
                next?.resolve();
            else
                next?.reject(new Fault(answer.code, answer.detail));
        });
        const post = (request) => thread.postMessage(request);
        let stopped;
        const stop = async () => {
            post({ kind: 'stop' });
            await gone;
            await env.close();
            padDataFile(folder);
            taken.release();
        };
        return {
            store: (name) => {
                const store = stores.get(name);
                if (store === undefined)
                    throw new Fault('INTERNAL', `there is no database ${name}`);
                return store;
            },
            refresh: () => env.resetReadTxn(),
            write: (changes) => new Promise((resolve, reject) => {
                if (ended !== undefined || stopped !== undefined)
                    throw ended ?? new Fault('LOG_UNAVAILABLE', 'the store is closing');
                waiting.push({ resolve, reject });
                post({ kind: 'write', changes });
            }),
            stop: () => {
                stopped ??= stop();
                return stopped;
            },
        };
    }
    catch (error) {
        taken.release();
        throw error;
    }
};
