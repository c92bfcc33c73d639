/**
 * Brokered connections through real processes: token verified, host assigned, both legs joined,
 * first byte echoed by the target, over TLS everywhere, every decision on disk before it counts.
 */
import { Agent, request } from 'node:https'
import { WebSocket } from 'ws'
import type { BenchSite } from './bench-site.ts'

export type ConnectResult = {
  readonly connections: number
  readonly failures: number
  readonly perSecond: number
  /** From the ARM request to the client's 101, which is when the relay starts. */
  readonly p50Ms: number
  readonly p99Ms: number
  /** From the ARM request to the first byte back from the target. */
  readonly firstByteP50Ms: number
}

type Answer = { readonly status: number; readonly text: string; readonly cookie: string }

const send = (
  url: string,
  method: 'GET' | 'POST',
  options: { ca: string; agent: Agent; token: string; body?: object },
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const body = options.body === undefined ? undefined : JSON.stringify(options.body)
    const asked = request(url, {
      method,
      ca: options.ca,
      agent: options.agent,
      headers: {
        authorization: `Bearer ${options.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    })
    asked.on('error', reject)
    asked.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => {
        const cookie = (response.headers['set-cookie'] ?? [''])[0]?.split(';')[0] ?? ''
        resolve({ status: response.statusCode ?? 0, text, cookie })
      })
    })
    asked.end(body)
  })

const openLeg = (
  url: string,
  options: { ca: string; token: string; cookie: string },
): Promise<{ openedAt: number; firstByteAt: number }> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, {
      ca: options.ca,
      headers: { authorization: `Bearer ${options.token}`, cookie: options.cookie },
      perMessageDeflate: false,
    })
    let openedAt = 0
    socket.on('error', reject)
    socket.on('open', () => {
      openedAt = performance.now()
      socket.send(new Uint8Array([1]))
    })
    socket.on('message', () => {
      resolve({ openedAt, firstByteAt: performance.now() })
      socket.close(1000)
    })
  })

const rank = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Connects as `users` users at once, each one connection after the other, for so long. */
export const benchConnect = async (
  site: BenchSite,
  options: { readonly users: number; readonly seconds: number },
): Promise<ConnectResult> => {
  const agent = new Agent({ keepAlive: true, maxSockets: options.users })
  const started: number[] = []
  const firstBytes: number[] = []
  let failures = 0
  const until = performance.now() + options.seconds * 1_000
  const connectOnce = async (token: string): Promise<void> => {
    const at = performance.now()
    const credentials = { ca: site.ca, agent, token }
    const body = {
      application: '||staff-desktop',
      loadBalanceInfo: 'Cookie: msts=staff-desktop',
      LogonToken: null,
      gatewayLoadBalancerToken: null,
    }
    const arm = await send(`${site.apiUrl}/api/arm/v2/connections/`, 'POST', {
      ...credentials,
      body,
    })
    if (arm.status !== 200) throw new Error(`${arm.status} ${arm.text}`)
    const { gatewayLocation } = JSON.parse(arm.text) as { gatewayLocation: string }
    const probe = await send(gatewayLocation.replace('wss:', 'https:'), 'GET', credentials)
    const leg = await openLeg(gatewayLocation, { ca: site.ca, token, cookie: probe.cookie })
    started.push(leg.openedAt - at)
    firstBytes.push(leg.firstByteAt - at)
  }
  const user = async (index: number): Promise<void> => {
    const token = await site.userToken(`user-${index}`)
    while (performance.now() < until) {
      await connectOnce(token).catch((error: unknown) => {
        failures += 1
        if (failures === 1) console.error(String(error))
      })
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: options.users }, (_, index) => user(index)))
  const seconds = (performance.now() - startedAt) / 1_000
  agent.destroy()
  started.sort((a, b) => a - b)
  firstBytes.sort((a, b) => a - b)
  return {
    connections: started.length,
    failures,
    perSecond: started.length / seconds,
    p50Ms: rank(started, 0.5),
    p99Ms: rank(started, 0.99),
    firstByteP50Ms: rank(firstBytes, 0.5),
  }
}
