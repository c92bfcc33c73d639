/**
 * The text messages of `causeway.leg.v1` (proto/README.md, "Legs"): credit, half-close, reset and
 * keepalive. Pure: parses and writes, sends nothing. Gateway, agent and connector share it.
 */

/** The subprotocol that a leg offers when its far end speaks these texts. */
export const legSubprotocol = 'causeway.leg.v1'

export type LegText =
  /** The receiver of this text may send this many more data bytes. */
  | { readonly kind: 'credit'; readonly bytes: number }
  /** No more data from this side; the other direction goes on. */
  | { readonly kind: 'fin' }
  /** This side's TCP peer was reset; the relay ends. */
  | { readonly kind: 'rst' }
  | { readonly kind: 'ping'; readonly number: number }
  | { readonly kind: 'pong'; readonly number: number }

export const finText = 'fin'
export const rstText = 'rst'

/** Grants credit; `bytes` is a positive whole number. */
export const creditText = (bytes: number): string => `+${bytes}`
export const pingText = (number: number): string => `ping ${number}`
export const pongText = (number: number): string => `pong ${number}`

const fin: LegText = { kind: 'fin' }
const rst: LegText = { kind: 'rst' }

/**
 * Reads one text message, or gives undefined for anything that is not exactly one of the five
 * forms: a number is decimal without sign or leading zero, at most 15 digits, and credit is not 0.
 */
export const parseLegText = (text: string): LegText | undefined => {
  if (text === finText) return fin
  if (text === rstText) return rst
  if (text.startsWith('+')) {
    const bytes = parseWhole(text.slice(1))
    return bytes === undefined || bytes === 0 ? undefined : { kind: 'credit', bytes }
  }
  const word = text.slice(0, 5)
  if (word !== 'ping ' && word !== 'pong ') return undefined
  const number = parseWhole(text.slice(5))
  if (number === undefined) return undefined
  return { kind: word === 'ping ' ? 'ping' : 'pong', number }
}

/** Fifteen digits always fit a safe integer. */
const parseWhole = (digits: string): number | undefined =>
  /^(?:0|[1-9][0-9]{0,14})$/.test(digits) ? Number(digits) : undefined
