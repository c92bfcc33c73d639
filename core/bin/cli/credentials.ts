/**
 * What `causeway login` keeps: tokens and the pinned authority, by the url of the API. The folder
 * is 0700 and the file 0600; it is replaced whole, so a crash leaves the old or the new one.
 */
import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { failure } from './exit.ts'
import type { Io } from './io.ts'

const tokenSet = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
})

const login = z.object({
  user: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  /** The API is its own issuer: the same authority vouches for both. */
  ownIssuer: z.boolean(),
  /** PEM of the authority that was confirmed at login; absent: not pinned. */
  authority: z.string().optional(),
  /** For feed and connections. */
  userToken: tokenSet,
  userScopes: z.array(z.string()),
  /** For administration and audit, where the user has the role. */
  adminToken: tokenSet.optional(),
  adminScopes: z.array(z.string()),
})

const credentialsFile = z.object({
  version: z.literal(1),
  last: z.string().optional(),
  apis: z.record(z.string(), login),
})

export type SavedTokens = Readonly<z.output<typeof tokenSet>>
export type SavedLogin = Readonly<z.output<typeof login>>

export type Credentials = {
  /** The file, for messages. */
  readonly path: string
  /** The API signed in to last. */
  last(): string | undefined
  get(apiUrl: string): SavedLogin | undefined
  /** Saves and makes it the last one. */
  save(apiUrl: string, saved: SavedLogin): void
  /** Saves, and leaves the last one as it is. */
  replace(apiUrl: string, saved: SavedLogin): void
  /** Runs while no other process of this user runs such a thing. */
  exclusively<T>(action: () => Promise<T>): Promise<T>
  /** False when there was none. */
  forget(apiUrl: string): boolean
  /** A file that holds this authority, for programs that want one. */
  authorityFile(pem: string): string
}

type Content = z.output<typeof credentialsFile>

const folderOf = (io: Io): string => {
  const { XDG_CONFIG_HOME: config, HOME: home } = io.env
  if (config?.startsWith('/')) return join(config, 'causeway')
  if (home?.startsWith('/')) return join(home, '.config', 'causeway')
  throw failure('there is no home folder to keep credentials in', 'set HOME or XDG_CONFIG_HOME')
}

const readContent = (path: string): Content => {
  const empty: Content = { version: 1, apis: {} }
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return empty
    throw failure(`${path} cannot be read`, 'give yourself the right to read it', error)
  }
  if ((statSync(path).mode & 0o077) !== 0) {
    throw failure(`${path} can be read by other users`, `chmod 600 '${path}', then sign in again`)
  }
  try {
    return credentialsFile.parse(JSON.parse(text))
  } catch (error) {
    throw failure(`${path} is damaged`, 'remove it and sign in again', error)
  }
}

const writeOwn = (folder: string, path: string, text: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}`
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw failure(`${path} cannot be written`, 'give yourself the right to write it', error)
  }
}

const writeContent = (folder: string, path: string, content: Content): void =>
  writeOwn(folder, path, `${JSON.stringify(content, undefined, 2)}\n`)

/** Longer than any renewal takes: whoever held the lock until then has died. */
const lockMs = 20_000
const lockRetryMs = 50

/** Waits for a file that only one process can make. */
const takeLock = async (lock: string): Promise<void> => {
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx', 0o600))
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
        throw failure(`${lock} cannot be written`, 'give yourself the right to write it', error)
      }
    }
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > lockMs) rmSync(lock, { force: true })
    else await setTimeout(lockRetryMs)
  }
}

/** Opens the credentials of this user. Reads the file at every call: others may have changed it. */
export const openCredentials = (io: Io): Credentials => {
  const folder = folderOf(io)
  const path = join(folder, 'credentials.json')
  return {
    path,
    last: () => readContent(path).last,
    get: (apiUrl) => {
      const { apis } = readContent(path)
      return Object.hasOwn(apis, apiUrl) ? apis[apiUrl] : undefined
    },
    save: (apiUrl, saved) => {
      const { apis } = readContent(path)
      writeContent(folder, path, { version: 1, last: apiUrl, apis: { ...apis, [apiUrl]: saved } })
    },
    replace: (apiUrl, saved) => {
      const { last, apis } = readContent(path)
      const kept = last === undefined ? {} : { last }
      writeContent(folder, path, { version: 1, ...kept, apis: { ...apis, [apiUrl]: saved } })
    },
    exclusively: async (action) => {
      const lock = join(folder, 'credentials.lock')
      await takeLock(lock)
      try {
        return await action()
      } finally {
        rmSync(lock, { force: true })
      }
    },
    forget: (apiUrl) => {
      const { last, apis } = readContent(path)
      if (!Object.hasOwn(apis, apiUrl)) return false
      const { [apiUrl]: _, ...others } = apis
      const kept = last === undefined || last === apiUrl ? {} : { last }
      writeContent(folder, path, { version: 1, apis: others, ...kept })
      return true
    },
    authorityFile: (pem) => {
      const name = createHash('sha256').update(pem).digest('hex').slice(0, 16)
      const file = join(folder, `authority-${name}.pem`)
      writeOwn(folder, file, pem)
      return file
    },
  }
}
