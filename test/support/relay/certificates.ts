/** Throw-away P-256 certificates for tests, made by the openssl command line. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type TestCertificate = {
  readonly certFile: string
  readonly keyFile: string
  /** The certificate signs itself, so it is its own authority. */
  readonly caPem: string
  /** Deletes the files. */
  remove(): void
}

/** A self-signed certificate for 127.0.0.1 and these names, the first of which is its subject. */
export const createTestCertificate = (names = ['localhost']): TestCertificate => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-certificate-'))
  const certFile = join(folder, 'cert.pem')
  const keyFile = join(folder, 'key.pem')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const others = names.map((name) => `DNS:${name}`).join(',')
  const subject = ['-addext', `subjectAltName=${others},IP:127.0.0.1`, '-subj', `/CN=${names[0]}`]
  const files = ['-keyout', keyFile, '-out', certFile, '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, ...files], { stdio: 'ignore' })
  return {
    certFile,
    keyFile,
    caPem: readFileSync(certFile, 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
