/**
 * Hosts in the order in which a placement looks at them: fewest sessions first, then by id. Finding
 * the n-th host, or how many have fewer sessions, takes no walk over all of them: they lie in
 * sorted chunks of bounded length.
 *
 *   [ (0,a) (0,b) (1,c) ]  [ (1,d) (4,e) ]  [ (7,f) ]      at(3) is d; countBelow(4) is 4
 */

import { hostOrderChunkCountMax } from '../domain/limits.ts'
import { compareLoads, type HostLoad } from '../domain/placement.ts'

export type HostOrder = {
  /** How many hosts there are. */
  size(): number
  /** The host must not be there already. */
  add(load: HostLoad): void
  /** Takes out the host with this very load; false when there is none. */
  remove(load: HostLoad): boolean
  /** The n-th host, from 0; undefined beyond the last. */
  at(index: number): HostLoad | undefined
  /** How many hosts come before this load, whether it is there or not. */
  rankOf(load: HostLoad): number
  /** How many hosts have fewer sessions. */
  countBelow(sessionCount: number): number
}

/** Where in the sorted list the first element lies that is not before the wanted one. */
const firstNotBefore = <T>(list: readonly T[], isBefore: (element: T) => boolean): number => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const element = list[middle]
    if (element !== undefined && isBefore(element)) low = middle + 1
    else high = middle
  }
  return low
}

/** Makes an order without hosts. */
export const createHostOrder = (): HostOrder => {
  /** None is empty. */
  const chunks: HostLoad[][] = []
  let count = 0

  /** The chunk in which the load lies or belongs, and where in it; past the end of the last one. */
  const placeOf = (load: HostLoad): { chunkAt: number; at: number } => {
    const chunkAt = firstNotBefore(chunks, (chunk) => {
      const last = chunk.at(-1)
      return last !== undefined && compareLoads(last, load) < 0
    })
    const chunk = chunks[chunkAt] ?? []
    return { chunkAt, at: firstNotBefore(chunk, (one) => compareLoads(one, load) < 0) }
  }

  const rankOf = (load: HostLoad): number => {
    const { chunkAt, at } = placeOf(load)
    let rank = at
    for (let index = 0; index < chunkAt; index++) rank += chunks[index]?.length ?? 0
    return rank
  }

  return {
    size: () => count,
    add: (load) => {
      count += 1
      const { chunkAt, at } = placeOf(load)
      const inLast = chunkAt === chunks.length
      const chunk = inLast ? chunks.at(-1) : chunks[chunkAt]
      if (chunk === undefined) {
        chunks.push([load])
        return
      }
      chunk.splice(inLast ? chunk.length : at, 0, load)
      if (chunk.length <= hostOrderChunkCountMax) return
      const chunkIndex = inLast ? chunks.length - 1 : chunkAt
      chunks.splice(chunkIndex + 1, 0, chunk.splice(chunk.length >>> 1))
    },
    remove: (load) => {
      const { chunkAt, at } = placeOf(load)
      const chunk = chunks[chunkAt]
      const found = chunk?.[at]
      if (chunk === undefined || found === undefined || compareLoads(found, load) !== 0) {
        return false
      }
      count -= 1
      chunk.splice(at, 1)
      if (chunk.length === 0) chunks.splice(chunkAt, 1)
      return true
    },
    at: (index) => {
      let left = index
      for (const chunk of chunks) {
        if (left < chunk.length) return chunk[left]
        left -= chunk.length
      }
      return undefined
    },
    rankOf,
    countBelow: (sessionCount) => rankOf({ hostId: '', sessionCount }),
  }
}
