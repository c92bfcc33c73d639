/**
 * Who does what when, as a pure machine: the time goes in, what is due comes out. Everything that
 * is drawn comes from one seed, so two runs of a profile do the same.
 */
import type { Profile } from './profile.ts'

/** `index` counts hosts, or users, of this process from 0. */
export type Action =
  | { readonly kind: 'host-start'; readonly index: number }
  | { readonly kind: 'host-fail'; readonly index: number }
  | { readonly kind: 'host-silent'; readonly index: number }
  | { readonly kind: 'host-heal'; readonly index: number }
  | { readonly kind: 'user-connect'; readonly index: number; readonly stayMs: number }

export type Schedule = {
  /** Milliseconds from the start at which something is due next; undefined: nothing more. */
  nextAt(): number | undefined
  /** What is due by then, in its order. Each action is given once. */
  due(nowMs: number): readonly Action[]
  /** The user's connection is over, or did not come about: it comes again where it shall. */
  userIsFree(index: number, nowMs: number): void
}

type Entry = { readonly at: number; readonly order: number; readonly action: Action }

type Queue = { push(entry: Entry): void; pop(): Entry | undefined; first(): Entry | undefined }

const isBefore = (a: Entry, b: Entry): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap: the first entry is the earliest. */
const createQueue = (): Queue => {
  const heap: Entry[] = []
  const swapDown = (entry: Entry): void => {
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const [a, b] = [heap[left], heap[left + 1]]
      if (a === undefined) break
      const takeRight = b !== undefined && isBefore(b, a)
      const child = takeRight ? b : a
      if (!isBefore(child, entry)) break
      heap[place] = child
      place = takeRight ? left + 1 : left
    }
    heap[place] = entry
  }
  return {
    first: () => heap[0],
    push: (entry) => {
      let place = heap.length
      while (place > 0) {
        const above = (place - 1) >> 1
        const parent = heap[above]
        if (parent === undefined || !isBefore(entry, parent)) break
        heap[place] = parent
        place = above
      }
      heap[place] = entry
    },
    pop: () => {
      const [first] = heap
      const last = heap.pop()
      if (last !== undefined && heap.length > 0) swapDown(last)
      return first
    },
  }
}

/** Uniform in [0, 1), from a seed (mulberry32). */
const createDraw = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The first `count` of 0 … total - 1 in a drawn order. */
const drawnIndexes = (total: number, count: number, draw: () => number): readonly number[] => {
  const all = Array.from({ length: total }, (_, index) => index)
  return all
    .map((index) => ({ index, key: draw() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ index }) => index)
}

/** Lays the whole profile out for so many hosts and users. */
export const createSchedule = (
  profile: Profile,
  options: { readonly hosts: number; readonly users: number; readonly seed: number },
): Schedule => {
  const { hosts, users } = options
  const draw = createDraw(options.seed)
  const queue = createQueue()
  const phaseOf = new Map<number, Profile['users'][number]>()
  let order = 0

  const add = (at: number, action: Action): void => {
    order += 1
    if (at < profile.duration) queue.push({ at, order, action })
  }
  const stayOf = ({ stay }: Profile['users'][number]): number =>
    stay.min + (stay.max - stay.min) * draw()

  for (let index = 0; index < hosts; index += 1) {
    add((index / hosts) * profile.hosts.joinOver, { kind: 'host-start', index })
  }
  for (const phase of profile.users) {
    const coming = drawnIndexes(users, Math.round(users * phase.share), draw)
    for (const [place, index] of coming.entries()) {
      const at = phase.at + (place / coming.length) * phase.over
      add(at, { kind: 'user-connect', index, stayMs: stayOf(phase) })
      phaseOf.set(index, phase)
    }
  }
  for (const fault of profile.faults) {
    const hit = drawnIndexes(hosts, Math.round(hosts * fault.share), draw)
    const [hurt, mended] =
      fault.kind === 'host-failure'
        ? (['host-fail', 'host-start'] as const)
        : (['host-silent', 'host-heal'] as const)
    for (const [place, index] of hit.entries()) {
      const at = fault.at + (place / hit.length) * fault.over
      add(at, { kind: hurt, index })
      if (fault.for !== undefined) add(at + fault.for, { kind: mended, index })
    }
  }
  return {
    nextAt: () => queue.first()?.at,
    due: (nowMs) => {
      const actions: Action[] = []
      for (let next = queue.first(); next && next.at <= nowMs; next = queue.first()) {
        queue.pop()
        actions.push(next.action)
      }
      return actions
    },
    userIsFree: (index, nowMs) => {
      const phase = phaseOf.get(index)
      if (phase?.again === undefined) return
      add(nowMs + phase.again, { kind: 'user-connect', index, stayMs: stayOf(phase) })
    },
  }
}
