// Generates proto/generated from proto/*.proto. With --check it writes nothing and fails when what
// is committed is not what would be generated.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import protobuf from 'protobufjs'
import descriptor from 'protobufjs/ext/descriptor.js'

const proto = dirname(fileURLToPath(import.meta.url))
const bin = join(proto, '..', 'node_modules', '.bin')
const generated = join(proto, 'generated')
const work = mkdtempSync(join(tmpdir(), 'causeway-proto-'))
const sources = readdirSync(proto)
  .filter((name) => name.endsWith('.proto'))
  .sort()
  .map((name) => join(proto, name))
const flags = [
  ...['-t', 'static-module', '-w', 'esm', '--es6', '--force-number', '--no-verify'],
  ...['--no-convert', '--no-delimited', '--no-typeurl', '--no-service'],
]

const run = (tool, args) =>
  execFileSync(join(bin, tool), args, { stdio: ['ignore', 'pipe', 'pipe'] })

// What lies in a log, described for programs that were not built with it.
const describe = () => {
  const root = new protobuf.Root()
  const stored = ['envelope.proto', 'events.proto'].map((name) => join(proto, name))
  root.loadSync(stored, { keepCase: true }).resolveAll()
  const bytes = descriptor.FileDescriptorSet.encode(root.toDescriptor('proto3')).finish()
  const text = Buffer.from(bytes).toString('base64')
  writeFileSync(join(work, 'descriptors.js'), `export const descriptorsBase64 =\n  '${text}'\n`)
  const declared = 'export declare const descriptorsBase64: string\n'
  writeFileSync(join(work, 'descriptors.d.ts'), declared)
}

try {
  // The declarations come from the comments, which the shipped module does without.
  const commented = join(work, 'causeway.js')
  run('pbjs', [...flags, '-o', commented, ...sources])
  run('pbts', ['-o', join(work, 'causeway.d.ts'), commented])
  run('pbjs', [...flags, '--no-comments', '-o', commented, ...sources])
  describe()
  const files = ['causeway.js', 'causeway.d.ts', 'descriptors.js', 'descriptors.d.ts']
  if (process.argv.includes('--check')) {
    const stale = files.filter(
      (name) =>
        readFileSync(join(work, name), 'utf8') !== readFileSync(join(generated, name), 'utf8'),
    )
    if (stale.length > 0) {
      console.error(`proto/generated is stale (${stale.join(', ')}): run npm run generate`)
      process.exitCode = 1
    }
  } else {
    mkdirSync(generated, { recursive: true })
    for (const name of files) writeFileSync(join(generated, name), readFileSync(join(work, name)))
  }
} finally {
  rmSync(work, { recursive: true })
}
