import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import type { LogRoomOptions } from '../../core/adapters/lmdb-log-room.ts'
import { createMemoryEventLog } from '../../core/adapters/memory-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { killedWriters } from '../support/crash/killed-writers.ts'
import { needs } from '../support/skip.ts'
import { canMountSmallDisk, mountSmallDisk } from '../support/small-disk.ts'
import { eventLogContract, type Harms } from './event-log.ts'
import type { CrashingLog } from './event-log-crash.ts'
import { diskContract, type FailingDisk } from './event-log-disk.ts'

const system = createSystem()
const diskBytes = 6 * 2 ** 20

const crash = async (): Promise<CrashingLog> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-crash-'))
  return {
    killedWriters: (round) => killedWriters(folder, round),
    open: () => openLmdbEventLog({ folder, system }),
    dispose: async () => rmSync(folder, { recursive: true }),
  }
}

const diskWith = (room: LogRoomOptions) => (): FailingDisk => {
  const mounted = mountSmallDisk(diskBytes)
  if (mounted === undefined) throw new Error('the disk could be mounted a moment ago')
  const { folder, unmount, ...rest } = mounted
  const open = () => openLmdbEventLog({ folder: join(folder, 'log'), system, room })
  return { ...rest, open, dispose: unmount }
}

const hasDisk = needs('a small disk', canMountSmallDisk(), 'run the tests as root on Linux')
const harms: Harms = hasDisk ? { crash, disk: diskWith({}) } : { crash }

eventLogContract('memory', async () => ({ log: createMemoryEventLog() }))

const openLmdb = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-log-'))
  let log = await openLmdbEventLog({ folder, system })
  return {
    log,
    reopen: async () => {
      await log.stop()
      log = await openLmdbEventLog({ folder, system })
      return log
    },
    dispose: async () => rmSync(folder, { recursive: true }),
  }
}

eventLogContract('lmdb', openLmdb, harms)

// Written ahead down to the disk's last bytes, and beyond them.
const rooms: Record<string, LogRoomOptions> = {
  'that leaves nothing free': { bytes: 131_072, freeBytesMin: 0 },
  'for which there is no space': { bytes: 262_144, freeBytesMin: Number.NEGATIVE_INFINITY },
}
describe.runIf(hasDisk).each(Object.entries(rooms))('lmdb with room %s', (_name, room) =>
  diskContract(diskWith(room)),
)
