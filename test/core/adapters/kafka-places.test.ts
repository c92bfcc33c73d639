import { expect, it } from 'vitest'
import { createFollowPlaces } from '../../../core/adapters/kafka-places.ts'

const placesAt = () => {
  let now = 1_000
  const places = createFollowPlaces(() => now)
  const pass = (ms: number): void => {
    now += ms
  }
  return { places, pass }
}

const found = (partition: number, low: number, start: number, high: number) => ({
  ...{ partition, low, start, high },
})

it('begins at the time asked for and goes on where it was', () => {
  const { places } = placesAt()
  places.begin([found(0, 0, 70, 100), found(1, 5, 5, 5)])
  expect([places.next(0), places.next(1)]).toEqual(['70', '5'])
  places.passed(0, '79', '100')
  places.begin([found(0, 0, 95, 120), found(1, 5, 5, 5)])
  expect(places.next(0)).toBe('80')
})

it('what is not there any more is left out, and a topic made anew is read from the time', () => {
  const { places } = placesAt()
  places.begin([found(0, 0, 10, 100)])
  places.begin([found(0, 40, 95, 100)])
  expect(places.next(0)).toBe('40')
  places.begin([found(0, 0, 3, 9)])
  expect(places.next(0)).toBe('3')
})

it('a partition that nobody spoke of is read from its beginning', () => {
  expect(placesAt().places.next(7)).toBe('0')
})

it('is current as of the fetch that left nothing behind, and never before', () => {
  const { places, pass } = placesAt()
  places.begin([found(0, 0, 0, 10)])
  const fetch = (offset: string, high: string): void => {
    places.fetchStarted(1)
    pass(10)
    places.fetched(1)
    places.passed(0, offset, high)
  }
  fetch('8', '10')
  fetch('9', '10')
  expect(places.currentAt()).toBeUndefined()
  fetch('11', '30')
  expect(places.currentAt()).toBe(1_010)
  fetch('28', '30')
  expect(places.currentAt()).toBe(1_010)
})

it('a fetch that failed says nothing', () => {
  const { places, pass } = placesAt()
  places.begin([found(0, 0, 0, 0)])
  for (const fails of [true, false, true, true]) {
    places.fetchStarted(1)
    pass(10)
    if (!fails) places.fetched(1)
  }
  expect(places.currentAt()).toBe(1_010)
})

it('is no more current than the slowest of the nodes, and stands still without fetches', () => {
  const { places, pass } = placesAt()
  places.begin([found(0, 0, 0, 0)])
  for (const node of [1, 2]) places.fetchStarted(node)
  pass(5)
  places.fetched(2)
  places.fetchStarted(2)
  expect(places.currentAt()).toBeUndefined()
  pass(5)
  for (const node of [1, 2]) {
    places.fetched(node)
    places.fetchStarted(node)
  }
  expect(places.currentAt()).toBe(1_000)
  expect(places.count()).toBe(1)
  pass(60_000)
  expect(places.currentAt()).toBe(1_000)
})

it('counts the quiet of the slowest node, or since it began', () => {
  const { places, pass } = placesAt()
  places.begin([found(0, 0, 0, 0)])
  pass(7)
  expect(places.quietMs()).toBe(7)
  for (const node of [1, 2]) places.fetchStarted(node)
  places.fetched(1)
  pass(3)
  expect(places.quietMs()).toBe(10)
  places.fetched(2)
  expect(places.quietMs()).toBe(3)
  pass(100)
  places.begin([found(0, 0, 0, 0)])
  expect(places.quietMs()).toBe(0)
})
