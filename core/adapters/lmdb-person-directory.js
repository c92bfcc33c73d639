/**
 * The embedded person directory: one key for each person, wrapped by the directory's key. To erase a
 * person is to delete the key and to wrap all others anew under a new directory key.
 *
 * | Database | Key | Value |
 * |---|---|---|
 * | persons | SHA-256 of the user id | the person's key, sealed with the directory's |
 * | meta | `key` | id of the directory's key |
 */
import { createHash } from 'node:crypto';
import { Fault } from '../domain/errors.ts';
import { personMapBytesMax } from '../domain/limits.ts';
import { adoptNextKey, loadKey, writeNextKey } from './directory-key.ts';
import { openBatchStore } from './lmdb-batch.ts';
import { keyIdBytes, nonceBytes, openWith, sealWith, secretBytes, } from './person-seal.ts';
const keyName = Buffer.from('key');
const personOf = (userId) => createHash('sha256').update(userId).digest();
/** Opens the directory of a folder. Throws a Fault like openLmdbEventLog. */
export const openLmdbPersonDirectory = async (options) => {
    const { folder, system } = options;
    const store = await openBatchStore({
        folder,
        mapBytes: personMapBytesMax,
        names: ['persons', 'meta'],
        kind: 'causeway-persons',
        format: 1,
    });
    const persons = store.store('persons');
    const createKey = () => ({
        id: Buffer.from(system.randomBytes(keyIdBytes)),
        secret: Buffer.from(system.randomBytes(secretBytes)),
    });
    const wrap = (under, person, key) => {
        const plaintext = Buffer.concat([key.id, key.secret]);
        return sealWith(under, system.randomBytes(nonceBytes), person.toString('hex'), plaintext);
    };
    const unwrap = (under, person, wrapped) => {
        const bytes = openWith(under, person.toString('hex'), wrapped);
        if (bytes === undefined)
            throw new Fault('LOG_CORRUPT', 'a key of the person directory is damaged');
        return { id: bytes.subarray(0, keyIdBytes), secret: bytes.subarray(keyIdBytes) };
    };
    let directoryKey = createKey();
    /** Writes the new key before the store names it, and makes it the only one afterwards. */
    const replaceKey = async (next, changes) => {
        writeNextKey(folder, next);
        await store.write([...changes, { store: 'meta', key: keyName, value: next.id }]);
        directoryKey = next;
        adoptNextKey(folder);
    };
    try {
        const id = store.store('meta').get(keyName);
        if (id === undefined)
            await replaceKey(directoryKey, []);
        else
            directoryKey = loadKey(folder, id);
    }
    catch (error) {
        await store.stop();
        throw error;
    }
    /** Changes come one after the other, so that no key is made twice or wrapped under an old one. */
    let changing = Promise.resolve();
    const inTurn = (change) => {
        const result = changing.then(change);
        changing = result.catch(() => { });
        return result;
    };
    const keyOf = (person) => {
        store.refresh();
        const wrapped = persons.get(person);
        return wrapped === undefined ? undefined : unwrap(directoryKey, person, wrapped);
    };
    const makeKey = async (person) => {
        const known = keyOf(person);
        if (known !== undefined)
            return known;
        const key = createKey();
        const value = wrap(directoryKey, person, key);
        await store.write([{ store: 'persons', key: person, value }]);
        return key;
    };
    const erase = async (erased) => {
        if (keyOf(erased) === undefined)
            return;
        const next = createKey();
        const changes = [];
        for (const { key: person, value } of persons.getRange({})) {
            if (person.equals(erased))
                changes.push({ store: 'persons', key: person });
            else {
                const rewrapped = wrap(next, person, unwrap(directoryKey, person, value));
                changes.push({ store: 'persons', key: person, value: rewrapped });
            }
        }
        await replaceKey(next, changes);
    };
    return {
        seal: async (userId, plaintext) => {
            const person = personOf(userId);
            const key = await inTurn(() => makeKey(person));
            return sealWith(key, system.randomBytes(nonceBytes), userId, plaintext);
        },
        open: (userId, sealed) => inTurn(async () => {
            const key = keyOf(personOf(userId));
            const opened = key === undefined ? undefined : openWith(key, userId, sealed);
            return opened === undefined ? undefined : new Uint8Array(opened);
        }),
        erase: (userId) => inTurn(() => erase(personOf(userId))),
        stop: async () => {
            await changing;
            await store.stop();
        },
    };
};
