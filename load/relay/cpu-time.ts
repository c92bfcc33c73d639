/** What processes have cost, as the kernel counts it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second, in which /proc counts. */
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

type Stat = { readonly parent: number; readonly ticks: number }

/** proc(5): after the name, which may hold anything, field 4 is the parent, 14 and 15 the time. */
const statOf = (pid: number): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    // It has just ended.
    return undefined
  }
}

/** A process and all that it started, directly or not. */
export const processTree = (pid: number): readonly number[] => {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const one = Number(name)
    const stat = Number.isInteger(one) ? statOf(one) : undefined
    if (stat !== undefined) parents.set(one, stat.parent)
  }
  const tree = [pid]
  for (const member of tree) {
    for (const [child, parent] of parents) if (parent === member) tree.push(child)
  }
  return tree
}

/** User and system time of a process and all that it started, in seconds. */
export const cpuSecondsOf = (pid: number): number =>
  processTree(pid).reduce((sum, one) => sum + (statOf(one)?.ticks ?? 0), 0) / ticksPerSecond

/** How long a process was ready to run and its core was busy with others, in milliseconds. */
export const waitedForCoreMs = (pid: number): number => {
  try {
    // proc(5) has no word on schedstat; the kernel's sched-stats.rst has: the second field, in ns.
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[1]) / 1e6
  } catch {
    // Kernels without scheduler statistics do not tell.
    return 0
  }
}

/** Puts a process, its threads and its children on one core. False where taskset is missing. */
export const pin = (pid: number, core: number): boolean =>
  processTree(pid).every(
    (one) => spawnSync('taskset', ['-a', '-cp', String(core), String(one)]).status === 0,
  )
