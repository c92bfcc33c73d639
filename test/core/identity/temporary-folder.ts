/** Folders that are gone after the test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new folder (0700) that lives as long as the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-identity-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
