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
