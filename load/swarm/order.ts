/**
 * How a simulated user comes to the permission for one connection: the raw transport's order, or
 * the ARM order with the affinity cookie. What it gets is all that a WebSocket program needs.
 */
import { z } from 'zod'
import type { SwarmHttps } from './https-client.ts'

export type Transport = 'raw' | 'arm'

/** Where to upgrade, and by which headers. */
export type Permission = {
  readonly connectionId: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** A refusal with its code, for counting. */
export class OrderFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'OrderFailure'
    this.code = code
  }
}

export type OrderOptions = {
  readonly apiUrl: string
  readonly resource: string
  readonly transport: Transport
  /** Of the user. */
  readonly token: string
  /** Chooses the address that is dialled from. */
  readonly index: number
}

const rawAnswer = z.object({ connectionId: z.string(), ticket: z.string(), url: z.string() })
const armAnswer = z.object({ gatewayLocation: z.string() })
const refusal = z.object({ code: z.string(), message: z.string().optional() })
const armRefusal = z.object({ error: z.object({ code: z.string() }) })

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const failureOf = (status: number, text: string): OrderFailure => {
  const body = parseJson(text)
  const code = refusal.safeParse(body).data?.code ?? armRefusal.safeParse(body).data?.error.code
  return new OrderFailure(code ?? `HTTP_${status}`, text.slice(0, 200))
}

const orderRaw = async (https: SwarmHttps, options: OrderOptions): Promise<Permission> => {
  const { apiUrl, resource, token, index } = options
  const asked = { bearer: token, body: { resource } }
  const answer = await https.ask(index, `${apiUrl}/api/connections`, asked)
  const parsed = rawAnswer.safeParse(parseJson(answer.text))
  if (answer.status !== 201 || !parsed.success) throw failureOf(answer.status, answer.text)
  const { connectionId, ticket, url } = parsed.data
  return { connectionId, url, headers: { authorization: `Bearer ${ticket}` } }
}

const orderArm = async (https: SwarmHttps, options: OrderOptions): Promise<Permission> => {
  const { apiUrl, resource, token, index } = options
  const body = {
    application: `||${resource}`,
    loadBalanceInfo: `Cookie: msts=${resource}`,
    LogonToken: null,
    gatewayLoadBalancerToken: null,
  }
  const url = `${apiUrl}/api/arm/v2/connections/`
  const answer = await https.ask(index, url, { bearer: token, body })
  const parsed = armAnswer.safeParse(parseJson(answer.text))
  if (answer.status !== 200 || !parsed.success) throw failureOf(answer.status, answer.text)
  const { gatewayLocation } = parsed.data
  const probe = gatewayLocation.replace(/^wss:/, 'https:')
  const { cookie } = await https.ask(index, probe, { bearer: token })
  const headers = { authorization: `Bearer ${token}`, cookie }
  return { connectionId: answer.connectionId, url: gatewayLocation, headers }
}

/** Orders once. Rejects with an OrderFailure, or with the network's error. */
export const orderConnection = (https: SwarmHttps, options: OrderOptions): Promise<Permission> =>
  options.transport === 'arm' ? orderArm(https, options) : orderRaw(https, options)
