/**
 * Regular expressions of strangers, matched in time that grows with the text alone: all ways
 * through the expression are followed at once, so none is ever gone back to. JavaScript's syntax
 * and meaning, without what cannot be matched so: looking ahead or behind, and back references.
 */
import { esdbFilterStateCountMax } from '../../domain/limits.ts'

type Test = (codePoint: number) => boolean
type Assertion = 'start' | 'end' | 'boundary' | 'inside'

type Node =
  | { readonly kind: 'one'; readonly test: Test }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly ways: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly min: number; readonly max: number }

/** Places of the machine are numbered; each names where it goes on. */
type State =
  | { readonly kind: 'one'; readonly test: Test; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }

/** The place at which the text matched. */
const matched = -1
const asciiCount = 128

class Unmatchable extends Error {}

/** An atom that stands for one character: what JavaScript makes of it alone. */
const testOf = (atom: string): Test => {
  const alone = new RegExp(`^${atom}$`, 'u')
  const slow = (codePoint: number) => alone.test(String.fromCodePoint(codePoint))
  const ascii = Array.from({ length: asciiCount }, (_, codePoint) => slow(codePoint))
  return (codePoint) => ascii[codePoint] ?? slow(codePoint)
}

/** Reads an expression that JavaScript has found to be one, so that every bracket has its end. */
const parse = (pattern: string): Node => {
  let at = 0

  const take = (form: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(form, 'uy')
    sticky.lastIndex = at
    const found = sticky.exec(pattern) ?? undefined
    if (found !== undefined) at = sticky.lastIndex
    return found
  }

  const choice = (): Node => {
    const ways = [sequence()]
    while (take(/\|/)) ways.push(sequence())
    return ways.length === 1 && ways[0] ? ways[0] : { kind: 'choice', ways }
  }

  const sequence = (): Node => {
    const parts: Node[] = []
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') parts.push(repeated())
    return { kind: 'sequence', parts }
  }

  const repeated = (): Node => {
    const of = atom()
    const how = take(/([*+?])\??|\{(\d+)(,?)(\d*)\}\??/)
    if (how === undefined) return of
    const [, sign, least = '0', comma, most = ''] = how
    if (sign === '?') return { kind: 'repeat', of, min: 0, max: 1 }
    if (sign !== undefined) {
      return { kind: 'repeat', of, min: sign === '+' ? 1 : 0, max: Number.POSITIVE_INFINITY }
    }
    const min = Number(least)
    const open = most === '' ? Number.POSITIVE_INFINITY : Number(most)
    return { kind: 'repeat', of, min, max: comma === '' ? min : open }
  }

  const atom = (): Node => {
    if (take(/\((?:\?:|\?<[^=!>][^>]*>|(?!\?))/)) {
      const inner = choice()
      at += 1
      return inner
    }
    if (take(/\(/)) throw new Unmatchable('looking ahead or behind')
    if (take(/\\(?:[1-9]|k)/)) throw new Unmatchable('a reference back')
    if (take(/\^/)) return { kind: 'assertion', assertion: 'start' }
    if (take(/\$/)) return { kind: 'assertion', assertion: 'end' }
    const edge = take(/\\([bB])/)?.[1]
    if (edge) return { kind: 'assertion', assertion: edge === 'b' ? 'boundary' : 'inside' }
    const one = take(/\[(?:\\.|[^\]\\])*\]|\\(?:u\{\w+\}|u\w{4}|x\w{2}|c\w|[pP]\{[^}]*\}|.)|./s)
    // A surrogate pair written as two escapes is one character to JavaScript, and two here.
    if (one === undefined || /^\\u[dD][89a-fA-F]/.test(one[0])) {
      throw new Unmatchable('half a character')
    }
    return { kind: 'one', test: testOf(one[0]) }
  }

  return choice()
}

/** The machine of an expression, from its end to its beginning. */
const build = (root: Node): { readonly states: readonly State[]; readonly start: number } => {
  const states: State[] = []

  const add = (state: State): number => {
    if (states.length === esdbFilterStateCountMax) throw new Unmatchable('so many repetitions')
    return states.push(state) - 1
  }

  const repeat = (node: Extract<Node, { kind: 'repeat' }>, next: number): number => {
    let from = next
    if (node.max === Number.POSITIVE_INFINITY) {
      const ways = [next]
      from = add({ kind: 'split', next: ways })
      ways.push(place(node.of, from))
    } else {
      for (let count = node.min; count < node.max; count++) {
        from = add({ kind: 'split', next: [next, place(node.of, from)] })
      }
    }
    for (let count = 0; count < node.min; count++) {
      const before = from
      from = place(node.of, before)
      // Nothing, however often, is nothing.
      if (from === before) break
    }
    return from
  }

  const place = (node: Node, next: number): number => {
    switch (node.kind) {
      case 'one':
        return add({ ...node, next })
      case 'assertion':
        return add({ ...node, next })
      case 'sequence':
        return node.parts.reduceRight((behind, part) => place(part, behind), next)
      case 'choice':
        return add({ kind: 'split', next: node.ways.map((way) => place(way, next)) })
      case 'repeat':
        return repeat(node, next)
    }
  }

  const start = place(root, matched)
  return { states, start }
}

const isWord = (codePoint: number | undefined): boolean =>
  codePoint !== undefined && /^\w$/.test(String.fromCodePoint(codePoint))

const holds = (assertion: Assertion, before: number | undefined, after: number | undefined) => {
  switch (assertion) {
    case 'start':
      return before === undefined
    case 'end':
      return after === undefined
    case 'boundary':
      return isWord(before) !== isWord(after)
    case 'inside':
      return isWord(before) === isWord(after)
  }
}

const run = (
  { states, start }: ReturnType<typeof build>,
  text: readonly number[],
  reachedAt: Int32Array,
): boolean => {
  reachedAt.fill(-1)
  let now: number[] = []
  let then: number[] = []

  /** Follows what takes no character; true where the expression has matched. */
  const reach = (into: number[], from: number, at: number): boolean => {
    if (from === matched) return true
    if (reachedAt[from] === at) return false
    reachedAt[from] = at
    const state = states[from]
    if (state === undefined) return false
    if (state.kind === 'one') {
      into.push(from)
      return false
    }
    if (state.kind === 'split') return state.next.some((way) => reach(into, way, at))
    return holds(state.assertion, text[at - 1], text[at]) && reach(into, state.next, at)
  }

  for (let at = 0; at <= text.length; at++) {
    if (reach(now, start, at)) return true
    const codePoint = text[at]
    if (codePoint === undefined) return false
    for (const place of now) {
      const state = states[place]
      if (state?.kind !== 'one' || !state.test(codePoint)) continue
      if (reach(then, state.next, at + 1)) return true
    }
    ;[now, then] = [then, now]
    then.length = 0
  }
  return false
}

/**
 * Makes a test of a text: does the expression match anywhere in it? Text says what is wrong with
 * the expression. Takes at most as many steps as places of the expression times characters.
 */
export const linearPattern = (pattern: string): ((text: string) => boolean) | string => {
  try {
    new RegExp(pattern, 'u')
  } catch {
    return 'the filter is not a regular expression'
  }
  try {
    const machine = build(parse(pattern))
    const reachedAt = new Int32Array(machine.states.length)
    const codePoints = (text: string) => Array.from(text, (one) => one.codePointAt(0) ?? 0)
    return (text) => run(machine, codePoints(text), reachedAt)
  } catch (error) {
    if (!(error instanceof Unmatchable)) throw error
    return `the filter's regular expression has ${error.message}, which is not served`
  }
}
