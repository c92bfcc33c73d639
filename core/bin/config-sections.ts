/** The larger groups of settings, one for each part of the product. */
import { z } from 'zod'
import * as limits from '../domain/limits.ts'
import { brokerIdPattern } from '../identity/folder-marker.ts'
import { joinBrokerCountMax, joinUrlCharsMax } from '../identity/identity-limits.ts'
import { isBrokerAddress } from '../identity/registration-tokens.ts'
import { agentTargetPattern } from './agent-target.ts'
import {
  agent,
  broker,
  claim,
  file,
  folder,
  host,
  milliseconds,
  port,
  publicUrl,
  ratePerSecond,
  settingDocs,
  truth,
  urlOf,
} from './config-fields.ts'

export const apiSection = z.strictObject({
  host: host('the API', broker),
  port: port(8443, 'the API, the feed, the ARM order and the sign-in page', broker),
  publicUrl: publicUrl('https', 'the API', broker),
})

export const controlSection = z.strictObject({
  host: host('the control channel', broker),
  port: port(8445, 'the control channel of agents and gateways', broker),
  publicUrl: publicUrl('wss', 'the control channel', broker),
  brokers: z
    .array(z.string().max(joinUrlCharsMax).refine(isBrokerAddress))
    .max(joinBrokerCountMax)
    .default([])
    .register(settingDocs, {
      summary: 'control channels of all brokers of the log, handed out in join tokens',
      form: `wss urls without a path, at most ${joinBrokerCountMax}`,
      low: 'absent, agents and gateways know this broker alone and wait for it when it is gone',
      high: 'a broker of another log refuses them, and each round of the list takes longer',
      programs: broker,
      flag: 'broker',
    }),
})

export const brokerSection = z.strictObject({
  id: z.string().regex(brokerIdPattern).optional().register(settingDocs, {
    summary: 'name of this broker in events; no other broker of the site may have it',
    form: 'at most 63 small letters, digits and dashes',
    low: 'absent, it is the one that the data folder was made with',
    high: 'the name of another broker makes each undo what the other began',
    programs: broker,
  }),
  join: file({
    summary: 'keys of a site that this broker joins, needed once',
    low: 'absent, a new data folder is a site of its own',
    high: 'left lying about, it lets whoever finds it be the site',
    programs: broker,
    wholeFlag: 'join',
  }),
})

export const esdbSection = z.strictObject({
  host: host("the log, served over EventStoreDB's protocol,", broker),
  port: z.int().min(0).max(65_535).optional().register(settingDocs, {
    summary: "port on which the log is served over EventStoreDB's protocol",
    form: 'a port from 0 to 65535, where 0 takes any free one',
    low: 'absent, the log is not served; below 1024 the process needs a privilege',
    high: 'in the range of ephemeral ports an outgoing connection may hold it already',
    programs: broker,
  }),
})

export const agentSection = z.strictObject({
  join: z.string().min(1).max(limits.tokenBytesMax).optional().register(settingDocs, {
    summary: 'registration token, needed once',
    form: 'a token from `causeway admin registration-token create`',
    low: 'absent, an agent without a key of its own cannot join',
    high: 'a token for many hosts lets whoever finds it add one',
    programs: agent,
    secret: true,
  }),
  targets: z
    .array(z.string().max(512).regex(agentTargetPattern))
    .max(64)
    .default([])
    .register(settingDocs, {
      summary: 'what the agent may dial: one for all resources, or one for each',
      form: 'host:port or resource=host:port, tcp: before a host that is no RDP server, at most 64',
      low: 'absent, the agent has nothing to connect to and does not start',
      high: 'each one can be reached by every user who is granted the resource',
      programs: agent,
      flag: 'target',
    }),
  name: z
    .string()
    .min(1)
    .max(limits.nameLengthMax)
    .optional()
    .register(settingDocs, {
      summary: 'name of this session host in its pool',
      form: `a name of 1 to ${limits.nameLengthMax} characters`,
      low: "absent, it is the machine's name",
      high: 'the name of another host is refused, because that host has another key',
      programs: agent,
    }),
  dataFolder: folder('./causeway-agent', "the agent's key and what it knows of its brokers", agent),
  sessionsHook: file({
    summary: 'program that lists the sessions of this machine as JSON',
    low: 'absent, user sessions are derived from relays and a time limit',
    high: `asked every ${limits.sessionsHookIntervalMs} ms: a slow one delays log-offs`,
    programs: agent,
  }),
})

export const developmentSection = z.strictObject({
  issuer: truth(true, {
    summary: 'sign-in with the users of a file while oidc.issuer is absent; not for production',
    low: 'false needs oidc.issuer, or nobody can sign in',
    high: 'true in production trusts passwords kept in the data folder',
    programs: broker,
  }),
  allowNonLoopback: truth(false, {
    summary: 'lets the development sign-in be reached from other machines',
    low: 'false refuses to start when api.host is not a loopback address',
    high: 'true shows a sign-in page that is not for production to your network',
    programs: broker,
  }),
})

const oidcText = (summary: string, low: string, high: string) =>
  z.string().min(1).max(1_024).optional().register(settingDocs, {
    summary,
    form: 'a text as the issuer gives it',
    low,
    high,
    programs: broker,
  })

const scopes = (standard: string, summary: string, low: string) =>
  z
    .string()
    .max(2_048)
    .regex(/^(?:[!#-[\]-~]+(?: [!#-[\]-~]+)*)?$/)
    .default(standard)
    .register(settingDocs, {
      summary,
      form: 'scopes with one space between two (RFC 6749 section 3.3)',
      low,
      high: 'a scope that the issuer does not know is refused by most of them',
      programs: broker,
    })

export const oidcSection = z.strictObject({
  issuer: urlOf('https').optional().register(settingDocs, {
    summary: 'OpenID Connect issuer of your users, found by discovery',
    form: 'an https url without the /.well-known part',
    low: 'absent, the development issuer signs users in',
    high: 'an issuer that strangers can register with lets them sign in',
    programs: broker,
  }),
  clientId: oidcText(
    'client id under which `causeway login` asks the issuer',
    'absent, `causeway login` cannot ask',
    'a client without device flow cannot be used by `causeway login`',
  ),
  audience: oidcText(
    'audience of tokens for feed and connections',
    'absent, every token is refused',
    'an audience of another service accepts tokens made for that one',
  ),
  adminAudience: oidcText(
    'audience of tokens for administration and audit',
    'absent, only the local administrator can administer',
    'the same as oidc.audience would give every client administration, and is refused',
  ),
  scopes: scopes(
    'openid profile',
    'scopes that `causeway login` asks for; they must lead to oidc.audience',
    'without offline_access most issuers let nobody renew a sign-in',
  ),
  adminScopes: scopes(
    '',
    'scopes that `causeway login --admin` asks for; they must lead to oidc.adminAudience',
    'empty, login gets no token for administration',
  ),
  rolesClaim: claim('roles', 'roles'),
  groupsClaim: claim('groups', 'groups'),
})

export const limitsSection = z.strictObject({
  heartbeatIntervalMs: milliseconds(limits.heartbeatIntervalMs, 100, 3_600_000, {
    summary: 'time between two heartbeats of an agent',
    low: 'many hosts then write much into the heartbeat log',
    high: 'a silent host is noticed late',
    programs: broker,
  }),
  heartbeatTimeoutMs: milliseconds(limits.heartbeatTimeoutMs, 300, 24 * 3_600_000, {
    summary: 'silence after which a host is unavailable, at least three intervals',
    low: 'one lost beat retires a host',
    high: 'users are sent to hosts that are gone',
    programs: broker,
  }),
  heartbeatRetentionMs: milliseconds(limits.heartbeatRetentionMs, 60_000, 366 * 24 * 3_600_000, {
    summary: 'age at which heartbeat samples are deleted',
    low: 'the history of a host is short',
    high: 'the heartbeat log grows by some 200 bytes for each beat kept',
    programs: broker,
  }),
  ticketKeyOverlapMs: milliseconds(limits.ticketKeyOverlapMs, 1_000, 24 * 3_600_000, {
    summary: 'time from the publishing of a new ticket key to its first ticket',
    low: 'a broker or gateway that was cut off for longer refuses the first tickets of the key',
    high: 'a key that was to be replaced goes on signing',
    programs: broker,
  }),
  ticketKeyRetireMs: milliseconds(limits.ticketKeyRetireMs, 1_000, 366 * 24 * 3_600_000, {
    summary: 'time for which tickets of a key that was replaced still count',
    low: 'a client whose connection breaks cannot come back with its ticket',
    high: 'a ticket key that was stolen counts for longer',
    programs: broker,
  }),
  apiRequestsPerSecond: ratePerSecond(limits.apiRequestsPerSecond, {
    summary: 'API requests of one address in a second, four times as many after a rest',
    low: 'users behind one address are told to come later (429) when they sign in together',
    high: 'one address can keep the broker busy',
    programs: broker,
  }),
  controlOpeningsPerSecond: ratePerSecond(limits.controlOpeningsPerSecond, {
    summary: 'control channels that the broker opens in a second, twice as many after a rest',
    low: 'a fleet that comes back together takes its time',
    high: 'a broker that does not keep up turns fresh ones away before TLS all the same',
    programs: broker,
  }),
})
