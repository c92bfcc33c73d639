/** JSON over HTTPS for many simulated users: kept connections, a pool for each own address. */
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import {
  refusalBodyBytesMax,
  swarmAnswerMs,
  swarmApiSocketCountMax,
} from '../../core/domain/limits.ts'
import type { SwarmNetwork } from './network.ts'

export type SwarmAnswer = {
  readonly status: number
  readonly text: string
  /** Name and value of the first cookie, or ''. */
  readonly cookie: string
  /** Of the connection that was asked for, where a header names it, or ''. */
  readonly connectionId: string
}

export type SwarmHttps = {
  /** One request by a user; rejects when no whole answer comes in time. */
  ask(
    index: number,
    url: string,
    options: { readonly bearer: string; readonly body?: object },
  ): Promise<SwarmAnswer>
  close(): void
}

/** Makes the client of one process. */
export const createSwarmHttps = (network: SwarmNetwork): SwarmHttps => {
  const agents = Array.from({ length: network.addressCount }, (_, index) => {
    const localAddress = network.localAddress(index)
    return new Agent({
      keepAlive: true,
      maxSockets: Math.max(1, Math.floor(swarmApiSocketCountMax / network.addressCount)),
      secureContext: network.secureContext,
      ...(network.ca === undefined ? {} : { ca: network.ca }),
      ...(localAddress === undefined ? {} : { localAddress, family: 4 }),
    })
  })
  const ask: SwarmHttps['ask'] = (index, url, options) =>
    new Promise((resolve, reject) => {
      const { bearer, body } = options
      const payload = body === undefined ? undefined : JSON.stringify(body)
      const asked = request(url, {
        method: payload === undefined ? 'GET' : 'POST',
        agent: agents[index % agents.length],
        timeout: swarmAnswerMs,
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        },
      })
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The server let go of a kept connection at the moment when it was used again.
        const letGo = asked.reusedSocket && error.code === 'ECONNRESET'
        if (letGo) ask(index, url, options).then(resolve, reject)
        else reject(error)
      })
      asked.on('timeout', () => asked.destroy(new Error('no answer in time')))
      asked.on('response', (response) => readAnswer(response, resolve, reject))
      asked.end(payload)
    })
  return {
    ask,
    close: () => {
      for (const agent of agents) agent.destroy()
    },
  }
}

const readAnswer = (
  response: IncomingMessage,
  done: (answer: SwarmAnswer) => void,
  fail: (error: Error) => void,
): void => {
  let text = ''
  response.setEncoding('utf8').on('data', (chunk: string) => {
    if (text.length <= refusalBodyBytesMax) text += chunk
  })
  response.on('error', fail)
  response.on('end', () => {
    const cookie = (response.headers['set-cookie'] ?? [''])[0]?.split(';')[0] ?? ''
    const named = response.headers['x-causeway-connection-id'] ?? ''
    const connectionId = typeof named === 'string' ? named : ''
    done({ status: response.statusCode ?? 0, text, cookie, connectionId })
  })
}
