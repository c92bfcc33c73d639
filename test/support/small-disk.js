/** A disk of a few megabytes for tests, where this user may mount one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
const run = (command, ...parameters) => spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;
/** Mounts an empty disk; undefined when that is not allowed here. */
export const mountSmallDisk = (bytes) => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-disk-'));
    if (!run('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'causeway-test', folder)) {
        rmdirSync(folder);
        return undefined;
    }
    const ballast = join(folder, 'ballast');
    return {
        folder,
        fill: (leaveBytes) => {
            const { bavail, bsize } = statfsSync(folder);
            writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes), 1));
        },
        free: () => rmSync(ballast, { force: true }),
        setReadOnly: (readOnly) => {
            if (!run('mount', '-o', readOnly ? 'remount,ro' : 'remount,rw', folder))
                throw new Error(`could not remount ${folder}`);
        },
        unmount: () => {
            run('umount', '-l', folder);
            rmdirSync(folder);
        },
    };
};
/** May this process mount one? */
export const canMountSmallDisk = () => {
    const disk = process.platform === 'linux' ? mountSmallDisk(65536) : undefined;
    disk?.unmount();
    return disk !== undefined;
};
