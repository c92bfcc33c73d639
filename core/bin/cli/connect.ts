/**
 * `causeway connect`: a local port for any TCP client, each connection of which is brokered and
 * relayed; or, with --print-ticket, only the permission for one.
 */
import { z } from 'zod'
import { createConnector } from '../../../relay/connector/connector.ts'
import type { Log } from '../../../relay/log-port.ts'
import { createSystem } from '../../adapters/system.ts'
import { isErrorCode } from '../../domain/errors.ts'
import { isLoopback } from '../config-checks.ts'
import { type Api, openUserApi } from './api.ts'
import { argument, type Run } from './command.ts'
import { failure, faultOfCode, usageFault } from './exit.ts'
import { findResource, readFeed } from './feed.ts'
import { terminalText } from './terminal-text.ts'

const connectionAnswer = z.object({
  connectionId: z.string(),
  ticket: z.string(),
  url: z.string(),
  expiresAt: z.number(),
})

const openConnection = (api: Api, resource: string) =>
  api.ask(connectionAnswer, { method: 'POST', path: '/api/connections', body: { resource } })

/** Takes `127.0.0.1:13389` and `[::1]:13389` apart. Throws a usage fault. */
export const parseListen = (text: string): { host: string; port: number } => {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+)):([0-9]{1,5})$/.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host !== undefined && port <= 65_535) return { host, port }
  throw usageFault(`--listen ${text} is not host:port`, 'give it as 127.0.0.1:13389')
}

const silent = (): void => undefined
const noLog: Log = { debug: silent, info: silent, warn: silent }

const stopOf = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

const printTicket = async (run: Run, api: Api, resourceId: string): Promise<undefined> => {
  const answer = await openConnection(api, resourceId)
  run.out.result(answer, () => `${terminalText(answer.url)}\n${terminalText(answer.ticket)}\n`)
  return undefined
}

/** Serves the port until it is told to stop. */
export const connect = async (run: Run): Promise<undefined> => {
  const { io, out } = run
  const listenText = run.text('listen')
  if (run.has('printTicket') === (listenText !== undefined)) {
    throw usageFault('connect needs one of --listen and --print-ticket', 'give --listen host:port')
  }
  const listen = parseListen(listenText ?? '127.0.0.1:0')
  const open = run.has('allowNonLoopback')
  if (!isLoopback(listen.host) && !open) {
    throw usageFault(
      `--listen ${listen.host} lets others use your session`,
      'listen on 127.0.0.1, or add --allow-non-loopback',
    )
  }
  const api = await openUserApi(run)
  const { resourceId } = findResource(await readFeed(api), argument(run))
  if (run.has('printTicket')) return printTicket(run, api, resourceId)
  const connector = await createConnector(
    {
      system: createSystem(),
      log: noLog,
      openTicket: async () => {
        const { url, ticket, connectionId } = await openConnection(api, resourceId)
        out.event({ event: 'requested', connectionId })
        return { url, ticket, ca: api.ca }
      },
      onRefused: ({ status, code, message }) => {
        out.event({ event: 'refused', status, code, message })
        const remedy = isErrorCode(code) ? `; ${faultOfCode(code, '').fix}` : ''
        out.line(terminalText(`refused: ${[code, message].filter(Boolean).join(': ')}${remedy}`))
      },
      onEnded: (end) => {
        out.event({ event: 'ended', ...end })
        out.line(
          terminalText(
            `ended: ${end.kind} ${end.detail}`.trim() +
              `, ${end.bytesToLeg} bytes sent, ${end.bytesFromLeg} received`,
          ),
        )
      },
    },
    { listen, allowOpenListen: open },
  ).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw failure(`${listenText} cannot be listened on: ${reason}`, 'choose another port', error)
  })
  const { host, port } = connector.address
  out.event({ event: 'ready', resourceId, host, port })
  const shown = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  out.line(`ready: connect any client to ${shown} (${terminalText(resourceId)}); Ctrl-C ends it`)
  await stopOf(io.signal)
  await connector.stop()
  out.event({ event: 'stopped' })
  return undefined
}
