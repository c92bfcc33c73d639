/** Processes that append to an embedded log and are killed at some moment. */
import { join } from 'node:path'
import { killedChild } from './killed-child.ts'

const lifeMsMax = 400
const file = join(import.meta.dirname, 'append-child.ts')

/** What the writers of one process had acknowledged when SIGKILL came, line by line. */
export const killedWriters = (folder: string, round: number): Promise<readonly string[]> =>
  killedChild({ file, args: [folder, String(round)], lifeMs: Math.random() * lifeMsMax })
