// Puts the generated JavaScript and the swarm's profiles beside the compiled files: the compiler
// copies neither.
import { cpSync } from 'node:fs'

const target = process.argv[2]
if (target === undefined) throw new Error('usage: copy-generated.mjs FOLDER')
cpSync('proto/generated', `${target}/proto/generated`, { recursive: true })
cpSync('load/swarm/profiles', `${target}/load/swarm/profiles`, { recursive: true })
