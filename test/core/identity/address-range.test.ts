import { expect, it } from 'vitest'
import { isAddressRange, isInRanges } from '../../../core/identity/address-range.ts'

it.each([
  ['10.0.0.0/8', true],
  ['10.1.2.3', true],
  ['2001:db8::/32', true],
  ['::1', true],
  ['0.0.0.0/0', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/-1', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0/8', false],
  ['fe80::1%eth0', false],
  ['example.org', false],
  ['', false],
])('%s is a range: %s', (text, expected) => expect(isAddressRange(text)).toBe(expected))

it.each([
  [['10.0.0.0/8'], '10.255.0.1', true],
  [['10.0.0.0/8'], '::ffff:10.1.1.1', true],
  [['10.0.0.0/8'], '11.0.0.1', false],
  [['192.0.2.1', '2001:db8::/32'], '2001:db8:1::5', true],
  [['192.0.2.1', '2001:db8::/32'], '192.0.2.2', false],
  [['0.0.0.0/0'], '::1', false],
  [['10.0.0.0/8'], 'unknown', false],
  [[], '10.0.0.1', false],
])('%j holds %s: %s', (ranges, address, expected) =>
  expect(isInRanges(ranges, address)).toBe(expected),
)
