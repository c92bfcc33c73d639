/** A log that is served over EventStoreDB's protocol in this process, with TLS and users. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServableLog, type ServableLog } from '../../../core/adapters/esdb/servable-log.ts'
import { withDescriptors } from '../../../core/adapters/esdb/served-descriptors.ts'
import { createEsdbServer, type EsdbServer } from '../../../core/adapters/esdb/server.ts'
import { createPositions } from '../../../core/adapters/log-position.ts'
import { createMemoryPersonDirectory } from '../../../core/adapters/memory-person-directory.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { EventLog } from '../../../core/broker/ports.ts'
import { type StoredDescriptors, storedDescriptors } from '../../../proto/event-descriptors.ts'
import { createTestAuthority } from '../relay/test-authority.ts'

export type ServedLog = {
  readonly port: number
  /** PEM of the authority, in a file, as clients want it. */
  readonly caFile: string
  /** Connection string of this user. */
  url(user: 'broker' | 'auditor'): string
  /** Ends every call and the listener; `start` comes back on the same port. */
  stop(): Promise<void>
  start(): Promise<void>
  /** For good, with its files. */
  dispose(): Promise<void>
}

export type ServedOptions = {
  /** Letter of the log's positions. */
  readonly letter: string
  readonly log: () => EventLog
  /** Absent: made of the log, with keys in memory. */
  readonly servable?: () => ServableLog
  readonly isOwn: (name: string) => boolean
  /** Where it listens; absent: on loopback alone. */
  readonly host?: string
  /** What it says of its payloads; absent: what this version knows. */
  readonly descriptors?: StoredDescriptors
}

const users = [
  { name: 'broker', password: 'write it', role: 'writer' },
  { name: 'auditor', password: 'read it', role: 'reader' },
] as const

/** A log that can be served, with keys in memory. */
export const servableOf = ({
  log,
  isOwn,
  letter,
  descriptors,
}: Omit<ServedOptions, 'servable'>): ServableLog => {
  const system = createSystem()
  const keys = createMemoryPersonDirectory(system)
  const described = withDescriptors(
    log(),
    descriptors ?? storedDescriptors(),
    createPositions(letter),
  )
  return createServableLog({ log: described, keys, system, isOwn, whyNotOwn: () => undefined })
}

/** Serves it on a port of the system's choice. */
export const serveLog = async (options: ServedOptions): Promise<ServedLog> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-esdb-'))
  const authority = await createTestAuthority()
  const tls = await authority.issue()
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, authority.caPem)
  let port = 0
  let server: EsdbServer | undefined
  const start = async (): Promise<void> => {
    server = createEsdbServer(
      {
        ...(options.servable?.() ?? servableOf(options)),
        positions: createPositions(options.letter),
        system: createSystem(),
      },
      { host: options.host ?? '127.0.0.1', port, tls, users, publicName: 'localhost' },
    )
    port = await server.start()
  }
  await start()
  return {
    port,
    caFile,
    url: (user) => {
      const { name, password } = users.find((one) => one.name === user) ?? users[0]
      const query = `tls=true&tlsCAFile=${caFile}`
      return `esdb://${name}:${encodeURIComponent(password)}@localhost:${port}?${query}`
    },
    start,
    stop: async () => server?.stop(),
    dispose: async () => {
      await server?.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
