/**
 * One route of the API: who may use it, what it takes and gives, and what it does. The same value
 * serves the request, checks its input and describes it in the OpenAPI document.
 */
import { z } from 'zod'
import { type Refusal, refuse } from '../domain/errors.ts'
import type { Role } from '../identity/token-claims.ts'
import type { ErrorForm } from './refusal-answer.ts'

/** The person whose token opened feed and connections. */
export type UserCaller = {
  readonly kind: 'user'
  readonly userId: string
  readonly userName: string
  readonly groups: readonly string[]
}

/** The person whose token, of another audience, opened administration and audit. */
export type AdminCaller = {
  readonly kind: 'admin'
  /** Stands in the log as `admin:<user id>`: names of people are not in the log. */
  readonly userId: string
  readonly roles: readonly Role[]
}

/** Default-deny: every route says who may use it. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'user' }
  | { readonly kind: 'admin'; readonly roles: readonly Role[] }

export type Answer<T = unknown> =
  | Refusal
  | {
      readonly kind: 'json'
      readonly status: number
      readonly body: T
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'text'
      readonly contentType: string
      readonly text: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Lines of JSON, in pieces as they come. `onClose` is called once, however it ends. */
  | {
      readonly kind: 'lines'
      readonly lines: AsyncIterable<string | Uint8Array>
      readonly headers?: Readonly<Record<string, string>>
      readonly onClose: () => void
    }

export const json = <T>(
  body: T,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer<T> => ({ kind: 'json', status, body, headers })

/** 204: it is done and there is nothing to say. */
export const done: Answer<never> = { kind: 'nothing' }

export type Caller = UserCaller | AdminCaller | undefined

type CallerOf<A extends Access> = A extends { kind: 'user' }
  ? UserCaller
  : A extends { kind: 'admin' }
    ? AdminCaller
    : undefined

/** A request whose caller is known and whose input is still unchecked. */
export type RawRequest = {
  readonly caller: Caller
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly clientAddress: string
  /** What the client calls itself, bounded and cleaned. */
  readonly deviceName: string
}

type Input<A extends Access, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly caller: CallerOf<A>
  readonly params: z.output<P>
  readonly query: z.output<Q>
  readonly body: z.output<B>
  readonly clientAddress: string
  readonly deviceName: string
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Route = {
  readonly method: Method
  /** With `:name` for each parameter. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly params: z.ZodType | undefined
  readonly query: z.ZodType | undefined
  readonly body: z.ZodType | undefined
  /** What a JSON answer holds; undefined for another form or none. */
  readonly answer: z.ZodType | undefined
  readonly errors: ErrorForm
  readonly handle: (request: RawRequest) => Promise<Answer>
}

type Definition<
  A extends Access,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> = {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly access: A
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly answer?: R
  readonly errors?: ErrorForm
  readonly handle: (input: Input<A, P, Q, B>) => Promise<Answer<z.input<R>>> | Answer<z.input<R>>
}

const nothingExpected = z.unknown()

const explain = (where: string, error: z.ZodError): Refusal => {
  const issue = error.issues[0]
  const field = [where, ...(issue?.path ?? [])].map(String).join('.')
  return refuse('REQUEST_INVALID', `${field}: ${issue?.message ?? 'is not valid'}`.slice(0, 256))
}

/** Does a text in it have half a surrogate pair? Nothing that is stored could hold it. */
const isIllFormed = (value: unknown): boolean => {
  // However deep it is nested: a list of what is left to look at, and no recursion.
  const left = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (typeof next === 'string' && !next.isWellFormed()) return true
    if (typeof next !== 'object' || next === null) continue
    for (const [key, member] of Object.entries(next)) left.push(key, member)
  }
  return false
}

/** Gives a route its checks; the handler sees only what passed them. */
export const defineRoute = <
  A extends Access,
  P extends z.ZodType = z.ZodUnknown,
  Q extends z.ZodType = z.ZodUnknown,
  B extends z.ZodType = z.ZodUnknown,
  R extends z.ZodType = z.ZodUnknown,
>(
  definition: Definition<A, P, Q, B, R>,
): Route => ({
  method: definition.method,
  path: definition.path,
  summary: definition.summary,
  access: definition.access,
  params: definition.params,
  query: definition.query,
  body: definition.body,
  answer: definition.answer,
  errors: definition.errors ?? 'json',
  handle: async (request) => {
    for (const where of ['params', 'query', 'body'] as const) {
      if (isIllFormed(request[where]))
        return refuse('REQUEST_INVALID', `${where} is no Unicode text`)
    }
    const params = (definition.params ?? nothingExpected).safeParse(request.params)
    if (!params.success) return explain('path', params.error)
    const query = (definition.query ?? nothingExpected).safeParse(request.query)
    if (!query.success) return explain('query', query.error)
    const body = (definition.body ?? nothingExpected).safeParse(request.body ?? {})
    if (!body.success) return explain('body', body.error)
    return definition.handle({
      // The server let nobody in but the kind of caller that `access` names, and the schemas that
      // checked the rest are those of the types.
      caller: request.caller as CallerOf<A>,
      params: params.data as z.output<P>,
      query: query.data as z.output<Q>,
      body: body.data as z.output<B>,
      clientAddress: request.clientAddress,
      deviceName: request.deviceName,
    })
  },
})
