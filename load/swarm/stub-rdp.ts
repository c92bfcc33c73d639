/**
 * The start of RDP, both ends, as far as a load needs it: a connection request is answered by a
 * confirm ([MS-RDPBCGR] 2.2.1.1, 2.2.1.2); behind that the host gives back what it gets.
 */

/** TPKT, X.224 connection request, RDP_NEG_REQ for TLS. */
export const connectionRequest = Buffer.from('030000130ee000000000000100080001000000', 'hex')

/** TPKT, X.224 connection confirm, RDP_NEG_RSP that chooses TLS. */
export const connectionConfirm = Buffer.from('030000130ed000001234000200080001000000', 'hex')

/** One stream at the host: bytes in, bytes to give back. Pure. */
export type StubRdp = { take(bytes: Buffer): Buffer }

const headBytes = 4

/** Bytes that do not begin with a connection request are given back as they are. */
export const createStubRdp = (): StubRdp => {
  let greeting: Buffer | undefined = Buffer.alloc(0)
  return {
    take: (bytes) => {
      if (greeting === undefined) return bytes
      greeting = Buffer.concat([greeting, bytes])
      const isTpkt = greeting.length === 0 || greeting[0] === 3
      if (!isTpkt) {
        const all = greeting
        greeting = undefined
        return all
      }
      if (greeting.length < headBytes) return Buffer.alloc(0)
      const length = greeting.readUInt16BE(2)
      if (greeting.length < length) return Buffer.alloc(0)
      const [request, rest] = [greeting.subarray(0, length), greeting.subarray(length)]
      greeting = undefined
      return request[5] === 0xe0
        ? Buffer.concat([connectionConfirm, rest])
        : Buffer.concat([request, rest])
    },
  }
}
