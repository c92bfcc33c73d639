/** The project's own files and what they import, read as text. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

export type SourceFile = {
  /** Path from the root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
  /** Relative imports as paths from the root, packages by name. */
  readonly imports: readonly string[]
}

const importPattern = /(?:from|import|import\()\s*'([^']+)'/g

/** What a file imports: statically, for its types, or at run time. */
export const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(importPattern)].map((match) => {
    const name = match[1] ?? ''
    return name.startsWith('.') ? normalize(join(dirname(path), name)) : name
  })

/** Files that git tracks or would track, generated ones and locks left out. */
export const listFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  })
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(root, path)))

/** Every TypeScript source and test. */
export const readSources = (): SourceFile[] =>
  listFiles()
    .filter((path) => path.endsWith('.ts') && !path.startsWith('proto/generated/'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, lines: text.split('\n'), imports: importsOf(path, text) }
    })

/**
 * Lengths of functions whose body opens at the end of a line and closes at the indentation of
 * that line: what the formatter makes of every function longer than a line.
 */
export const functionLengths = (lines: readonly string[]): { line: number; length: number }[] => {
  const found: { line: number; length: number }[] = []
  const opens = /(=>|\)(: [^=]+)?) \{$|^\s*(export )?(async )?function .*\{$/
  const control = /^\s*(\} )?(if|for|while|switch|else|try|catch|do|case)\b/
  for (const [index, line] of lines.entries()) {
    if (!opens.test(line) || control.test(line)) continue
    const indent = line.length - line.trimStart().length
    const end = lines.findIndex(
      (other, at) => at > index && other.trim() !== '' && other.search(/\S/) <= indent,
    )
    if (end > index) found.push({ line: index + 1, length: end - index + 1 })
  }
  return found
}
