/** Keys with the moment at which each is to be looked at, earliest first: a binary heap. */

export type DueQueue = {
  /** Sets the moment of a key anew, in milliseconds of whatever clock the caller goes by. */
  set(key: string, at: number): void
  /** Takes out the key that is due first and before this moment; undefined when none is. */
  takeBefore(moment: number): string | undefined
}

type Item = { readonly key: string; readonly at: number }

/** Makes an empty queue. */
export const createDueQueue = (): DueQueue => {
  const heap: Item[] = []
  /** Of several items of one key this one counts; the others are passed over when they come up. */
  const newest = new Map<string, Item>()

  const dueAt = (index: number): number => heap[index]?.at ?? Number.POSITIVE_INFINITY

  const swap = (a: number, b: number): void => {
    const [first, second] = [heap[a], heap[b]]
    if (first === undefined || second === undefined) return
    heap[a] = second
    heap[b] = first
  }

  const rise = (): void => {
    for (let index = heap.length - 1; index > 0; ) {
      const parent = (index - 1) >>> 1
      if (dueAt(parent) <= dueAt(index)) return
      swap(parent, index)
      index = parent
    }
  }

  const sink = (): void => {
    for (let index = 0; ; ) {
      const left = 2 * index + 1
      const child = dueAt(left + 1) < dueAt(left) ? left + 1 : left
      if (dueAt(child) >= dueAt(index)) return
      swap(index, child)
      index = child
    }
  }

  const takeFirst = (): Item | undefined => {
    swap(0, heap.length - 1)
    const first = heap.pop()
    sink()
    return first
  }

  return {
    set: (key, at) => {
      const item = { key, at }
      newest.set(key, item)
      // What is never due would stay in the heap for ever.
      if (at === Number.POSITIVE_INFINITY) return
      heap.push(item)
      rise()
    },
    takeBefore: (moment) => {
      while (dueAt(0) < moment) {
        const item = takeFirst()
        if (item === undefined || newest.get(item.key) !== item) continue
        newest.delete(item.key)
        return item.key
      }
      return undefined
    },
  }
}
