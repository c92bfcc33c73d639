/**
 * Who may call what, judged by the head of a call: what a stranger sends behind it is not read, and
 * so costs no memory.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { type Metadata, ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js'
import { denied, type Refusal, unauthenticated } from './refusals.ts'

/** Readers read everything; writers also append, as brokers do. */
export type EsdbUser = {
  readonly name: string
  readonly password: string
  readonly role: 'reader' | 'writer'
}

export type DoorOptions = {
  readonly users: readonly EsdbUser[]
  /**
   * What who gives no name may do; absent: nothing. EventStoreDB's clients give none without TLS,
   * whatever they are told to give.
   */
  readonly anonymous?: EsdbUser['role'] | undefined
}

type Caller = Pick<EsdbUser, 'name' | 'role'>

export type ServerDoor = {
  /** Who calls; undefined for a name or a password that is none. */
  callerOf(metadata: Metadata): Caller | undefined
  /** Refuses calls before anything of them is read. */
  readonly interceptor: ServerInterceptor
}

const sameText = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** What anybody may ask: clients ask it before they give their name. */
const open = /\.(?:ServerFeatures|Gossip)\//
const reading = /\.Streams\/Read$/

/** Makes the door of one server. */
export const createServerDoor = ({ users, anonymous }: DoorOptions): ServerDoor => {
  const callerOf: ServerDoor['callerOf'] = (metadata) => {
    const [header] = metadata.get('authorization')
    if (header === undefined) return anonymous && { name: 'anonymous', role: anonymous }
    const encoded = /^Basic (\S+)$/i.exec(String(header))?.[1]
    if (encoded === undefined) return undefined
    const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
    const user = users.find((one) => one.name === name)
    return user !== undefined && sameText(user.password, rest.join(':')) ? user : undefined
  }

  const whyRefused = (path: string, metadata: Metadata): Refusal | undefined => {
    if (open.test(path)) return undefined
    const caller = callerOf(metadata)
    if (caller === undefined) return unauthenticated()
    if (reading.test(path) || caller.role === 'writer') return undefined
    return denied(`${caller.name} may only read`)
  }

  return {
    callerOf,
    interceptor: ({ path }, call) =>
      new ServerInterceptingCall(call, {
        start: (next) =>
          next({
            onReceiveMetadata: (metadata, go) => {
              const refusal = whyRefused(path, metadata)
              if (refusal === undefined) go(metadata)
              else call.sendStatus(refusal)
            },
          }),
      }),
  }
}
