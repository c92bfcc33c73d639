/**
 * Refuses an RDP server's answer that selects standard RDP security, so that a gateway cannot
 * talk both ends down to it (MS-RDPBCGR 1.3.1.1, 2.2.1.1, 2.2.1.2). Looks only at the first bytes
 * of each side: X.224 Connection Request and Confirm, each in one TPKT. What does not start like
 * that is not RDP and passes as it is. Pure: bytes in, a verdict out.
 */

type GuardVerdict =
  /** `bytes` may go to the client now; it may be empty while the answer is incomplete. */
  | { readonly kind: 'pass'; readonly bytes: Uint8Array }
  | { readonly kind: 'refuse'; readonly detail: string }

export type RdpSecurityGuard = {
  /** Bytes of the client, before they go to the target. They always pass. */
  fromClient(bytes: Uint8Array): void
  /** Bytes of the target. */
  fromTarget(bytes: Uint8Array): GuardVerdict
  /** The target has ended its stream: what was held back. */
  flush(): Uint8Array
}

/** TPKT header (4), X.224 length and type (2). */
const requestHeadLength = 6
/** TPKT (4), X.224 Connection Confirm (7), RDP_NEG_RSP (8). */
const confirmLength = 19
const confirmWithoutNegotiationLength = 11
const tpktVersion = 3
const connectionRequest = 0xe0
const connectionConfirm = 0xd0
const negotiationResponse = 2
const negotiationFailure = 3

const nothing = new Uint8Array(0)

type Phase = 'request' | 'confirm' | 'open'

/** Makes the guard of one relay. */
export const createRdpSecurityGuard = (): RdpSecurityGuard => {
  let phase: Phase = 'request'
  let seen: Uint8Array = nothing

  const open = (): Uint8Array => {
    const held = seen
    phase = 'open'
    seen = nothing
    return held
  }

  return {
    fromClient: (bytes) => {
      if (phase !== 'request') return
      seen = joined(seen, bytes.subarray(0, requestHeadLength - seen.length))
      const answer = startsLike(seen, connectionRequest, requestHeadLength)
      if (answer === 'yes') {
        phase = 'confirm'
        seen = nothing
      } else if (answer === 'no') {
        open()
      }
    },
    fromTarget: (bytes) => {
      if (phase === 'open') return { kind: 'pass', bytes }
      if (phase === 'request') {
        // An RDP server never speaks first.
        open()
        return { kind: 'pass', bytes }
      }
      seen = joined(seen, bytes)
      const verdict = judgeConfirm(seen)
      if (verdict === 'incomplete') return { kind: 'pass', bytes: nothing }
      return verdict === 'accepted'
        ? { kind: 'pass', bytes: open() }
        : { kind: 'refuse', detail: verdict.detail }
    },
    flush: () => (phase === 'confirm' ? open() : nothing),
  }
}

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** TPKT version 3, and the X.224 type in the sixth byte. */
const startsLike = (bytes: Uint8Array, type: number, length: number): 'yes' | 'no' | 'unclear' => {
  if (bytes.length > 0 && bytes[0] !== tpktVersion) return 'no'
  if (bytes.length > 1 && bytes[1] !== 0) return 'no'
  if (bytes.length > 5 && bytes[5] !== type) return 'no'
  return bytes.length >= length ? 'yes' : 'unclear'
}

const judgeConfirm = (
  bytes: Uint8Array,
): 'incomplete' | 'accepted' | { readonly detail: string } => {
  const answer = startsLike(bytes, connectionConfirm, requestHeadLength)
  if (answer === 'no') return 'accepted'
  if (answer === 'unclear') return 'incomplete'
  const length = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)
  if (length < confirmLength) {
    const what = length === confirmWithoutNegotiationLength ? 'no negotiation' : 'no security'
    return { detail: `the RDP server answers with ${what}, which means standard RDP security` }
  }
  if (bytes.length < confirmLength) return 'incomplete'
  if (bytes[11] === negotiationFailure) return 'accepted'
  if (bytes[11] !== negotiationResponse) {
    return { detail: 'the RDP server answers with no negotiation response' }
  }
  const protocol = new DataView(bytes.buffer, bytes.byteOffset).getUint32(15, true)
  if (protocol === 0) return { detail: 'the RDP server selects standard RDP security' }
  return 'accepted'
}
