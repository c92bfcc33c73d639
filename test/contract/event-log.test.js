import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts';
import { createMemoryEventLog } from '../../core/adapters/memory-event-log.ts';
import { createSystem } from '../../core/adapters/system.ts';
import { eventLogContract } from './event-log.ts';
eventLogContract('memory', async () => ({ log: createMemoryEventLog() }));
eventLogContract('lmdb', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-log-'));
    const system = createSystem();
    let log = await openLmdbEventLog({ folder, system });
    return {
        log,
        reopen: async () => {
            await log.stop();
            log = await openLmdbEventLog({ folder, system });
            return log;
        },
        dispose: async () => rmSync(folder, { recursive: true }),
    };
});
