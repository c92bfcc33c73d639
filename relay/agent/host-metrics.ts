/** How busy the machine is, as the operating system tells it. */
import { cpus, freemem, totalmem } from 'node:os'

export type HostMetrics = {
  /** Share of all cores in use since the last call, 0 to 1; since boot at the first. */
  cpuLoad(): number
  memoryUsedBytes(): number
  memoryTotalBytes(): number
}

type CpuTimes = { readonly busyMs: number; readonly totalMs: number }

/** Metrics of this machine. */
export const createHostMetrics = (): HostMetrics => {
  let last: CpuTimes = { busyMs: 0, totalMs: 0 }
  return {
    cpuLoad: () => {
      const now = readCpuTimes()
      const total = now.totalMs - last.totalMs
      const load = total > 0 ? (now.busyMs - last.busyMs) / total : 0
      last = now
      return Math.min(1, Math.max(0, load))
    },
    memoryUsedBytes: () => totalmem() - freemem(),
    memoryTotalBytes: () => totalmem(),
  }
}

const readCpuTimes = (): CpuTimes => {
  let idle = 0
  let total = 0
  for (const { times } of cpus()) {
    idle += times.idle
    total += times.user + times.nice + times.sys + times.idle + times.irq
  }
  return { busyMs: total - idle, totalMs: total }
}
