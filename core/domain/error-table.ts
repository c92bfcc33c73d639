/**
 * Every code that Causeway answers with, in one table: what a caller sees, whose fault it is and
 * what to do. Codes are stable and never reused. docs/errors.md holds the same table.
 */

/** Whose fault an error is: the user's, the customer's (who runs the hosts), ours, or nobody's. */
export type Party = 'user' | 'customer' | 'service'

export type ErrorEntry = {
  /** Status on HTTP answers and on refused upgrades. */
  readonly httpStatus: number
  /** `Code` of the JSON that an ARM client gets. */
  readonly armCode: string
  readonly fault: Party
  /** May the same request succeed later without anyone changing anything? */
  readonly retriable: boolean
  /** One lower-case clause. */
  readonly message: string
  /** What the reader does about it. */
  readonly remedy: string
}

const entry = (
  httpStatus: number,
  armCode: string,
  fault: Party,
  retriable: boolean,
  message: string,
  remedy: string,
): ErrorEntry => ({ httpStatus, armCode, fault, retriable, message, remedy })

// biome-ignore format: one entry is easier to read, and to compare, in two or three lines.
export const errorTable = {
  // Identity.
  TOKEN_MISSING: entry(401, 'E_UNAUTHORIZED', 'user', false,
    'no bearer token was sent', 'sign in with `causeway login` and send the token'),
  TOKEN_INVALID: entry(401, 'E_UNAUTHORIZED', 'user', false,
    'the token is not valid here', 'sign in again; check issuer and audience of the token'),
  TOKEN_EXPIRED: entry(401, 'E_UNAUTHORIZED', 'user', false,
    'the token has expired', 'sign in again with `causeway login`'),
  TOKEN_GROUPS_MISSING: entry(403, 'E_FORBIDDEN', 'customer', false,
    'the token names too many groups to list them', 'let the issuer send only assigned groups'),
  ROLE_MISSING: entry(403, 'E_FORBIDDEN', 'user', false,
    'the token does not carry the role this needs', 'sign in as an administrator'),
  ISSUER_UNAVAILABLE: entry(503, 'E_ISSUER_UNAVAILABLE', 'customer', true,
    'the issuer of the token did not answer', 'look at the network from broker to issuer'),
  TICKET_INVALID: entry(401, 'E_UNAUTHORIZED', 'user', false,
    'the ticket is not valid', 'ask for a new ticket'),
  TICKET_EXPIRED: entry(401, 'E_UNAUTHORIZED', 'user', false,
    'the ticket has expired', 'ask for a new ticket'),
  TICKET_IN_USE: entry(409, 'E_CONFLICT', 'user', true,
    'the ticket is being used by another leg', 'wait for that connection to start or end'),
  TICKET_SPENT: entry(401, 'E_UNAUTHORIZED', 'user', false,
    'the ticket was used and its time to reconnect is over', 'ask for a new ticket'),
  RENDEZVOUS_INVALID: entry(403, 'E_FORBIDDEN', 'service', false,
    'the rendezvous secret is wrong, used or late', 'wait for a new rendezvous order'),
  AFFINITY_INVALID: entry(403, 'E_FORBIDDEN', 'user', true,
    'the affinity cookie is missing or not of this gateway', 'connect again'),
  // Requests.
  REQUEST_INVALID: entry(400, 'E_BAD_REQUEST', 'user', false,
    'the request is malformed', 'mend the field that the message names'),
  REQUEST_TOO_LARGE: entry(413, 'E_BAD_REQUEST', 'user', false,
    'the request is larger than allowed', 'send less; docs/limits.md lists the bounds'),
  RATE_LIMITED: entry(429, 'E_TOO_MANY_REQUESTS', 'user', true,
    'too many requests from this address', 'wait a little and try again'),
  NOT_FOUND: entry(404, 'E_NOT_FOUND', 'user', false,
    'there is nothing here by that name', 'check the name with a list command'),
  CONFLICT: entry(409, 'E_CONFLICT', 'user', true,
    'it was changed by somebody else at the same time', 'look again and retry'),
  ALREADY_EXISTS: entry(409, 'E_CONFLICT', 'user', false,
    'something by that name exists already', 'choose another name'),
  IN_USE: entry(409, 'E_CONFLICT', 'user', false,
    'something else still depends on it', 'remove what depends on it first'),
  RESOURCE_NOT_AVAILABLE: entry(403, 'E_PROXY_ORCHESTRATION_RESOURCE_NOT_AVAILABLE', 'user', false,
    'no such resource is granted to you',
    'check `causeway feed`; ask an administrator for a grant'),
  PENDING_LIMIT: entry(429, 'E_TOO_MANY_REQUESTS', 'user', true,
    'too many of your connections are still being set up', 'wait for them to finish'),
  // Placement.
  NO_HOST_IN_POOL: entry(503, 'E_PROXY_ORCHESTRATION_LB_NO_SESSIONHOST', 'customer', false,
    'the pool has no session host', 'join a host with `causeway agent --join`'),
  ALL_HOSTS_FULL: entry(503, 'E_PROXY_ORCHESTRATION_LB_NO_CAPACITY', 'customer', true,
    'every host of the pool is at its session limit', 'add hosts or raise the limit'),
  ALL_HOSTS_DRAINING: entry(503, 'E_PROXY_ORCHESTRATION_LB_ALL_DRAINING', 'customer', true,
    'every host of the pool is draining', 'undrain a host'),
  ALL_HOSTS_UNAVAILABLE: entry(503, 'E_PROXY_ORCHESTRATION_LB_NO_HEALTHY_SESSIONHOST',
    'customer', true,
    'no host of the pool sends heartbeats', 'start the agents; `causeway admin host list`'),
  NO_HOST_ELIGIBLE: entry(503, 'E_PROXY_ORCHESTRATION_LB_NO_ELIGIBLE_SESSIONHOST', 'customer', true,
    'no host can take you: some are full, some drain, some are silent',
    'see the counts with `causeway audit timeline`'),
  SESSION_HOST_UNAVAILABLE: entry(503,
    'E_PROXY_ORCHESTRATION_USER_HAS_VALID_SESSION_BUT_SESSIONHOST_IS_UNHEALTHY', 'customer', true,
    'your session lives on a host that is silent', 'wait for the host, or have it abandoned'),
  SESSION_ENDED: entry(503, 'E_PROXY_ORCHESTRATION_SESSION_ENDED', 'customer', true,
    'your session was ended while you connected to it', 'connect again: a new session is made'),
  // Rendezvous and legs.
  HOST_CHANNEL_LOST: entry(503, 'E_PROXY_ORCHESTRATION_HOST_UNREACHABLE', 'customer', true,
    'the chosen host lost its control channel', 'try again; look at the agent'),
  HOST_DECLINED: entry(503, 'E_PROXY_ORCHESTRATION_HOST_DECLINED', 'customer', true,
    'the chosen host declined the connection', 'look at the agent on that host'),
  TARGET_REFUSED: entry(503, 'E_PROXY_ORCHESTRATION_TARGET_REFUSED', 'customer', true,
    "the host's RDP server refused the connection", 'start the RDP server on that host'),
  TARGET_TIMED_OUT: entry(504, 'E_PROXY_ORCHESTRATION_TARGET_TIMED_OUT', 'customer', true,
    "the host's RDP server did not answer", 'look at the RDP server on that host'),
  TARGET_UNKNOWN: entry(503, 'E_PROXY_ORCHESTRATION_TARGET_UNKNOWN', 'customer', false,
    'the host serves no such resource', 'start its agent with a target for the resource'),
  RENDEZVOUS_TIMED_OUT: entry(504, 'E_PROXY_ORCHESTRATION_RENDEZVOUS_TIMED_OUT', 'customer', true,
    'the host did not answer the rendezvous in time', 'look at the agent on that host'),
  HOST_LEG_TIMED_OUT: entry(504, 'E_PROXY_ORCHESTRATION_HOST_LEG_TIMED_OUT', 'customer', true,
    'the host did not reach the gateway in time', "let the host reach the gateway's address"),
  CLIENT_LEG_TIMED_OUT: entry(408, 'E_CLIENT_LEG_TIMED_OUT', 'user', true,
    'the client did not reach the gateway in time', 'connect again'),
  CLIENT_LEFT: entry(499, 'E_CLIENT_LEFT', 'user', true,
    'the client left before the relay started', 'connect again'),
  GATEWAY_UNAVAILABLE: entry(503, 'E_GATEWAY_UNAVAILABLE', 'service', true,
    'no gateway can take the connection', 'start a gateway; `causeway admin gateway list`'),
  GATEWAY_LOST: entry(503, 'E_GATEWAY_LOST', 'service', true,
    'the gateway went away while connecting', 'connect again'),
  GATEWAY_DRAINING: entry(503, 'E_GATEWAY_DRAINING', 'service', true,
    'the gateway takes no new connections', 'connect again'),
  LEG_CONFLICT: entry(409, 'E_CONFLICT', 'service', false,
    'this leg is already joined', 'wait for a new rendezvous order'),
  ENDED_BY_ADMINISTRATOR: entry(403, 'E_ENDED_BY_ADMINISTRATOR', 'customer', false,
    'an administrator ended the connection', 'ask the administrator'),
  BROKER_RESTARTED: entry(503, 'E_BROKER_RESTARTED', 'service', true,
    'the broker restarted before the connection was set up', 'connect again'),
  CONNECT_TIMED_OUT: entry(504, 'E_CONNECT_TIMED_OUT', 'service', true,
    'the connection was not set up in time', 'connect again; see the timeline'),
  // Enrolment.
  REGISTRATION_TOKEN_INVALID: entry(401, 'INVALID_REGISTRATION_TOKEN', 'customer', false,
    'the registration token is unknown, revoked or used up', 'create a new registration token'),
  REGISTRATION_TOKEN_EXPIRED: entry(401, 'EXPIRED_MACHINE_TOKEN', 'customer', false,
    'the registration token has expired', 'create a new registration token'),
  HOST_NAME_TAKEN: entry(409, 'E_HOST_NAME_TAKEN', 'customer', false,
    'a host by that name is registered with another key', 'remove the old host first'),
  AGENT_KEY_UNKNOWN: entry(401, 'E_AGENT_KEY_UNKNOWN', 'customer', false,
    'this key belongs to no registered host or gateway', 'join again with a new token'),
  PROTOCOL_VERSION_UNSUPPORTED: entry(426, 'E_PROTOCOL_VERSION', 'customer', false,
    'the peer speaks a control protocol this broker does not', 'bring both to one version'),
  // Faults of the store and of ourselves.
  LOG_UNAVAILABLE: entry(503, 'E_LOG_UNAVAILABLE', 'service', true,
    'the event log takes no decisions now',
    "look at the disk, or at the server of log.url, and at the broker's log"),
  LOG_FULL: entry(507, 'E_LOG_FULL', 'service', true,
    'the disk that holds the event log is full', 'free disk space; nothing acknowledged is lost'),
  LOG_CORRUPT: entry(500, 'E_LOG_CORRUPT', 'service', false,
    'the event log is damaged', 'restore the data folder from a backup'),
  LOG_IN_USE: entry(503, 'E_LOG_IN_USE', 'service', false,
    'another process uses the data folder', 'stop that process or choose another folder'),
  LOG_FOREIGN: entry(503, 'E_LOG_FOREIGN', 'customer', false,
    'the folder holds something else', 'choose an empty folder'),
  BROKER_NAME_TAKEN: entry(503, 'E_BROKER_NAME_TAKEN', 'customer', false,
    'another process has the name of this broker',
    'stop one of the two, or give it a data folder or a --broker-id of its own'),
  LOG_TOO_NEW: entry(503, 'E_LOG_TOO_NEW', 'service', false,
    'the log holds events of a newer version', 'upgrade this broker'),
  UPGRADE_NOT_FINALIZED: entry(409, 'E_CONFLICT', 'customer', false,
    'this needs a newer feature level of the log',
    'once every broker runs this version: `causeway admin upgrade finalize`'),
  LOG_DIFFERS: entry(409, 'E_LOG_DIFFERS', 'customer', false,
    'the target is not the beginning of the log to copy',
    'copy into an empty log, or into the one that an earlier run of this copy wrote'),
  LOG_TOO_OLD: entry(503, 'E_LOG_TOO_OLD', 'service', false,
    'the folder has the format of an older version',
    'back it up with the version that wrote it, then `causeway log upgrade`'),
  TOO_MANY_CONFLICTS: entry(503, 'E_TOO_MANY_CONFLICTS', 'service', true,
    'the decision collided with others too often', 'try again'),
  BROKER_UNAVAILABLE: entry(503, 'E_BROKER_UNAVAILABLE', 'service', true,
    'the gateway has no broker to ask', 'start the broker'),
  INTERNAL: entry(500, 'E_INTERNAL', 'service', false,
    'something went wrong on our side', "see the broker's log by the connection id"),
} as const satisfies Record<string, ErrorEntry>
