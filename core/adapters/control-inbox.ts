/**
 * What one control channel has sent and is not handled yet. Messages of one lane are handled one
 * after the other, lanes side by side, so that a gateway's thousand connections share the log's
 * group commits; a barrier waits for all before it. Bounded in messages and bytes.
 */

export type ControlInbox = {
  /** Queues work in its lane; false when the inbox is full. */
  push(lane: string, bytes: number, work: () => Promise<void>): boolean
  /** Runs after everything that was queued before and before everything queued later. */
  barrier(work: () => Promise<void>): void
  /** Drops the pushed work that has not begun; barriers stay. */
  discard(): void
  /** Resolves when nothing is left. */
  idle(): Promise<void>
}

export type ControlInboxOptions = { readonly countMax: number; readonly bytesMax: number }

/** Makes an empty inbox; work that is queued handles its own errors. */
export const createControlInbox = (options: ControlInboxOptions): ControlInbox => {
  const lanes = new Map<string, Promise<void>>()
  let behind: Promise<unknown> = Promise.resolve()
  let count = 0
  let bytes = 0
  let discards = 0
  return {
    push: (lane, size, work) => {
      if (count >= options.countMax || bytes + size > options.bytesMax) return false
      count += 1
      bytes += size
      const pushedAt = discards
      const begin = (): Promise<void> | undefined => (pushedAt === discards ? work() : undefined)
      const turn = (lanes.get(lane) ?? behind).then(begin).finally(() => {
        count -= 1
        bytes -= size
        if (lanes.get(lane) === turn) lanes.delete(lane)
      })
      lanes.set(lane, turn)
      return true
    },
    barrier: (work) => {
      behind = Promise.all([behind, ...lanes.values()]).then(work)
      lanes.clear()
    },
    discard: () => {
      discards += 1
    },
    idle: async () => {
      await Promise.all([behind, ...lanes.values()])
    },
  }
}
