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

/** Chains of imports that lead from `start` to a path that matches, each as `a -> b -> c`. */
export const chainsTo = (
  sources: readonly SourceFile[],
  start: string,
  banned: RegExp,
): string[] => {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const seen = new Set([start])
  const found: string[] = []
  const waiting = [[start]]
  for (let chain = waiting.pop(); chain !== undefined; chain = waiting.pop()) {
    for (const next of byPath.get(chain.at(-1) ?? '')?.imports ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      if (banned.test(next)) found.push([...chain, next].join(' -> '))
      else waiting.push([...chain, next])
    }
  }
  return found.sort()
}

/** A function as the formatter lays it out; lines count from 1. */
export type FunctionSpan = {
  readonly line: number
  readonly length: number
  /** Its length without the functions inside it. */
  readonly own: number
  /** The line that names it: where its statement begins. */
  readonly head: string
}

const indentOf = (line: string): number => line.length - line.trimStart().length

/** The first line of the statement whose parameters may have been broken over lines. */
const headOf = (lines: readonly string[], index: number): string => {
  const line = lines[index] ?? ''
  if (!/^\s*[})]/.test(line)) return line
  const above = lines.slice(0, index).findLastIndex((other) => {
    return other.trim() !== '' && indentOf(other) <= indentOf(line)
  })
  return above < 0 ? line : headOf(lines, above)
}

/**
 * Functions whose body opens at the end of a line and closes at the indentation of that line: what
 * the formatter makes of every function longer than a line.
 */
export const functionSpans = (lines: readonly string[]): FunctionSpan[] => {
  const spans: Omit<FunctionSpan, 'own'>[] = []
  const opens = /(=>|\)(: [^=]+)?) \{$|=> \(\{$|^\s*(export )?(async )?function .*\{$/
  const control = /^\s*(\} )?(if|for|while|switch|else|try|catch|do|case)\b/
  for (const [index, line] of lines.entries()) {
    if (!opens.test(line) || control.test(line)) continue
    const end = lines.findIndex(
      (other, at) => at > index && other.trim() !== '' && indentOf(other) <= indentOf(line),
    )
    if (end < 0) continue
    spans.push({ line: index + 1, length: end - index + 1, head: headOf(lines, index) })
  }
  return spans.map((span) => ({ ...span, own: span.length - innerLength(spans, span) }))
}

/** Lines of the outermost functions within one. */
const innerLength = (
  spans: readonly Omit<FunctionSpan, 'own'>[],
  { line, length }: Omit<FunctionSpan, 'own'>,
): number => {
  let inner = 0
  let covered = line
  for (const other of spans) {
    if (other.line <= covered || other.line >= line + length - 1) continue
    inner += other.length
    covered = other.line + other.length - 1
  }
  return inner
}
