import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbHeartbeatLog } from '../../core/adapters/lmdb-heartbeat-log.ts';
import { createMemoryHeartbeatLog } from '../../core/adapters/memory-heartbeat-log.ts';
import { createSystem } from '../../core/adapters/system.ts';
import { heartbeatLogContract } from './heartbeat-log.ts';
heartbeatLogContract('memory', async ({ nowMs, retentionMs }) => ({
    log: createMemoryHeartbeatLog({ system: { nowMs }, retentionMs }),
}));
heartbeatLogContract('lmdb', async ({ nowMs, retentionMs }) => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-beats-'));
    const options = { folder, retentionMs, system: { nowMs, after: createSystem().after } };
    let log = await openLmdbHeartbeatLog(options);
    return {
        log,
        reopen: async () => {
            await log.stop();
            log = await openLmdbHeartbeatLog(options);
            return log;
        },
        dispose: async () => rmSync(folder, { recursive: true }),
    };
});
