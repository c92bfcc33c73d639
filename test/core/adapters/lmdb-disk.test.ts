import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLmdbHeartbeatLog } from '../../../core/adapters/lmdb-heartbeat-log.ts'
import { openLmdbPersonDirectory } from '../../../core/adapters/lmdb-person-directory.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { sampleOf } from '../../contract/heartbeat-log.ts'
import { needs } from '../../support/skip.ts'
import { canMountSmallDisk, mountSmallDisk } from '../../support/small-disk.ts'

const possible = needs('a small disk', canMountSmallDisk(), 'run the tests as root on Linux')

const system = createSystem()

it.runIf(possible)('heartbeats on a full disk wait until there is space again', async () => {
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

it.runIf(possible)(
  'nobody is erased on a full disk, nobody is lost, and all is well again with space',
  async () => {
    const disk = mountSmallDisk(8 * 2 ** 20)
    if (disk === undefined) throw new Error('the disk could be mounted a moment ago')
    const folder = join(disk.folder, 'people')
    const name = new TextEncoder().encode('Ada Lovelace')
    let people = await openLmdbPersonDirectory({ folder, system })
    const sealed = new Map<string, Uint8Array>()
    for (let index = 0; index < 1_000; index++) {
      sealed.set(`u${index}`, await people.seal(`u${index}`, name))
    }
    const opened = async () => {
      let count = 0
      for (const [userId, bytes] of sealed) if (await people.open(userId, bytes)) count += 1
      return count
    }
    for (const leaveBytes of [0, 4_096, 16_384]) {
      disk.fill(leaveBytes)
      await expect(people.erase('u7')).rejects.toMatchObject({ code: 'LOG_FULL' })
      expect(await opened()).toBe(sealed.size)
      disk.free()
      await people.stop()
      people = await openLmdbPersonDirectory({ folder, system })
      expect(await opened()).toBe(sealed.size)
    }
    await people.erase('u7')
    expect(await opened()).toBe(sealed.size - 1)
    await people.stop()
    disk.unmount()
  },
)
