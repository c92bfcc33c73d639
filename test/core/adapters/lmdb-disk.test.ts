import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { openLmdbHeartbeatLog } from '../../../core/adapters/lmdb-heartbeat-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { EventLog } from '../../../core/broker/ports.ts'
import { collect, eventOf, idsOf } from '../../contract/events.ts'
import { sampleOf } from '../../contract/heartbeat-log.ts'
import { needs } from '../../support/skip.ts'
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts'

const system = createSystem()
const diskBytes = 6 * 2 ** 20
const writerCount = 4

describe.runIf(needs('a small disk', canMountSmallDisk(), 'run the tests as root on Linux'))(
  'on a disk that fails',
  () => {
    let disk: SmallDisk
    beforeEach(() => {
      const mounted = mountSmallDisk(diskBytes)
      if (mounted === undefined) throw new Error('the disk could be mounted a moment ago')
      disk = mounted
    })
    afterEach(() => disk.unmount())
    const open = (): Promise<EventLog> =>
      openLmdbEventLog({ folder: join(disk.folder, 'log'), system })

    /** Several writers append until each has met a fault; the ids that were acknowledged. */
    const writeUntilFault = async (
      log: EventLog,
      name: string,
      codes: Set<string>,
    ): Promise<string[]> => {
      const acknowledged: string[] = []
      const write = async (writer: number): Promise<void> => {
        for (let turn = 0; ; turn++) {
          const event = eventOf(`${name}-${writer}-${turn}`, { payload: new Uint8Array(2_000) })
          try {
            await log.append(`${name}-${writer}`, turn === 0 ? 'none' : turn - 1, [event])
            acknowledged.push(event.eventId)
          } catch (error) {
            codes.add((error as { code: string }).code)
            return
          }
        }
      }
      await Promise.all(Array.from({ length: writerCount }, (_, writer) => write(writer)))
      return acknowledged
    }

    it('refuses appends while it is full, stays readable, and goes on with space', async () => {
      const codes = new Set<string>()
      let log = await open()
      const acknowledged = new Set<string>()
      for (const round of ['a', 'b', 'c']) {
        disk.fill(512 * 1_024)
        for (const id of await writeUntilFault(log, round, codes)) acknowledged.add(id)
        expect(new Set(idsOf(await collect(log.readAll())))).toEqual(acknowledged)
        disk.free()
        const next = eventOf(`next-${round}`)
        await log.append(`next-${round}`, 'none', [next])
        acknowledged.add(next.eventId)
      }
      expect([...codes]).toEqual(['LOG_FULL'])
      expect(acknowledged.size).toBeGreaterThan(20)
      const before = await collect(log.readAll())
      expect(new Set(idsOf(before))).toEqual(acknowledged)
      await log.stop()
      log = await open()
      expect(await collect(log.readAll())).toEqual(before)
      await log.stop()
    })

    it('shows nothing of an append that it refused, and takes it when repeated', async () => {
      const log = await open()
      disk.fill(64 * 1_024)
      const large = eventOf('large', { payload: new Uint8Array(65_536) })
      const events = Array.from({ length: 4 }, (_, index) => ({ ...large, eventId: `id-${index}` }))
      await expect(log.append('s', 'none', events)).rejects.toMatchObject({ code: 'LOG_FULL' })
      expect(await log.size()).toBe(0)
      expect(await collect(log.readStream('s'))).toEqual([])
      disk.free()
      expect(await log.append('s', 'none', events)).toMatchObject({ kind: 'appended', revision: 3 })
      await log.stop()
    })

    it('cannot be opened on a full disk, and can be afterwards', async () => {
      disk.fill(0)
      await expect(open()).rejects.toMatchObject({ code: 'LOG_FULL' })
      disk.free()
      const log = await open()
      expect(await log.append('s', 'none', [eventOf('a')])).toMatchObject({ kind: 'appended' })
      await log.stop()
    })

    it('is refused with a fault when it is read-only', async () => {
      await (await open()).stop()
      disk.setReadOnly(true)
      await expect(open()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
      disk.setReadOnly(false)
      await (await open()).stop()
    })

    it('keeps heartbeats waiting until there is space again', async () => {
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
    })
  },
)
