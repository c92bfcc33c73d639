// Puts the generated JavaScript beside the compiled one: the compiler does not copy it.
import { cpSync } from 'node:fs'

const target = process.argv[2]
if (target === undefined) throw new Error('usage: copy-generated.mjs FOLDER')
cpSync('proto/generated', `${target}/proto/generated`, { recursive: true })
