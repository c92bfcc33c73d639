/** What operators read is what the program does. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorTable } from '../core/domain/errors.ts'
import * as limits from '../core/domain/limits.ts'
import { errorsPage, limitsPage } from '../docs/generate-reference.ts'

const page = (name: string) => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8')

describe('the reference pages', () => {
  it('errors.md is the error table', () => {
    expect(page('errors.md')).toBe(errorsPage())
    expect(page('errors.md').match(/^\| `/gm)).toHaveLength(Object.keys(errorTable).length)
  })

  it('limits.md is the table of bounds', () => {
    expect(page('limits.md')).toBe(limitsPage())
    expect(page('limits.md').match(/^\| `/gm)).toHaveLength(Object.keys(limits).length)
  })

  it('every bound says why it is what it is', () => {
    const bare = limitsPage().match(/^\| `\w+` \| [^|]* \| {2}\|$/gm)
    expect(bare ?? []).toEqual([])
  })
})

describe('the page of dependencies', () => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  const { dependencies, devDependencies } = JSON.parse(text) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const named = (part: string): string[] =>
    [...part.matchAll(/`((?:@[\w-]+\/)?[\w.-]+)`/g)].flatMap(([, name]) => name ?? [])
  const [head = '', development = ''] = page('dependencies.md').split('\nFor development:')

  it('gives a reason for each package that runs, and for no other', () => {
    const rows = head
      .split('\n')
      .flatMap((row) => named(/^\| (`[^|]*?) (?:\(|\|)/.exec(row)?.[1] ?? ''))
    expect(rows.sort()).toEqual(Object.keys(dependencies).sort())
  })

  it('names each package of development but those of types', () => {
    const tools = Object.keys(devDependencies).filter((name) => !name.startsWith('@types/'))
    expect(named(development.split('\n\n')[0] ?? '').sort()).toEqual(tools.sort())
  })

  it('every version is exact', () => {
    const versions = Object.values({ ...dependencies, ...devDependencies })
    const loose = versions.filter((version) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version))
    expect(loose).toEqual([])
  })
})
