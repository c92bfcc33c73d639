/** What a disk that fails does to a log: faults that name it, and nothing lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventLog } from '../../core/broker/ports.ts'
import { collect, eventOf, idOf, idsOf } from './events.ts'

/** A log on a disk that a test can fill and make read-only. */
export type FailingDisk = {
  /** Opens the log on it; the suite stops it. */
  open(): Promise<EventLog>
  /** Takes up all but so many bytes. */
  fill(leaveBytes: number): void
  /** Gives that space back. */
  free(): void
  setReadOnly(readOnly: boolean): void
  dispose(): void
}

const writerCount = 4

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

/** Runs this part of the suite. */
export const diskContract = (mount: () => FailingDisk): void => {
  describe('on a disk that fails', () => {
    let disk: FailingDisk
    beforeEach(() => {
      disk = mount()
    })
    afterEach(() => disk.dispose())

    it('refuses appends while it is full, stays readable, and goes on with space', async () => {
      const codes = new Set<string>()
      let log = await disk.open()
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
      log = await disk.open()
      expect(await collect(log.readAll())).toEqual(before)
      await log.stop()
    })

    it('shows nothing of an append that it refused, and takes it when repeated', async () => {
      const log = await disk.open()
      disk.fill(64 * 1_024)
      const large = eventOf('large', { payload: new Uint8Array(65_536) })
      const events = Array.from({ length: 4 }, (_, index) => ({
        ...large,
        eventId: idOf(`large-${index}`),
      }))
      await expect(log.append('s', 'none', events)).rejects.toMatchObject({ code: 'LOG_FULL' })
      expect(await log.size()).toBe(0)
      expect(await collect(log.readStream('s'))).toEqual([])
      disk.free()
      expect(await log.append('s', 'none', events)).toMatchObject({ kind: 'appended', revision: 3 })
      await log.stop()
    })

    it('cannot be opened on a full disk, and can be afterwards', async () => {
      disk.fill(0)
      await expect(disk.open()).rejects.toMatchObject({ code: 'LOG_FULL' })
      disk.free()
      const log = await disk.open()
      expect(await log.append('s', 'none', [eventOf('a')])).toMatchObject({ kind: 'appended' })
      await log.stop()
    })

    it('is refused with a fault when it is read-only', async () => {
      await (await disk.open()).stop()
      disk.setReadOnly(true)
      await expect(disk.open()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
      disk.setReadOnly(false)
      await (await disk.open()).stop()
    })
  })
}
