/** Ranges of addresses from which a registration token may be used (RFC 4632, RFC 4291). */
import { BlockList, isIP } from 'node:net'

type Range = { readonly address: string; readonly prefix: number; readonly family: 'ipv4' | 'ipv6' }

/** `10.0.0.0/8`, `2001:db8::/32` or one address; undefined for anything else. */
const parseRange = (text: string): Range | undefined => {
  const [address = '', length, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || address.includes('%') || more.length > 0) return undefined
  const bitsMax = version === 4 ? 32 : 128
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined
  const prefix = length === undefined ? bitsMax : Number(length)
  if (prefix > bitsMax) return undefined
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' }
}

/** Is this text a range? */
export const isAddressRange = (text: string): boolean => parseRange(text) !== undefined

/** Is the address in one of the ranges? An IPv4 address that IPv6 carries counts as IPv4. */
export const isInRanges = (ranges: readonly string[], address: string): boolean => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const version = isIP(plain)
  if (version === 0) return false
  const list = new BlockList()
  for (const text of ranges) {
    const range = parseRange(text)
    if (range !== undefined) list.addSubnet(range.address, range.prefix, range.family)
  }
  return list.check(plain, version === 4 ? 'ipv4' : 'ipv6')
}
