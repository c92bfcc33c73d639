/**
 * Prints at the end of a run what was skipped and why; in CI a skip fails the run. A test that was
 * left out without asking `needs` has no reason to print: it is listed by name and fails CI too.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { optionalMark, skipFileVariable } from './skip.ts'

/** One test that was not run, with what it said about it. */
type Left = { readonly name: string; readonly note: string }

/** Tests that were not run. A pattern of names (`-t`) leaves tests out on purpose: none then. */
const leftTests = ({ vitest }: TestProject): Left[] => {
  if (vitest.config.testNamePattern !== undefined) return []
  const left: Left[] = []
  for (const file of vitest.state.getTestModules()) {
    for (const test of file.children.allTests('skipped')) {
      const result = test.result()
      const note = result.state === 'skipped' ? result.note : undefined
      left.push({ name: `${file.relativeModuleId} > ${test.fullName}`, note: note ?? '' })
    }
  }
  return left
}

/** The lines that tell of skips: what was missing first, then the tests that were not run. */
const linesOf = (reasons: readonly string[], left: readonly Left[]): string[] => [
  ...reasons.map((reason) => `skipped: ${reason}`),
  ...left.map(({ name, note }) => `not run: ${name}${note === '' ? '' : `: ${note}`}`),
]

/** Vitest calls this before all tests and the returned function after them. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-skips-'))
  const file = join(folder, 'skips')
  writeFileSync(file, '')
  process.env[skipFileVariable] = file
  return () => {
    const reasons = new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))
    rmSync(folder, { recursive: true })
    const optional = [...reasons].filter((reason) => reason.startsWith(optionalMark)).sort()
    for (const reason of optional) {
      console.error(`not there: ${reason.slice(optionalMark.length)}`)
      reasons.delete(reason)
    }
    const lines = linesOf([...reasons].sort(), leftTests(project))
    if (lines.length === 0) return
    console.error(`\n${lines.join('\n')}`)
    if (process.env['CI'] === 'true') {
      console.error('in CI everything must run: what is listed above fails it')
      process.exitCode = 1
    }
  }
}
