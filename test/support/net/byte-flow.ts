/**
 * Random bytes over a TCP connection of a test: poured by one end, taken by the other, hashed at
 * both. The bytes come from a seed (AES-128 in counter mode), so a failing run can be repeated and
 * nothing has to be kept to know the digest.
 */
import { createCipheriv, createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
const seededDraws = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Gives the next bytes of the seed's endless stream; each call gives a fresh buffer. */
export const seededBytes = (seed: number): ((length: number) => Buffer) => {
  const key = createHash('sha256').update(`bytes of ${seed}`).digest().subarray(0, 16)
  const stream = createCipheriv('aes-128-ctr', key, Buffer.alloc(16))
  return (length) => stream.update(Buffer.alloc(length))
}

/** Now and then a pause of up to `pauseMs`, drawn from a seed. */
export type Pauses = { readonly seed: number; readonly pauseMs: number }

/** One write in this many, and one chunk read in this many, is followed by a pause. */
const pauseEvery = 8

const createPauser = (pauses: Pauses | undefined): (() => number) => {
  if (pauses === undefined) return () => 0
  const draw = seededDraws(pauses.seed)
  return () => (draw() * pauseEvery < 1 ? draw() * pauses.pauseMs : 0)
}

export type Pour = {
  /** Bytes handed to the socket so far. */
  bytes(): number
  /** Writes no more than what was handed over: `done` follows once that is on its way. */
  enough(): void
  /** SHA-256 of all that was handed to the socket, as hex; rejects when the socket fails. */
  readonly done: Promise<string>
}

const pourChunkBytes = 65_536

/** Writes bytes of the seed as fast as the socket takes them. Does not end the socket. */
export const pour = (
  socket: Socket,
  options: { readonly seed: number; readonly bytes: number; readonly pauses?: Pauses },
): Pour => {
  const next = seededBytes(options.seed)
  const hash = createHash('sha256')
  const pauseOf = createPauser(options.pauses)
  let handed = 0
  let limit = options.bytes

  const write = (chunk: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      socket.write(chunk, (error) => {
        if (error) reject(error)
        else resolve()
      })
    })

  const run = async (): Promise<string> => {
    // Two writes under way keep the socket busy, and what Node holds of ours small.
    let before: Promise<void> = Promise.resolve()
    while (handed < limit) {
      const chunk = next(Math.min(pourChunkBytes, limit - handed))
      hash.update(chunk)
      handed += chunk.length
      const writing = write(chunk)
      // Whoever fails first is awaited first: the other must not count as unhandled.
      writing.catch(() => undefined)
      await before
      before = writing
      const pauseMs = pauseOf()
      if (pauseMs > 0) await delay(pauseMs)
    }
    await before
    return hash.digest('hex')
  }

  const done = run()
  done.catch(() => undefined)
  return {
    bytes: () => handed,
    enough: () => {
      limit = Math.min(limit, handed)
    },
    done,
  }
}

export type Taken = { readonly bytes: number; readonly sha256: string }

export type Taking = {
  /** Bytes read so far. */
  bytes(): number
  /** Settles with the digest after `count` bytes, or at the end of the stream; rejects on error. */
  readonly done: Promise<Taken>
}

/**
 * Reads `count` bytes, or all until the end of the stream. Pausing the socket holds it up.
 * @param options.pauses now and then it reads nothing for a while
 */
export const take = (
  socket: Socket,
  options: { readonly count?: number; readonly pauses?: Pauses } = {},
): Taking => {
  const count = options.count ?? Number.POSITIVE_INFINITY
  const hash = createHash('sha256')
  const pauseOf = createPauser(options.pauses)
  let bytes = 0
  const done = new Promise<Taken>((resolve, reject) => {
    const finish = (): void => {
      socket.off('data', onData)
      socket.off('end', finish)
      socket.off('error', reject)
      resolve({ bytes, sha256: hash.digest('hex') })
    }
    const onData = (chunk: Buffer): void => {
      hash.update(chunk)
      bytes += chunk.length
      if (bytes >= count) {
        finish()
        return
      }
      const pauseMs = pauseOf()
      if (pauseMs === 0) return
      socket.pause()
      setTimeout(() => socket.resume(), pauseMs)
    }
    socket.on('data', onData)
    socket.once('end', finish)
    socket.once('error', reject)
  })
  done.catch(() => undefined)
  return { bytes: () => bytes, done }
}

/** What `pour` of these options will send, as hex. */
export const digestOf = (seed: number, bytes: number): string => {
  const next = seededBytes(seed)
  const hash = createHash('sha256')
  for (let left = bytes; left > 0; left -= pourChunkBytes) {
    hash.update(next(Math.min(pourChunkBytes, left)))
  }
  return hash.digest('hex')
}

/** Milliseconds between two looks at whether a sender moves, and still looks that make it held. */
const heldLookMs = 200
const heldLookCount = 5

/**
 * Resolves once nothing has moved for a second, with how much had; also when all was handed over.
 * @param bytes how much has moved so far
 */
export const untilStill = async (bytes: () => number): Promise<number> => {
  let still = 0
  let before = bytes()
  while (still < heldLookCount) {
    await delay(heldLookMs)
    const now = bytes()
    still = now === before ? still + 1 : 0
    before = now
  }
  return before
}
