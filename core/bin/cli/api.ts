/**
 * The API as commands use it: which one, whom to trust there, whose token to send, and answers
 * checked against a schema. Tokens are renewed when they are about to end.
 */
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Config } from '../config-schema.ts'
import type { Run } from './command.ts'
import { openCredentials, type SavedLogin } from './credentials.ts'
import { CommandFault, faultOfAnswer, faultOfCode } from './exit.ts'
import { askHttp, type HttpAnswer, type HttpRequest, type HttpTarget, streamHttp } from './http.ts'
import type { Io } from './io.ts'
import { freshAdminToken, freshUserToken } from './tokens.ts'
import { type ApiTrust, authorityFileName, findTrust, readAuthority } from './trust.ts'

/** The API that commands talk to: --api, else the last one signed in to, else this machine's. */
export const apiUrlOf = (io: Io, config: Config): string => {
  const { client, api, publicName } = config
  const url =
    client.api ?? openCredentials(io).last() ?? api.publicUrl ?? `https://${publicName}:${api.port}`
  return new URL(url).href.replace(/\/+$/, '')
}

/** Whom to trust at this API. */
export const trustOf = (io: Io, config: Config, apiUrl: string): ApiTrust =>
  findTrust({
    cwd: io.cwd,
    caFile: config.client.ca,
    dataFolder: config.dataFolder,
    pinned: openCredentials(io).get(apiUrl)?.authority,
  })

export type Api = {
  readonly baseUrl: string
  /** PEM of the authorities that vouch for it; absent: the system's. */
  readonly ca: string | undefined
  /** The token that requests carry, fresh; undefined for nobody's. */
  bearer(): Promise<string | undefined>
  /** One request whose answer is JSON of this form. Throws a CommandFault for every other. */
  ask<T extends z.ZodType>(form: T, request: HttpRequest): Promise<z.output<T>>
  /** All items of a list that comes in pages. */
  all<T extends z.ZodType>(item: T, path: string): Promise<z.output<T>[]>
  /** A text as it is. */
  text(path: string): Promise<string>
  /** An answer that comes as lines, with the headers before them. */
  lines(path: string): Promise<AsyncIterable<string>>
}

const errorBody = z.object({ code: z.string(), message: z.string() })

const parseJson = (body: Buffer): unknown => {
  try {
    return body.length === 0 ? undefined : JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const faultOf = (answer: HttpAnswer): CommandFault => {
  const body = errorBody.safeParse(parseJson(answer.body))
  if (body.success) return faultOfAnswer(answer.status, body.data.code, body.data.message)
  return faultOfAnswer(answer.status, '', '')
}

const isSuccess = (answer: HttpAnswer): boolean => answer.status >= 200 && answer.status < 300

const unexpected = (baseUrl: string, path: string, cause: unknown): CommandFault =>
  new CommandFault(
    'failed',
    'ANSWER_INVALID',
    `${baseUrl}${path} answered in a form that this version does not know`,
    'bring this program and the server to one version',
    cause,
  )

const pagesMax = 10_000

/** An API whose requests carry this token. */
export const createApi = (target: HttpTarget, bearer: () => Promise<string | undefined>): Api => {
  const whole = async (request: HttpRequest): Promise<HttpAnswer> => {
    const answer = await askHttp(target, { ...request, bearer: await bearer() })
    if (isSuccess(answer)) return answer
    throw faultOf(answer)
  }
  const ask = async <T extends z.ZodType>(form: T, request: HttpRequest): Promise<z.output<T>> => {
    const parsed = form.safeParse(parseJson((await whole(request)).body))
    if (parsed.success) return parsed.data
    throw unexpected(target.baseUrl, request.path, parsed.error)
  }
  return {
    baseUrl: target.baseUrl,
    ca: target.ca,
    bearer,
    ask,
    all: async <T extends z.ZodType>(item: T, path: string) => {
      const form = z.object({ items: z.array(item), next: z.string().optional() })
      const items: z.output<T>[] = []
      let after: string | undefined
      for (let page = 0; page < pagesMax; page += 1) {
        const mark = path.includes('?') ? '&' : '?'
        const next = after === undefined ? '' : `${mark}after=${encodeURIComponent(after)}`
        const answer = await ask(form, { path: path + next })
        items.push(...answer.items)
        after = answer.next
        if (after === undefined) return items
      }
      throw unexpected(target.baseUrl, path, undefined)
    },
    text: async (path) => (await whole({ path })).body.toString('utf8'),
    lines: async (path) => {
      const stream = await streamHttp(target, { path, bearer: await bearer() })
      if (stream.kind === 'lines') return stream.lines
      throw faultOf(stream.answer)
    },
  }
}

type Place = { readonly target: HttpTarget; readonly trust: ApiTrust; readonly config: Config }

const placeOf = async (run: Run): Promise<Place> => {
  const { config } = await run.settings()
  const baseUrl = apiUrlOf(run.io, config)
  const trust = trustOf(run.io, config, baseUrl)
  return { target: { baseUrl, ca: trust.ca, signal: run.io.signal }, trust, config }
}

const savedLogin = (io: Io, apiUrl: string): SavedLogin | undefined =>
  openCredentials(io).get(apiUrl)

/** The API for a user's feed and connections. Throws when nobody is signed in. */
export const openUserApi = async (run: Run): Promise<Api> => {
  const { target } = await placeOf(run)
  return createApi(target, () => freshUserToken(run.io, target))
}

/** A token of whoever can read the data folder that vouches for this API. */
const localAdmin = async (
  { target, trust, config }: Place,
  io: Io,
): Promise<(() => Promise<string>) | undefined> => {
  const folder = trust.folder ?? resolve(io.cwd, config.dataFolder)
  // INVARIANT: it is sent only to whom the authority in that very folder has certified.
  if (target.ca === undefined || target.ca !== readAuthority(folder)) return undefined
  const { readLocalAdminKey } = await import('../../identity/data-folder.ts')
  const { DataFolderFault } = await import('../../identity/private-files.ts')
  const { mintLocalAdminToken } = await import('../../identity/local-admin.ts')
  try {
    const local = readLocalAdminKey(folder)
    if (local === undefined) return undefined
    const { siteId, key } = local
    const user = userInfo().username
    return () => mintLocalAdminToken(key, { siteId, user, nowMs: io.nowMs() })
  } catch (error) {
    // It belongs to somebody else, who may administer.
    if (error instanceof DataFolderFault) return undefined
    throw error
  }
}

/** A site that was made anew at one address: by what was pinned its folder does not count. */
const refuseOldPin = ({ trust, target, config }: Place, io: Io): void => {
  const folder = resolve(io.cwd, config.dataFolder)
  if (trust.from !== 'login' || readAuthority(folder) === undefined) return
  throw new CommandFault(
    'refused',
    'UNTRUSTED',
    `the sign-in to ${target.baseUrl} was to another site than that of ${folder}`,
    'sign in again with `causeway login`, or forget it with `causeway logout`',
  )
}

/** The API for administration and audit, by the login's token or by the data folder. */
export const openAdminApi = async (run: Run): Promise<Api> => {
  const place = await placeOf(run)
  const { io } = run
  if (savedLogin(io, place.target.baseUrl)?.adminToken !== undefined) {
    return createApi(place.target, () => freshAdminToken(io, place.target))
  }
  const local = await localAdmin(place, io)
  if (local !== undefined) return createApi(place.target, local)
  if (savedLogin(io, place.target.baseUrl) === undefined) {
    throw new CommandFault(
      'refused',
      'TOKEN_MISSING',
      `nobody is signed in to ${place.target.baseUrl}, and no data folder of it is readable here`,
      'sign in with `causeway login`, or give --data-folder on its machine',
    )
  }
  refuseOldPin(place, io)
  throw faultOfCode('ROLE_MISSING', '')
}

/** A file with the authority of the API, for SSL_CERT_FILE; undefined: the system's do. */
export const authorityFileOf = async (run: Run): Promise<string | undefined> => {
  const { trust, config } = await placeOf(run)
  if (trust.from === 'flag') return resolve(run.io.cwd, config.client.ca ?? '')
  if (trust.folder !== undefined) return join(trust.folder, authorityFileName)
  return trust.ca === undefined ? undefined : openCredentials(run.io).authorityFile(trust.ca)
}
