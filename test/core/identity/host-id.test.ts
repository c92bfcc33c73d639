import { expect, it } from 'vitest'
import { createHostIds } from '../../../core/identity/host-id.ts'

const idOf = createHostIds(new Uint8Array(32).fill(1))

it('one name is one id, in upper or lower case, and tells nothing of the name', () => {
  expect(idOf('desk-1')).toMatch(/^h-[a-z2-7]{26}$/)
  expect(idOf('DESK-1')).toBe(idOf('desk-1'))
  expect(idOf('desk-2')).not.toBe(idOf('desk-1'))
})

it('another site has other ids', () => {
  expect(createHostIds(new Uint8Array(32).fill(2))('desk-1')).not.toBe(idOf('desk-1'))
})
