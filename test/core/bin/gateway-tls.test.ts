import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { configSchema } from '../../../core/bin/config-schema.ts'
import {
  readGatewayTls,
  registerTlsMetrics,
  watchGatewayTls,
} from '../../../core/bin/gateway-tls.ts'
import { tlsLookMs } from '../../../core/domain/limits.ts'
import type { TlsFiles } from '../../../relay/uws-server.ts'
import { createTestCertificate, type TestCertificate } from '../../support/relay/certificates.ts'

let folder: string
let certificates: TestCertificate[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-gateway-tls-'))
  certificates = [
    createTestCertificate(['one.example']),
    createTestCertificate(['two.example', '*.two.example']),
  ]
})
afterEach(() => {
  for (const certificate of certificates) certificate.remove()
  rmSync(folder, { recursive: true, force: true })
})

const certFile = (): string => join(folder, 'cert.pem')
const keyFile = (): string => join(folder, 'key.pem')
const put = (index: number, what: 'both' | 'cert' = 'both'): void => {
  const source = certificates[index]
  if (source === undefined) throw new Error('no such certificate')
  copyFileSync(source.certFile, certFile())
  if (what === 'both') copyFileSync(source.keyFile, keyFile())
}
const configOf = (more: readonly string[] = []) =>
  configSchema.parse({
    tls: { cert: certFile(), key: keyFile() },
    gateway: { certificates: more },
  })

const quietLog = { debug: () => undefined, info: () => undefined, warn: () => undefined }

const startWatch = () => {
  const applied: TlsFiles[] = []
  let due: (() => void) | undefined
  const after = (ms: number, run: () => void) => {
    expect(ms).toBe(tlsLookMs)
    due = run
    return () => {
      due = undefined
    }
  }
  const apply = (files: TlsFiles): void => {
    applied.push(files)
  }
  const watch = watchGatewayTls({ system: { after }, log: quietLog, apply }, configOf())
  const look = (): void => {
    const run = due
    due = undefined
    run?.()
  }
  return { watch, applied, look, isDue: () => due !== undefined }
}

it('uses new files once they looked the same twice', () => {
  put(0)
  const { watch, applied, look } = startWatch()
  for (let count = 0; count < 3; count++) look()
  expect(applied).toEqual([])
  put(1)
  look()
  expect(applied).toEqual([])
  look()
  look()
  expect(applied).toEqual([{ certFile: certFile(), keyFile: keyFile(), named: [] }])
  expect(watch.facts).toMatchObject({ changed: 1, refused: 0 })
})

it('keeps the old ones while the new are no pair, and says so once', () => {
  put(0)
  const { watch, applied, look } = startWatch()
  put(1, 'cert')
  for (let count = 0; count < 5; count++) look()
  expect([applied.length, watch.facts.refused]).toEqual([0, 1])
  rmSync(certFile())
  for (let count = 0; count < 5; count++) look()
  expect([applied.length, watch.facts.refused]).toEqual([0, 2])
  put(1)
  for (let count = 0; count < 5; count++) look()
  expect([applied.length, watch.facts.refused]).toEqual([1, 2])
})

it('looks no more once it is stopped', () => {
  put(0)
  const { watch, isDue } = startWatch()
  expect(isDue()).toBe(true)
  watch.stop()
  expect(isDue()).toBe(false)
})

it('takes the names of further certificates from them', () => {
  put(0)
  const [, two] = certificates
  const { files, expiresAtMs } = readGatewayTls(configOf([`${two?.certFile}=${two?.keyFile}`]))
  expect(files.named).toEqual([
    { certFile: two?.certFile, keyFile: two?.keyFile, names: ['two.example', '*.two.example'] },
  ])
  expect(expiresAtMs).toBeGreaterThan(Date.parse('2024-01-01'))
  writeFileSync(join(folder, 'bad.pem'), 'nothing')
  const bad = `${join(folder, 'bad.pem')}=${two?.keyFile}`
  expect(() => readGatewayTls(configOf([bad]))).toThrow(/bad\.pem/)
})

it('shows a scraper what became of changes', async () => {
  const registry = new Registry()
  registerTlsMetrics(registry, { changed: 2, refused: 1, expiresAtMs: 5_500 })
  const text = await registry.metrics()
  expect(text).toContain('causeway_gateway_certificate_expires_seconds 5\n')
  expect(text).toContain('causeway_gateway_certificate_changes_total{outcome="used"} 2\n')
  expect(text).toContain('causeway_gateway_certificate_changes_total{outcome="refused"} 1\n')
})
