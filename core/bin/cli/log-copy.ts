/** `causeway log copy`: one log's events into another, resumed where an earlier run stopped. */
import { storedBytes } from '../../adapters/log-envelope.ts'
import { createSystem } from '../../adapters/system.ts'
import { type CopyPhase, type CopyResult, copyLog } from '../../broker/copy-log.ts'
import { Fault } from '../../domain/errors.ts'
import type { Run } from './command.ts'
import { CommandFault, usageFault } from './exit.ts'
import { type LogPlace, logPlaceOf, openCopySource, openCopyTarget } from './log-places.ts'
import { startProgress } from './progress.ts'

const doing: Readonly<Record<CopyPhase, string>> = {
  compare: 'comparing what is there',
  copy: 'copying the log',
  verify: 'reading it back',
}

/** Told often enough to move, seldom enough to cost nothing. */
const progressCount = 1_000

const placeOf = (run: Run, flag: 'from' | 'to'): LogPlace =>
  logPlaceOf(`--${flag}`, run.text(flag) ?? '', run.io)

const inUse = (fault: Fault): CommandFault => {
  const fix = 'stop it; or copy over its protocol: --to esdb://… of `log serve` on that folder'
  return new CommandFault('failed', fault.code, fault.detail, fix, fault)
}

/** One bar after the other, one for each phase. */
const createBars = (run: Run) => {
  let phase: CopyPhase | undefined
  let bar: Awaited<ReturnType<typeof startProgress>> | undefined
  let starting: Promise<void> = Promise.resolve()
  const stop = async (): Promise<void> => {
    await starting
    bar?.stop()
  }
  return {
    update: (next: CopyPhase, done: number, total: number): void => {
      if (next === phase) {
        if (done % progressCount === 0 || next === 'copy') bar?.update(done, total)
        return
      }
      phase = next
      starting = stop().then(async () => {
        bar = await startProgress(run, doing[next], total)
      })
    },
    stop,
  }
}

const textOf = ({ events, copied, digest }: CopyResult, others: boolean): string =>
  `${copied} events copied, ${events} verified\n` +
  `SHA-256 of their canonical bytes ${digest}\n` +
  (others ? '' : 'streams of others, if there are any, were left out\n')

/** Copies and verifies; nothing is repeated of what an earlier run did. */
export const runLogCopy = async (run: Run): Promise<undefined> => {
  const [source, target] = [placeOf(run, 'from'), placeOf(run, 'to')]
  if (source.kind === 'lmdb' && target.kind === 'lmdb' && source.folder === target.folder) {
    throw usageFault('--from and --to are the same log', 'name two logs')
  }
  const system = createSystem()
  // Streams of others are packed for the embedded log: over the protocol they would be packed anew.
  const others = source.kind === 'lmdb' && target.kind === 'lmdb'
  const from = await openCopySource(source, system, others)
  const bars = createBars(run)
  try {
    const to = await openCopyTarget(target, system, others).catch((error: unknown) => {
      throw error instanceof Fault && error.code === 'LOG_IN_USE' ? inUse(error) : error
    })
    try {
      const result = await copyLog(
        { from: from.log, to: to.log, bytesOf: storedBytes },
        {
          commitsTogether: target.kind === 'lmdb',
          signal: run.io.signal,
          onProgress: bars.update,
        },
      )
      await bars.stop()
      run.out.result({ ...result, others }, () => textOf(result, others))
    } finally {
      await bars.stop()
      await to.stop()
    }
  } finally {
    await from.stop()
  }
}
