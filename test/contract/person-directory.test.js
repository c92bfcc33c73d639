import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbPersonDirectory } from '../../core/adapters/lmdb-person-directory.ts';
import { createMemoryPersonDirectory } from '../../core/adapters/memory-person-directory.ts';
import { createSystem } from '../../core/adapters/system.ts';
import { personDirectoryContract } from './person-directory.ts';
const system = createSystem();
personDirectoryContract('memory', async () => ({ directory: createMemoryPersonDirectory(system) }));
personDirectoryContract('lmdb', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-persons-'));
    let directory = await openLmdbPersonDirectory({ folder, system });
    return {
        directory,
        reopen: async () => {
            await directory.stop();
            directory = await openLmdbPersonDirectory({ folder, system });
            return directory;
        },
        dispose: async () => rmSync(folder, { recursive: true }),
    };
});
