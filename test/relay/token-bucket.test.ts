import { describe, expect, test } from 'vitest'
import { createTokenBucket } from '../../relay/token-bucket.ts'

describe('a token bucket', () => {
  test('is full at first, empties, and fills at its rate', () => {
    const bucket = createTokenBucket(1_000, 100, 50)
    expect(bucket.available(50)).toBe(100)
    bucket.take(100)
    expect(bucket.available(50)).toBe(0)
    expect(bucket.available(60)).toBe(10)
    expect(bucket.available(110)).toBe(60)
  })

  test('saves up no more than its burst, however long nobody takes', () => {
    const bucket = createTokenBucket(1_000, 100, 0)
    bucket.take(100)
    expect(bucket.available(3_600_000)).toBe(100)
  })

  test('loses no part of a token to many looks', () => {
    const bucket = createTokenBucket(3, 10, 0)
    bucket.take(10)
    for (let nowMs = 1; nowMs < 1_000; nowMs++) bucket.available(nowMs)
    expect(bucket.available(1_001)).toBe(3)
  })
})
