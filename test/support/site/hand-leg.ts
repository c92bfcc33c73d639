/** Legs dialled by hand: an upgrade at a gateway, and what it answered. */
import { readFileSync } from 'node:fs'
import { WebSocket } from 'ws'
import type { Site } from './site.ts'

/** What a gateway made of an upgrade. */
export type Dialled =
  | { readonly kind: 'open'; readonly socket: WebSocket }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }

/** Subprotocol of legs that grant credit (proto/README.md, "Legs"). */
export const creditProtocol = 'causeway.leg.v1'

const jsonCode = (text: string): string => {
  try {
    return String((JSON.parse(text) as { code?: unknown }).code)
  } catch {
    return text
  }
}

/**
 * Dials and waits for 101 or another answer; rejects when the connection ends without any, which
 * is a bare hang-up.
 * @param bearer a ticket or a rendezvous secret
 */
export const dialLeg = (
  site: Site,
  url: string,
  bearer: string,
  options: { readonly protocol?: string; readonly signal?: AbortSignal } = {},
): Promise<Dialled> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, options.protocol ?? [], {
      ca: readFileSync(site.ready.authorityFile),
      headers: { Authorization: `Bearer ${bearer}` },
      perMessageDeflate: false,
    })
    options.signal?.addEventListener('abort', () => socket.terminate(), { once: true })
    socket.once('open', () => resolve({ kind: 'open', socket }))
    socket.on('error', reject)
    socket.once('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => {
        const code = jsonCode(Buffer.concat(chunks).toString('utf8'))
        resolve({ kind: 'refused', status: response.statusCode ?? 0, code })
      })
    })
  })

/** Code of the close frame, once the gateway or the far end has closed the leg. */
export const closeCodeOf = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    if (socket.readyState === WebSocket.CLOSED) return resolve(0)
    socket.once('close', (code) => resolve(code))
  })

/** Closes a leg as a program does that has nothing more to say. */
export const hangUpLeg = async (socket: WebSocket): Promise<void> => {
  const closed = closeCodeOf(socket)
  socket.close(1000)
  await closed
}
