/** How a "no" or a failure looks on HTTP: one form for programs, AVD's own for ARM clients. */
import { type ErrorCode, errorTable, Fault, type Refusal } from '../domain/errors.ts'

export type ErrorForm = 'json' | 'arm'

export type ErrorAnswer = {
  readonly code: ErrorCode
  readonly status: number
  readonly body: Readonly<Record<string, string>>
  /** FreeRDP shows nothing of a failed answer but this. */
  readonly reasonPhrase: string | undefined
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A refused connection names itself in the detail, for the timeline. */
const connectionIdOf = (detail: string): string | undefined =>
  uuid.test(detail) ? detail : undefined

/** Reason phrases go out as they are: printable ASCII, one line (RFC 9112, section 4). */
const phraseOf = (text: string): string => text.replace(/[^\x20-\x7e]/gu, ' ').slice(0, 240)

/** The answer for a refusal. */
export const answerOfRefusal = (
  refusal: Pick<Refusal, 'code' | 'detail'>,
  form: ErrorForm,
): ErrorAnswer => {
  const { code, detail } = refusal
  const entry = errorTable[code]
  const connectionId = connectionIdOf(detail)
  const explained = detail === '' || connectionId ? '' : `: ${detail}`
  const message = `${entry.message}${explained}`
  const status = entry.httpStatus
  if (form === 'arm') {
    const body = { Code: entry.armCode, Message: `${message}; ${entry.remedy}` }
    return { code, status, body, reasonPhrase: phraseOf(`${code}: ${message}`) }
  }
  const named = connectionId === undefined ? {} : { connectionId }
  const body = { code, message, remedy: entry.remedy, ...named }
  return { code, status, body, reasonPhrase: undefined }
}

const isFastifyError = (error: unknown): error is { code: string; statusCode?: number } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'

/** The refusal that an error of the HTTP library means; undefined for an error of ours. */
const refusalOfLibrary = (error: unknown): Pick<Refusal, 'code' | 'detail'> | undefined => {
  if (!isFastifyError(error)) {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
    return status === 400 ? { code: 'REQUEST_INVALID', detail: 'the body is not JSON' } : undefined
  }
  const { code, statusCode = 500 } = error
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'REQUEST_TOO_LARGE', detail: '' }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return { code: 'REQUEST_INVALID', detail: 'content-type is not application/json' }
  }
  if (code.startsWith('FST_ERR_CTP_')) {
    return { code: 'REQUEST_INVALID', detail: 'the body is not JSON' }
  }
  if (statusCode >= 400 && statusCode < 500) return { code: 'REQUEST_INVALID', detail: '' }
  return undefined
}

/** The answer for something thrown: what is inside a fault or a bug stays inside. */
export const answerOfThrown = (error: unknown, form: ErrorForm): ErrorAnswer => {
  if (error instanceof Fault) return answerOfRefusal({ code: error.code, detail: '' }, form)
  const refusal = refusalOfLibrary(error) ?? { code: 'INTERNAL' as const, detail: '' }
  return answerOfRefusal(refusal, form)
}
