/** The version of the code that folds: a digest of its own files, so nobody has to count it up. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const isCode = (name: string): boolean => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts')
/** Limits of sockets and the like change no fold, but they stand in the domain's one table. */
const foldingFiles = /^(aggregates|indexes|live-state|streams)\.[jt]s$/
const decodingFiles = /^(event-codec|event-schemas|payload-reader|plain-numbers|text-pool)\.[jt]s$/

const filesOf = (folder: string, wanted: RegExp): readonly string[] =>
  readdirSync(folder)
    .filter((name) => isCode(name) && wanted.test(name))
    .sort()
    .map((name) => join(folder, name))

/** Sixteen hex digits that change with each change of the fold, or of the engine it runs on. */
export const foldVersion = (): string => {
  const hash = createHash('sha256').update(process.versions.v8)
  const files = [
    ...filesOf(join(here, '../domain'), /./),
    ...filesOf(join(here, '../broker'), foldingFiles),
    ...filesOf(join(here, '../../proto'), decodingFiles),
  ]
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
