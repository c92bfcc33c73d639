/** The machine of a bench: its name, its cores, a certificate for it. */
import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { pin } from './cpu-time.ts'
import type { Certificate } from './generator-child.ts'
import type { Bench } from './measure.ts'

/** P-256, as the development authority makes them, for localhost and one address. */
export const makeCertificate = (folder: string, address = '127.0.0.1'): Certificate => {
  const certFile = join(folder, 'cert.pem')
  const keyFile = join(folder, 'key.pem')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-addext', `subjectAltName=DNS:localhost,IP:${address}`, '-subj', '/CN=localhost']
  const files = ['-keyout', keyFile, '-out', certFile, '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...files], { stdio: 'ignore' })
  return { certFile, keyFile }
}

/** Cores, memory, Node and day. */
export const machineName = (): string => {
  const [cpu] = cpus()
  const model = (cpu?.model ?? 'unknown').replace(/\s+/g, ' ').trim()
  const memory = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  return `${cpus().length} × ${model}, ${memory} GiB, Node ${process.version}, ${day}`
}

/**
 * A core for the relay and one for the generator, where the bench itself goes; undefined, and said,
 * where nothing can be pinned.
 */
export const chooseCores = (say: (text: string) => void): Bench['cores'] => {
  if (availableParallelism() < 2) {
    say('one core alone: relay and generator share it, so nothing is pinned')
    return undefined
  }
  if (pin(process.pid, 1)) return { peer: 0, generator: 1 }
  say('taskset is missing (Debian: util-linux): nothing is pinned')
  return undefined
}
