/** The relay under measurement, a process of its own on a core of its own. */
import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import type { RelayAnswer, RelayOrder } from '../bench/relay-child.ts'
import { ask, startChild } from '../relay/children.ts'
import { pin } from '../relay/cpu-time.ts'
import type { Bench } from '../relay/measure.ts'

export type BarBench = Bench & {
  readonly quick: boolean
  readonly say: (text: string) => void
  /** Aborted by Ctrl-C: whoever waits gives up, and ends what it started. */
  readonly signal: AbortSignal
}

type Measured = Extract<RelayAnswer, { kind: 'measured' }>

export type RelayProcess = {
  readonly clientPort: number
  readonly ownPort: number
  readonly pid: number
  /** Authority of its certificate; absent: no TLS. */
  readonly ca?: string
  measure(): Promise<Measured>
  stop(): void
}

type Child = ReturnType<typeof startChild>

/** Puts a process on its core, when there are two; never fails. */
export const place = (child: Child, core: 'peer' | 'generator', { cores }: BarBench): void => {
  if (cores !== undefined && child.pid !== undefined) pin(child.pid, cores[core])
}

/** Lets everybody else on this core go first: who drives the load must not delay who measures. */
export const yieldToOthers = (child: Child): void => {
  const lessUrgent = 15
  if (child.pid !== undefined) setPriority(child.pid, lessUrgent)
}

/** Starts a relay whose broker admits everybody. Throws when it does not start. */
export const startRelay = async (tls: boolean, bench: BarBench): Promise<RelayProcess> => {
  const child = startChild(new URL('../bench/relay-child.js', import.meta.url))
  const tell = <K extends RelayAnswer['kind']>(order: RelayOrder, kind: K) =>
    ask<RelayOrder, RelayAnswer, K>(child, order, kind)
  try {
    place(child, 'peer', bench)
    const { certificate } = bench
    const order: RelayOrder = { kind: 'start', ...(tls && { tls: certificate }) }
    const { clientPort, ownPort } = await tell(order, 'started')
    return {
      ...{ clientPort, ownPort, pid: child.pid ?? 0 },
      ...(tls && { ca: readFileSync(certificate.certFile, 'utf8') }),
      measure: () => tell({ kind: 'measure' }, 'measured'),
      stop: () => void child.kill(),
    }
  } catch (error) {
    child.kill()
    throw error
  }
}

/** What was asked for, or the end of the run, whichever comes first. */
export const orAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  // Its end is nobody's business once this one has given up.
  work.catch(() => undefined)
  signal.throwIfAborted()
  let giveUp: () => void = () => undefined
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
