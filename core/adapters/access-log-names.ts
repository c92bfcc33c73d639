/** Takes a person's name out of files of the access log; their opaque id stands in its place. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The name as a word of its own: `ada` is not in `adapter`. */
const wordOf = (name: string): RegExp => {
  const quoted = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}_])${quoted}(?![\\p{L}\\p{N}_])`, 'gu')
}

/** A line with the name replaced in what was asked; one without it is as it was. */
export const withoutName = (line: string, name: string, userId: string): string => {
  if (name === '' || !line.includes(JSON.stringify(name).slice(1, -1))) return line
  const word = wordOf(name)
  const replace = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll(word, userId) : value
  try {
    const { query, ...others }: Record<string, unknown> = Object(JSON.parse(line))
    const asked: unknown = JSON.parse(JSON.stringify(query ?? {}), replace)
    return JSON.stringify({ ...others, query: asked })
  } catch {
    // Torn by a crash: nobody reads it, and no part of it may stay.
    return line.replaceAll(word, userId)
  }
}

/** Rewrites one file, whole or not at all; one that is not there stays so. */
export const forgetInFile = async (path: string, name: string, userId: string): Promise<void> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return
    throw error
  }
  const lines = text.split('\n').map((line) => withoutName(line, name, userId))
  const rewritten = lines.join('\n')
  if (rewritten === text) return
  const draft = `${path}.new`
  try {
    await writeFile(draft, rewritten, { mode: 0o600, flush: true })
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
