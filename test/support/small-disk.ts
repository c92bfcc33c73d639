/** A disk of a few megabytes for tests, where this user may mount one. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SmallDisk = {
  readonly folder: string
  /** Takes up all but so many bytes. */
  fill(leaveBytes: number): void
  /** Gives that space back. */
  free(): void
  /** Makes it read-only, or writable again. */
  setReadOnly(readOnly: boolean): void
  unmount(): void
}

const run = (command: string, ...parameters: string[]): boolean =>
  spawnSync(command, parameters, { stdio: 'ignore' }).status === 0

/** Mounts an empty disk; undefined when that is not allowed here. */
export const mountSmallDisk = (bytes: number): SmallDisk | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-disk-'))
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'causeway-test', folder)) {
    rmdirSync(folder)
    return undefined
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: (leaveBytes) => {
      const { bavail, bsize } = statfsSync(folder)
      try {
        appendFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes), 1))
      } catch (error) {
        // Somebody else took the last bytes meanwhile: it is full.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    free: () => rmSync(ballast, { force: true }),
    setReadOnly: (readOnly) => {
      if (!run('mount', '-o', readOnly ? 'remount,ro' : 'remount,rw', folder))
        throw new Error(`could not remount ${folder}`)
    },
    unmount: () => {
      run('umount', '-l', folder)
      rmdirSync(folder)
    },
  }
}

/** May this process mount one? */
export const canMountSmallDisk = (): boolean => {
  const disk = process.platform === 'linux' ? mountSmallDisk(65_536) : undefined
  disk?.unmount()
  return disk !== undefined
}
