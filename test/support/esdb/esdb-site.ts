/** A site that serves its log over EventStoreDB's protocol, on a port that outlives a restart. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '../net/free-ports.ts'
import { type Site, startSite } from '../site/site.ts'

export type EsdbSite = {
  current(): Site
  /** Connection string of the first user with this role, without an authority. */
  url(role: 'reader' | 'writer'): string
  caFile(): string
  restart(): Promise<void>
  dispose(): Promise<void>
}

type User = { readonly name: string; readonly password: string; readonly role: string }

/** Starts `causeway serve --esdb-port`. */
export const startEsdbSite = async (): Promise<EsdbSite> => {
  const folder = await mkdtemp(join(tmpdir(), 'causeway-served-'))
  const port = await freePorts(1)
  const args = ['--esdb-port', String(port), '--gateway-workers', '1']
  let site = await startSite({ folder, args })
  return {
    current: () => site,
    url: (role) => {
      const file = join(site.ready.dataFolder, 'esdb-users.json')
      const users: User[] = JSON.parse(readFileSync(file, 'utf8'))
      const user = users.find((one) => one.role === role)
      if (user === undefined) throw new Error(`no ${role} was made`)
      return `esdb://${user.name}:${user.password}@localhost:${port}?tls=true`
    },
    caFile: () => site.ready.authorityFile,
    restart: async () => {
      await site.stop()
      site = await startSite({ folder, args })
    },
    dispose: async () => {
      await site.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
