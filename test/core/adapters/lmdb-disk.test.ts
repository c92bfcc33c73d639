import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLmdbHeartbeatLog } from '../../../core/adapters/lmdb-heartbeat-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { sampleOf } from '../../contract/heartbeat-log.ts'
import { needs } from '../../support/skip.ts'
import { canMountSmallDisk, mountSmallDisk } from '../../support/small-disk.ts'

const possible = needs('a small disk', canMountSmallDisk(), 'run the tests as root on Linux')

it.runIf(possible)('heartbeats on a full disk wait until there is space again', async () => {
  const system = createSystem()
  const disk = mountSmallDisk(6 * 2 ** 20)
  if (disk === undefined) throw new Error('the disk could be mounted a moment ago')
  const faults: unknown[] = []
  const log = await openLmdbHeartbeatLog({
    folder: join(disk.folder, 'beats'),
    system,
    onFault: (fault) => faults.push(fault),
  })
  disk.fill(0)
  const now = system.nowMs()
  for (let index = 0; index < 200; index++) log.record(sampleOf(`h${index}`, now))
  expect(await log.latest()).toEqual([])
  expect(faults[0]).toMatchObject({ code: 'LOG_FULL' })
  disk.free()
  expect(await log.latest()).toHaveLength(200)
  expect(log.droppedTotal()).toBe(0)
  await log.stop()
  disk.unmount()
})
