/**
 * What this machine offers, whoever runs on it: Node.js, the C library, native modules, limits of
 * the kernel, and FreeRDP's clients. Native modules are loaded in a child, which may crash.
 */
import { execFile } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { release, type as systemType } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { type Check, fail, ok, warn } from './doctor-check.ts'
import type { Io } from './io.ts'

const nodeMajorMin = 20
const nodeMinorMin = 12
const childMs = 10_000
const childBytesMax = 262_144
/** A relayed connection takes two descriptors of a worker; a few thousand is little. */
const openFilesWanted = 16_384
const openFilesMin = 1_024

type Ran = { readonly status: number | undefined; readonly text: string }

/** Runs a program to its end; its first lines, and no status when it could not run or crashed. */
const runChild = (program: string, args: readonly string[], io: Io): Promise<Ran> =>
  new Promise((done) => {
    const options = { timeout: childMs, maxBuffer: childBytesMax, env: { ...io.env } }
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const text = `${stdout}${stderr}`.trim()
      if (error === null) done({ status: 0, text })
      else done({ status: typeof error.code === 'number' ? error.code : undefined, text })
    })
  })

const checkNode = (): Check => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const enough = major > nodeMajorMin || (major === nodeMajorMin && minor >= nodeMinorMin)
  const detail = `Node.js ${process.versions.node}, ${process.arch}`
  if (enough) return ok('node', detail)
  return fail('node', detail, `install Node.js ${nodeMajorMin}.${nodeMinorMin} or newer`)
}

const reportHeader = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) })

const checkSystem = (): Check => {
  const found = reportHeader.safeParse(process.report.getReport())
  const glibc = found.success ? found.data.header.glibcVersionRuntime : undefined
  const library = glibc === undefined ? 'no glibc' : `glibc ${glibc}`
  const detail = `${systemType()} ${release()}, ${library}`
  if (process.platform === 'linux' && glibc !== undefined) return ok('system', detail)
  return warn('system', detail, 'servers are tried on Linux with glibc alone')
}

/** Loads a module the way ours do, and prints the native file that came with it. */
const loadScript = `
const { createRequire } = require('node:module')
createRequire(process.argv[1])(process.argv[2])
const { sharedObjects } = process.report.getReport()
console.log(sharedObjects.filter((path) => path.endsWith('.node')).join(' '))
`

const checkModule = async (io: Io, name: string, fix: string): Promise<Check> => {
  const script = ['--input-type=commonjs', '-e', loadScript, import.meta.filename, name]
  const { status, text } = await runChild(process.execPath, script, io)
  if (status === 0) return ok(name, `loads ${text === '' ? 'without a native file' : text}`)
  const reason = text.split('\n').find((line) => line.includes('Error')) ?? text.slice(0, 200)
  return fail(name, status === undefined ? `crashes: ${reason}` : reason, fix)
}

const readFirst = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const checkOpenFiles = (): Check => {
  const line = readFirst('/proc/self/limits')?.match(/^Max open files\s+(\S+)/m)?.[1]
  if (line === undefined) return warn('open files', 'the limit is not known', 'see `ulimit -n`')
  const limit = line === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line)
  const detail = `${line} for each process`
  const fix = `raise it: \`ulimit -n ${openFilesWanted}\`, or LimitNOFILE= of the service`
  if (limit >= openFilesWanted) return ok('open files', detail)
  return limit >= openFilesMin ? warn('open files', detail, fix) : fail('open files', detail, fix)
}

const checkMigration = (): Check => {
  const name = 'tcp_migrate_req'
  const value = readFirst('/proc/sys/net/ipv4/tcp_migrate_req')?.trim()
  if (value === undefined) {
    return warn(name, 'this kernel has no such switch', 'use Linux 5.14 or newer')
  }
  if (value === '1') return ok(name, 'waiting clients move on when a gateway worker stops')
  const fix = 'sysctl -w net.ipv4.tcp_migrate_req=1'
  return warn(name, 'clients that wait are reset when a gateway worker stops', fix)
}

const clientNames = ['xfreerdp3', 'sdl-freerdp3', 'wlfreerdp3', 'xfreerdp'] as const

/** Where a program lies in PATH. */
const findProgram = (io: Io, name: string): string | undefined =>
  (io.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(resolve(io.cwd, folder), name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })

const checkClients = async (io: Io): Promise<Check> => {
  const found: string[] = []
  for (const name of clientNames) {
    const path = findProgram(io, name)
    if (path === undefined) continue
    const { text } = await runChild(path, ['--version'], io)
    found.push(`${name} ${/version (\S+)/i.exec(text)?.[1] ?? 'of unknown version'}`)
  }
  const detail = found.join(', ')
  if (found.some((one) => !one.startsWith('xfreerdp '))) return ok('FreeRDP', detail)
  const fix = 'install freerdp3-x11 for the AVD order; any RDP client works by `causeway connect`'
  return warn('FreeRDP', found.length === 0 ? 'no client is installed' : detail, fix)
}

/** Looks at the machine; starts short-lived children only. */
export const checkMachine = async (io: Io): Promise<readonly Check[]> => [
  checkNode(),
  checkSystem(),
  await checkModule(io, 'uWebSockets.js', 'run `npm ci` again; gateways need glibc 2.27 or newer'),
  await checkModule(io, 'lmdb', 'run `npm ci` again on this machine'),
  checkOpenFiles(),
  checkMigration(),
  await checkClients(io),
]
