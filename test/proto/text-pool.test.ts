import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textPoolBytesMax, textPoolCount } from '../../core/domain/limits.ts'
import { createTextPool } from '../../proto/text-pool.ts'

const plain = (bytes: Buffer, start: number, end: number): string =>
  bytes.toString('utf8', start, end)

/** A pool, and how many texts it has had to make. */
const counted = () => {
  let made = 0
  const read = createTextPool((bytes, start, end) => {
    made += 1
    return plain(bytes, start, end)
  })
  return { read: (bytes: Buffer) => read(bytes, 0, bytes.length), made: () => made }
}

describe('texts that come again', () => {
  it('are what their bytes say, in whatever order they come and with whatever bytes', () => {
    const { read } = counted()
    // Few different bytes, so that texts collide and come again; 195, 169 is one character.
    const bytes = fc.array(fc.constantFrom(0, 65, 66, 195, 169, 233, 239, 191, 189), {
      maxLength: 7,
    })
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 40 }), (all) => {
        for (const one of all.map((each) => Buffer.from(each))) {
          expect(read(one)).toBe(plain(one, 0, one.length))
        }
      }),
    )
  })

  it('are found within larger bytes and made once', () => {
    const { read, made } = counted()
    const bytes = Buffer.from('host-7,host-7,host-8')
    const texts = [0, 7, 14].map((start) => read(bytes.subarray(start, start + 6)))
    expect(texts).toEqual(['host-7', 'host-7', 'host-8'])
    expect(made()).toBe(2)
  })

  it('that are no ASCII are looked at each time', () => {
    const { read, made } = counted()
    const name = Buffer.from('Zoë')
    expect([read(name), read(name)]).toEqual(['Zoë', 'Zoë'])
    // Its characters would be the bytes that are no UTF-8.
    expect(read(Buffer.from('Zoë', 'latin1'))).toBe('Zo\ufffd')
    expect(made()).toBe(3)
  })

  it('are given up for others: the pool has a bound in count and in length', () => {
    const { read, made } = counted()
    const ids = Array.from({ length: 8 * textPoolCount }, (_, index) => Buffer.from(`id-${index}`))
    for (const id of ids) expect(read(id)).toBe(id.toString())
    const before = made()
    expect(before).toBe(ids.length)
    for (const id of ids) read(id)
    expect(made() - before).toBeGreaterThan(ids.length - textPoolCount - 1)
    const long = Buffer.alloc(textPoolBytesMax + 1, 'a')
    const count = made()
    expect(read(long)).toBe(read(long))
    expect(made()).toBe(count + 2)
  })
})
