import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CommandFault } from '../../../../core/bin/cli/exit.ts'
import { refuseTooFewFiles } from '../../../../core/bin/cli/load-site.ts'
import { swarmSpareFileCountMax } from '../../../../core/domain/limits.ts'

const folder = mkdtempSync(join(tmpdir(), 'causeway-load-'))
const limits = join(folder, 'limits')
writeFileSync(
  limits,
  'Limit  Soft Limit\nMax open files            4096                 4096  files\n',
)

afterAll(() => rmSync(folder, { recursive: true }))

const fixOf = (fileCount: number, file = limits): string => {
  try {
    refuseTooFewFiles(fileCount, file)
    return ''
  } catch (error) {
    if (error instanceof CommandFault) return error.fix
    throw error
  }
}

describe('files that a load needs', () => {
  const most = 4_096 - swarmSpareFileCountMax

  it('pass up to the limit, less what the process opens besides', () => {
    expect(fixOf(most)).toBe('')
    expect(fixOf(most + 1)).not.toBe('')
  })

  it('beyond it both ways out are named, and as many parts are enough', () => {
    expect(fixOf(3 * most)).toBe(
      `\`ulimit -n ${3 * most + swarmSpareFileCountMax}\`, or 3 processes with --part 1/3 and so on`,
    )
    expect(fixOf(3 * most + 1)).toContain('4 processes with --part 1/4')
  })

  it('pass where nobody knows the limit', () => {
    expect(fixOf(1_000_000_000, join(folder, 'none'))).toBe('')
  })
})
