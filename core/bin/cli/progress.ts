/** A progress bar on standard error, where a person looks on; nothing elsewhere. */
import type { Run } from './command.ts'

export type Progress = {
  update(done: number, total: number): void
  /** Takes the bar away. Idempotent. */
  stop(): void
}

const silent: Progress = { update: () => undefined, stop: () => undefined }

/** Bars are drawn only for waits that are long enough to wonder. */
const shownMin = 5_000

/** Starts a bar when standard error is a terminal and the answer is for people. */
export const startProgress = async (
  run: Pick<Run, 'io' | 'out'>,
  what: string,
  total: number,
): Promise<Progress> => {
  const { stderr } = run.io
  if (run.out.json || stderr.isTTY !== true || total < shownMin) return silent
  const { default: progress } = await import('cli-progress')
  const bar = new progress.SingleBar({
    format: `${what} {bar} {percentage} % {value}/{total}`,
    // It writes and moves the cursor, which any terminal's stream can.
    stream: stderr as NodeJS.WritableStream,
    clearOnComplete: true,
    hideCursor: true,
    linewrap: false,
  })
  bar.start(total, 0)
  return {
    update: (done, all) => {
      bar.setTotal(all)
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}
