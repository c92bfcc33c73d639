/** Opens EventStoreDB's client from a connection string. */
import { EventStoreDBClient } from '@eventstore/db-client'
import { Fault } from '../../domain/errors.ts'
import type { Credentials } from './esdb-append.ts'

/** The part of the name and the password before the host; none: anonymous. */
const credentialsOf = (url: string): Credentials => {
  const [, username, password] = /^esdb(?:\+discover)?:\/\/([^:@/]*):([^@/]*)@/.exec(url) ?? []
  return {
    username: decodeURIComponent(username ?? 'anonymous'),
    password: decodeURIComponent(password ?? ''),
  }
}

/**
 * Client and credentials, which go with each call. Nothing is asked yet. Throws Fault
 * REQUEST_INVALID for a url that is none.
 */
export const openEsdbClient = (
  url: string,
): { readonly client: EventStoreDBClient; readonly credentials: Credentials } => {
  try {
    return { client: EventStoreDBClient.connectionString(url), credentials: credentialsOf(url) }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new Fault('REQUEST_INVALID', `log.url is no connection string: ${text}`, error)
  }
}
