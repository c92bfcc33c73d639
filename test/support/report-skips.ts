/** Prints at the end of a run what was skipped and why; in CI a skip fails the run. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { skipFileVariable } from './skip.ts'

/** Vitest calls this before all tests and the returned function after them. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-skips-'))
  const file = join(folder, 'skips')
  writeFileSync(file, '')
  process.env[skipFileVariable] = file
  return () => {
    const skips = [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))]
    rmSync(folder, { recursive: true })
    if (skips.length === 0) return
    console.error(`\nSkipped ${skips.length}:`)
    for (const skip of skips) console.error(`  ${skip}`)
    if (process.env['CI'] === 'true') {
      console.error('In CI everything must run: the skips above fail it.')
      process.exitCode = 1
    }
  }
}
