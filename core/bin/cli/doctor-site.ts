/**
 * What stands in the data folder and on the ports of a site on this machine: permissions, who
 * holds it, certificates, and who listens.
 */
import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import type { Config } from '../config-schema.ts'
import { type Check, fail, ok, warn } from './doctor-check.ts'
import type { Io } from './io.ts'

const freeBytesWanted = 1_073_741_824
const dayMs = 24 * 3_600_000
const expiryWarnMs = 14 * dayMs
const filesMax = 1_000

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
  } catch {
    return ''
  }
}

/** Names below a folder, two levels deep. */
const namesBelow = (folder: string): readonly string[] => {
  const found: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (found.length >= filesMax) break
    if (!entry.isDirectory()) found.push(entry.name)
    else
      for (const name of readdirSync(join(folder, entry.name))) found.push(join(entry.name, name))
  }
  return found
}

const lockName = /(?:^|\/)lock-([0-9]+)-[0-9]+-[0-9a-z]+$/

/** Processes that hold the folder or one within it, by the locks they left. */
const holdersOf = (names: readonly string[]): readonly string[] => {
  const pids = new Set(names.flatMap((name) => lockName.exec(name)?.[1] ?? []))
  return [...pids].flatMap((pid) => {
    const command = commandOf(Number(pid))
    return command === '' ? [] : [`process ${pid} (${command.slice(0, 80)})`]
  })
}

const checkFolder = (folder: string): readonly Check[] => {
  const name = 'data folder'
  try {
    const { mode, uid } = statSync(folder)
    const held = holdersOf(namesBelow(folder))
    const holder = held.length === 0 ? 'held by nobody' : `held by ${held.join(', ')}`
    const checks: Check[] = []
    if ((mode & 0o077) !== 0) {
      checks.push(fail(name, `${folder} is open to other users`, `chmod 700 '${folder}'`))
    } else if (process.getuid !== undefined && process.getuid() !== uid) {
      const fix = 'run as the user who owns it'
      checks.push(warn(name, `${folder} belongs to user ${uid}, ${holder}`, fix))
    } else checks.push(ok(name, `${folder}, ${holder}`))
    const { bavail, bsize } = statfsSync(folder)
    const detail = `${Math.floor((bavail * bsize) / 1_048_576)} MiB free`
    if (bavail * bsize >= freeBytesWanted) return [...checks, ok('disk', detail)]
    return [...checks, warn('disk', detail, 'free some: a full disk stops every decision')]
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [ok(name, `${folder} is not there yet; the first start makes it`)]
    }
    const fix = 'run as the user who owns it'
    return [fail(name, `${folder} cannot be read: ${codeOf(error)}`, fix)]
  }
}

const checkCertificate = (path: string, nowMs: number): Check | undefined => {
  let certificate: X509Certificate
  try {
    const text = readFileSync(path, 'utf8')
    if (!text.includes('BEGIN CERTIFICATE')) return undefined
    certificate = new X509Certificate(text)
  } catch (error) {
    return fail('certificate', `${path}: ${codeOf(error)}`, 'replace the file')
  }
  const endsAt = Date.parse(certificate.validTo)
  const names = certificate.subjectAltName ?? certificate.subject.replaceAll('\n', ', ')
  const days = Math.floor((endsAt - nowMs) / dayMs)
  const detail = `${path}: ${names}, ${days} days left`
  const fix = 'renew it; development certificates are made anew when their file is removed'
  if (Date.parse(certificate.validFrom) > nowMs) {
    return fail('certificate', `${path} is not valid before ${certificate.validFrom}`, fix)
  }
  if (endsAt <= nowMs) return fail('certificate', `${path} ended on ${certificate.validTo}`, fix)
  const soon = endsAt - nowMs < expiryWarnMs
  return soon ? warn('certificate', detail, fix) : ok('certificate', detail)
}

const checkCertificates = (io: Io, config: Config, folder: string): readonly Check[] => {
  let names: readonly string[] = []
  try {
    names = namesBelow(folder)
  } catch {
    // Told by checkFolder.
  }
  const paths = names
    .filter((name) => /\.(?:pem|crt)$/.test(name))
    .map((name) => join(folder, name))
  if (config.tls.cert !== undefined) paths.push(resolve(io.cwd, config.tls.cert))
  return paths.flatMap((path) => checkCertificate(path, io.nowMs()) ?? [])
}

/** Listens for a moment; the error's code when that is not possible. */
const tryListen = (host: string, port: number): Promise<string | undefined> =>
  new Promise((done) => {
    const server = createServer()
    server.once('error', (error) => done(codeOf(error)))
    server.listen({ host, port, exclusive: true }, () => server.close(() => done(undefined)))
  })

/** Inodes of sockets that listen on a port, from the kernel's tables. */
const listeningInodes = (port: number): ReadonlySet<string> => {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const listening = '0A'
  const inodes = new Set<string>()
  for (const path of ['/proc/net/tcp', '/proc/net/tcp6']) {
    try {
      for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
        const fields = line.trim().split(/\s+/)
        if (fields[1]?.endsWith(wanted) && fields[3] === listening) inodes.add(fields[9] ?? '')
      }
    } catch {
      // Another system: who it is stays unknown.
    }
  }
  return inodes
}

/** Who listens on a port, as far as this user may see it. */
const listenerOf = (port: number): string => {
  const inodes = listeningInodes(port)
  if (inodes.size === 0) return 'an unknown process'
  for (const pid of readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
    try {
      for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1]
        if (inode !== undefined && inodes.has(inode)) {
          return `process ${pid} (${commandOf(Number(pid)).slice(0, 80)})`
        }
      }
    } catch {
      // Another user's process, or one that just ended.
    }
  }
  return "another user's process"
}

const checkPorts = async (config: Config): Promise<readonly Check[]> => {
  const { api, gateway, control, metrics } = config
  const wanted = [
    ['API', 'api.port', api.host, api.port],
    ['gateway', 'gateway.port', gateway.host, gateway.port],
    ['control', 'control.port', control.host, control.port],
    ['worker', 'gateway.ownPort', gateway.host, gateway.ownPort],
    ['metrics', 'metrics.port', metrics.host, metrics.port],
  ] as const
  const checks: Check[] = []
  for (const [what, key, host, port] of wanted) {
    const name = `${what} port`
    const error = await tryListen(host, port)
    if (error === undefined) {
      checks.push(ok(name, port === 0 ? 'any free one' : `${host}:${port} is free`))
    } else if (error === 'EADDRINUSE') {
      const who = listenerOf(port)
      const ours = /causeway|core\/bin/.test(who)
      const detail = `${host}:${port} is held by ${who}`
      checks.push(ours ? ok(name, detail) : warn(name, detail, `stop it, or set ${key}`))
    } else {
      const fix = error === 'EACCES' ? `set ${key} to 1024 or more` : `set the host beside ${key}`
      checks.push(fail(name, `${host}:${port} cannot be listened on: ${error}`, fix))
    }
  }
  return checks
}

/** Looks at the site of these settings; changes nothing. */
export const checkSite = async (io: Io, config: Config): Promise<readonly Check[]> => {
  const folder = resolve(io.cwd, config.dataFolder)
  return [
    ...checkFolder(folder),
    ...checkCertificates(io, config, folder),
    ...(await checkPorts(config)),
  ]
}
