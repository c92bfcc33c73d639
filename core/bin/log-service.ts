/** The log of a data folder over EventStoreDB's protocol: by its broker, or by `log serve`. */
import { z } from 'zod'
import type { ServableLog } from '../adapters/esdb/servable-log.ts'
import type { EsdbServer } from '../adapters/esdb/server.ts'
import type { EsdbUser } from '../adapters/esdb/server-door.ts'
import { createPositions } from '../adapters/log-position.ts'
import { createSystem } from '../adapters/system.ts'
import type { System } from '../broker/ports.ts'
import { errorTable, Fault } from '../domain/errors.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { readOrMakePrivate } from '../identity/private-files.ts'
import { CommandFault, exitCodes, failure } from './cli/exit.ts'
import type { Io } from './cli/io.ts'
import type { Output } from './cli/output.ts'
import type { Config } from './config-schema.ts'
import { openFolderLog } from './folder-log.ts'
import { untilAborted } from './parent-link.ts'
import { portFault } from './ports-free.ts'
import { openSiteFolder } from './site.ts'
import { readTlsFiles } from './tls-files.ts'

/** Holds who may read and who may write; made at the first start, for its owner alone. */
const usersFile = 'esdb-users.json'

const usersSchema = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[\w.-]{1,64}$/),
      password: z.string().min(16).max(200),
      role: z.enum(['reader', 'writer']),
    }),
  )
  .max(100)

const readUsers = (folder: DataFolder, system: Pick<System, 'randomBytes'>): EsdbUser[] => {
  const password = (): string => Buffer.from(system.randomBytes(24)).toString('base64url')
  const first: EsdbUser[] = [
    { name: 'broker', password: password(), role: 'writer' },
    { name: 'auditor', password: password(), role: 'reader' },
  ]
  const path = folder.file(usersFile)
  const text = readOrMakePrivate(path, () => `${JSON.stringify(first, null, 2)}\n`)
  try {
    return usersSchema.parse(JSON.parse(text.toString('utf8')))
  } catch (error) {
    const fix = 'remove it: users are then made anew'
    throw failure(`${path} is no list of name, password and role`, fix, error)
  }
}

export type LogService = {
  /** Listens; gives the url without a user. Throws Fault REQUEST_INVALID for a busy port. */
  start(): Promise<string>
  stop(): Promise<void>
}

/** Undefined when no port is set. */
export const openLogService = (parts: {
  readonly config: Config
  readonly folder: DataFolder
  readonly servable: ServableLog
  readonly system: System
  readonly tls: { readonly cert: string; readonly key: string }
}): LogService | undefined => {
  const { config, folder, servable, system, tls } = parts
  const { host, port } = config.esdb
  if (port === undefined) return undefined
  const users = readUsers(folder, system)
  let server: EsdbServer | undefined
  // gRPC takes a while to load: only who serves waits for it.
  const start = async (): Promise<number> => {
    const { createEsdbServer } = await import('../adapters/esdb/server.ts')
    server = createEsdbServer(
      { ...servable, positions: createPositions('l'), system },
      { host, port, tls, users, publicName: config.publicName },
    )
    return server.start()
  }
  const own = config.tls.cert === undefined ? `&tlsCAFile=${folder.authorityFile}` : ''
  return {
    start: async () => `esdb://${config.publicName}:${await start()}?tls=true${own}`,
    stop: async () => server?.stop(),
  }
}

/** The port of the protocol where nothing else is said. */
const usualPort = 8447

const sayFault = (error: unknown): never => {
  if (!(error instanceof Fault)) throw error
  throw new CommandFault('failed', error.code, error.message, errorTable[error.code].remedy)
}

/** Serves the log of a data folder that no broker holds, until a signal; gives the exit code. */
export const runLogService = async (config: Config, io: Io, out: Output): Promise<number> => {
  const system = createSystem()
  const port = config.esdb.port ?? usualPort
  // Asked before gRPC is: its own words for it say nothing.
  const taken = await portFault(config.esdb.host, port)
  if (taken !== undefined) throw failure(taken, 'stop it, or give another port with --esdb-port')
  const folder = await openSiteFolder(config, system)
  const opened = await openFolderLog(folder, system).catch(sayFault)
  const tls = readTlsFiles({
    cert: config.tls.cert ?? folder.tls.certificateFile,
    key: config.tls.key ?? folder.tls.keyFile,
  })
  const service = openLogService({
    ...{ folder, servable: opened.servable, system, tls },
    config: { ...config, esdb: { ...config.esdb, port } },
  })
  try {
    const url = await service?.start().catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error)
      throw failure(text, 'stop what holds the port, or give another one with --esdb-port', error)
    })
    out.event({ event: 'ready', esdbUrl: url, usersFile: folder.file(usersFile) })
    out.line(`The log is served at ${url}`)
    out.line(`Users and their passwords are in ${folder.file(usersFile)}`)
    await untilAborted(io.signal)
    return exitCodes.ok
  } finally {
    await service?.stop()
    await opened.stop()
  }
}
