/**
 * Files for their owner alone: made once by whoever comes first, whole or not at all, and read only
 * while nobody else can reach them. Says for people what is wrong and how to mend it.
 */
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync, } from 'node:fs';
import { keyFileBytesMax } from './identity-limits.ts';
/** Why a folder or a file in it cannot be used: for people, with what to do. */
export class DataFolderFault extends Error {
    fix;
    constructor(message, fix, cause) {
        super(message, cause === undefined ? undefined : { cause });
        this.name = 'DataFolderFault';
        this.fix = fix;
    }
}
/** The system's own name of what went wrong: `ENOENT`, `EACCES`. */
export const systemCode = (error) => error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
/** Throws DataFolderFault when group or others may do anything with it. */
export const refuseExposed = (path) => {
    const stat = statSync(path);
    if ((stat.mode & 0o077) === 0)
        return;
    throw new DataFolderFault(`${path} is open to others (mode ${(stat.mode & 0o777).toString(8)})`, `chmod ${stat.isDirectory() ? '700' : '600'} ${path}`);
};
/** The content; undefined when there is no such file. Throws DataFolderFault. */
export const readPrivate = (path) => {
    try {
        if (statSync(path).size > keyFileBytesMax) {
            throw new DataFolderFault(`${path} is too long to be ours`, 'restore it from a backup');
        }
        refuseExposed(path);
        return readFileSync(path);
    }
    catch (error) {
        if (systemCode(error) === 'ENOENT')
            return undefined;
        if (error instanceof DataFolderFault)
            throw error;
        const fix = 'let the user that runs this read it';
        throw new DataFolderFault(`${path} cannot be read: ${systemCode(error)}`, fix, error);
    }
};
/**
 * The content of the file, which is made when it is not there. Of two processes that make it at
 * once the first wins, and both read the same. Throws DataFolderFault.
 */
export const readOrMakePrivate = (path, make) => {
    const known = readPrivate(path);
    if (known !== undefined)
        return known;
    const content = make();
    const draft = writeDraft(path, content);
    try {
        // A link appears whole or not at all, and never replaces another's.
        linkSync(draft, path);
    }
    catch (error) {
        if (systemCode(error) !== 'EEXIST')
            throw unwritable(path, error);
    }
    finally {
        rmSync(draft, { force: true });
    }
    return readPrivate(path) ?? Buffer.from(content);
};
/** Replaces the file whole: a crash leaves the old or the new one. Throws DataFolderFault. */
export const replacePrivate = (path, content) => renameSync(writeDraft(path, content), path);
const writeDraft = (path, content) => {
    const draft = `${path}.${process.pid}.new`;
    try {
        const file = openSync(draft, 'w', 0o600);
        try {
            writeSync(file, Buffer.from(content));
            fsyncSync(file);
        }
        finally {
            closeSync(file);
        }
        return draft;
    }
    catch (error) {
        throw unwritable(path, error);
    }
};
const unwritable = (path, cause) => {
    const fix = 'let the user that runs this write there, and look at the disk';
    return new DataFolderFault(`${path} cannot be written: ${systemCode(cause)}`, fix, cause);
};
