/**
 * What Node's HTTP parser could not read: an unknown method (FreeRDP's RDG_OUT_DATA after a
 * refused ARM order), a head too large or too slow, garbage. Answered once, briefly, and closed.
 */
import type { Socket } from 'node:net'
import { type ErrorCode, errorTable } from '../domain/errors.ts'

type Verdict = { readonly status: string; readonly code: ErrorCode; readonly detail: string }

const verdictOf = (code: string): Verdict => {
  switch (code) {
    case 'HPE_INVALID_METHOD': {
      const detail = 'this port serves no such method; MS-TSGU has a port of its own'
      return { status: '405 Method Not Allowed', code: 'REQUEST_INVALID', detail }
    }
    case 'HPE_HEADER_OVERFLOW': {
      const status = '431 Request Header Fields Too Large'
      return { status, code: 'REQUEST_TOO_LARGE', detail: 'the head is too large' }
    }
    case 'ERR_HTTP_REQUEST_TIMEOUT': {
      const detail = 'the request did not arrive in time'
      return { status: '408 Request Timeout', code: 'REQUEST_INVALID', detail }
    }
    default: {
      const detail = 'the request cannot be read'
      return { status: '400 Bad Request', code: 'REQUEST_INVALID', detail }
    }
  }
}

/** How long the peer may take to read the answer. */
const lingerMs = 1_000

/**
 * Answers and closes. `isAnswering` tells that a response is already on its way on this socket:
 * nothing may be written into it.
 */
export const answerClientError = (
  error: Error & { readonly code?: string },
  socket: Socket,
  isAnswering: boolean,
): void => {
  if (!socket.writable || isAnswering || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const { status, code, detail } = verdictOf(error.code ?? '')
  const { message, remedy } = errorTable[code]
  const body = JSON.stringify({ code, message: `${message}: ${detail}`, remedy })
  const allow = status.startsWith('405') ? 'Allow: GET, POST, PATCH, DELETE\r\n' : ''
  socket.setTimeout(lingerMs, () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\n${allow}Content-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
