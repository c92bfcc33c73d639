/** A second machine of a site: a broker and gateways of their own on the first one's log. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Site, startSite } from './site.ts'

/** What the first machine of a site that others join is started with. */
export const firstSiteArgs = ['--esdb-port', '0', '--gateway-workers', '1']

/** The url of the log that the first machine serves, with the user that brokers are. */
export const servedLogUrl = (first: Site): string => {
  // `serve --json` says it in the same line as all else.
  const { esdbUrl } = first.ready as Site['ready'] & { readonly esdbUrl: string }
  const users: { name: string; password: string; role: string }[] = JSON.parse(
    readFileSync(join(first.ready.dataFolder, 'esdb-users.json'), 'utf8'),
  )
  const writer = users.find(({ role }) => role === 'writer')
  return esdbUrl.replace('esdb://', `esdb://${writer?.name}:${writer?.password}@`)
}

/** Writes the keys of the site to a file beside its data folder. */
export const exportKeys = async (site: Site, name = 'site.keys'): Promise<string> => {
  const file = join(site.folder, name)
  await site.ok(['admin', 'keys', 'export', '--data-folder', site.ready.dataFolder, '--to', file])
  return file
}

/** Starts a second machine; `args` are those of its `serve`. */
export const joinSite = async (first: Site, args: readonly string[] = []): Promise<Site> =>
  startSite({
    args: ['--join', await exportKeys(first), '--gateway-workers', '1', ...args],
    env: { CAUSEWAY_LOG_URL: servedLogUrl(first) },
  })

/** Signs a user of the first machine in at the second: people have one sign-in. */
export const loginAcross = async (first: Site, second: Site, user: string): Promise<void> => {
  const password = first.ready.users.find(({ name }) => name === user)?.password
  await second.ok(['login', '--user', user, '--password-stdin'], { stdin: `${password}\n` })
}
