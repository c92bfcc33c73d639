/** Opens the log in the folder that is named; prints what it lacks of what stands on its input. */
import { readFileSync } from 'node:fs'
import { findingsOf } from './after-cut.ts'

const told = readFileSync(0, 'utf8').split('\n')
process.stdout.write(JSON.stringify(await findingsOf(process.argv[2] ?? '', told)))
