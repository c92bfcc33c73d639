/** The version of this program, from the package it was installed with. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const manifest = z.object({ name: z.literal('causeway'), version: z.string().max(64) })
const foldersUp = 5

/** `0.1.0`; `unknown` when the package's manifest is not where it was installed. */
export const softwareVersion = (): string => {
  for (let up = 1; up <= foldersUp; up += 1) {
    try {
      const text = readFileSync(new URL(`${'../'.repeat(up)}package.json`, import.meta.url), 'utf8')
      const found = manifest.safeParse(JSON.parse(text))
      if (found.success) return found.data.version
    } catch {
      // Sources and compiled files lie at different depths: the next folder up may have it.
    }
  }
  return 'unknown'
}
