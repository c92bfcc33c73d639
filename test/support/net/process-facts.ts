/** What the kernel says of processes, and their sudden end. Linux only, as the product. */
import { readdirSync, readFileSync } from 'node:fs'

const statusField = (pid: number, name: string): string | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1]
  } catch {
    // The process has ended.
    return undefined
  }
}

/** Resident memory in bytes; 0 for a process that has ended. */
const residentBytes = (pid: number): number => Number(statusField(pid, 'VmRSS') ?? 0) * 1_024

/** Direct children of a process whose command line has this word as an argument of its own. */
export const childrenOf = (pid: number, word: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => Number(statusField(child, 'PPid')) === pid)
    .filter((child) => {
      try {
        return readFileSync(`/proc/${child}/cmdline`, 'latin1').split('\0').includes(word)
      } catch {
        return false
      }
    })

/** Ends a process as a crash does: nothing of its own runs any more. Throws without a process. */
export const killHard = (pid: number | undefined): void => {
  // Zero and below would be whole groups of processes, ours among them.
  if (pid === undefined || pid <= 0) throw new Error('there is no process to kill')
  process.kill(pid, 'SIGKILL')
}

export type MemoryWatch = {
  /** The most that any of the processes has grown by since the watch began, in bytes. */
  growthBytes(): number
  stop(): void
}

/** Milliseconds between two looks: at the speed of a relay some ten megabytes. */
const watchEveryMs = 50

/** Watches the resident memory of processes. */
export const watchMemory = (pids: readonly number[]): MemoryWatch => {
  const started = pids.map((pid) => ({ pid, bytes: residentBytes(pid) }))
  let growth = 0
  const look = (): void => {
    for (const { pid, bytes } of started) growth = Math.max(growth, residentBytes(pid) - bytes)
  }
  const timer = setInterval(look, watchEveryMs)
  return {
    growthBytes: () => {
      look()
      return growth
    },
    stop: () => clearInterval(timer),
  }
}
