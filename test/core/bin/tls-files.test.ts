import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readTlsFiles, tlsFileFaults } from '../../../core/bin/tls-files.ts'
import { createTestAuthority } from '../../support/relay/test-authority.ts'

it('reads a certificate and its key, and names what is wrong with any other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const authority = await createTestAuthority()
  const [one, two] = [await authority.issue(), await authority.issue()]
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const [cert, key] = [put('one.pem', one.cert), put('one.key', one.key)]
  expect(readTlsFiles({ cert, key })).toEqual({ cert: one.cert, key: one.key })
  const other = put('two.key', two.key)
  expect(() => readTlsFiles({ cert, key: other })).toThrow(/are no pair/)
  expect(() => readTlsFiles({ cert: key, key })).toThrow(/are no pair/)
  expect(() => readTlsFiles({ cert, key: `${key}.gone` })).toThrow(/tls\.key: .*ENOENT/)
  expect(() => readTlsFiles({ cert: folder, key })).toThrow(/tls\.cert: .*EISDIR/)
  expect(tlsFileFaults({})).toEqual([])
  expect(tlsFileFaults({ cert, key })).toEqual([])
  const [fault, ...more] = tlsFileFaults({ cert, key: other })
  expect(fault?.what).toContain('are no pair')
  expect(more).toEqual([])
})
