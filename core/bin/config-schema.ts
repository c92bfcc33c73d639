/**
 * Every setting of every process in one schema: its form, its default, its unit and what breaks at
 * either end. Keys, environment variables, flags and docs/config.md are derived from here.
 */
import { z } from 'zod'
import * as limits from '../domain/limits.ts'

/** The programs that take settings; `client` is every command that talks to the API. */
export type Program = 'serve' | 'broker' | 'gateway' | 'agent' | 'client'

export type SettingDoc = {
  /** One lower-case clause. */
  readonly summary: string
  /** What a value looks like, as in "port is 99999, not <form>". */
  readonly form: string
  /** What breaks when it is absent, too small or too narrow. */
  readonly low: string
  /** What breaks when it is too large or too wide. */
  readonly high: string
  readonly programs: readonly Program[]
  /** Never shown. */
  readonly secret?: true
  /** Overrides the flag derived from the key, without the dashes. */
  readonly flag?: string
}

/** What is known of each setting, by its schema. */
export const settingDocs = z.registry<SettingDoc>()

const server: readonly Program[] = ['serve', 'broker', 'gateway']
const broker: readonly Program[] = ['serve', 'broker']
const gateway: readonly Program[] = ['serve', 'gateway']
const agent: readonly Program[] = ['agent']
const client: readonly Program[] = ['client']

const portForm = 'a port from 0 to 65535, where 0 takes any free one'
const port = (standard: number, what: string, programs: readonly Program[]) =>
  z
    .int()
    .min(0)
    .max(65_535)
    .default(standard)
    .register(settingDocs, {
      summary: `port of ${what}`,
      form: portForm,
      low: 'below 1024 the process needs a privilege; 0 gives another port at each start',
      high: 'in the range of ephemeral ports an outgoing connection may hold it already',
      programs,
    })

const host = (what: string, programs: readonly Program[]) =>
  z
    .string()
    .min(1)
    .max(255)
    .default('127.0.0.1')
    .register(settingDocs, {
      summary: `address on which ${what} listens`,
      form: 'an IP address or a name of this machine',
      low: '127.0.0.1 is reached by this machine alone',
      high: '0.0.0.0 or :: is reached by every network this machine is in',
      programs,
    })

const urlOf = (scheme: 'https' | 'wss') =>
  z.url({ protocol: scheme === 'https' ? /^https$/ : /^wss$/ }).max(2_048)

const publicUrl = (scheme: 'https' | 'wss', what: string, programs: readonly Program[]) =>
  urlOf(scheme)
    .optional()
    .register(settingDocs, {
      summary: `url under which others reach ${what}`,
      form: `a ${scheme} url such as ${scheme}://desktops.example:443`,
      low: 'absent, it is made of public-name and the port',
      high: 'a name that the certificate does not carry is refused by every client',
      programs,
    })

const file = (doc: Omit<SettingDoc, 'form'>) =>
  z
    .string()
    .min(1)
    .max(4_096)
    .optional()
    .register(settingDocs, { form: 'a path', ...doc })

const folder = (standard: string, what: string, programs: readonly Program[]) =>
  z
    .string()
    .min(1)
    .max(4_096)
    .default(standard)
    .register(settingDocs, {
      summary: `folder of ${what}`,
      form: 'a path; a new folder is made with mode 0700',
      low: 'on a disk that fills up no decision is taken any more',
      high: 'on a network file system locks and syncs may not hold: keep it on a local disk',
      programs,
    })

const milliseconds = (standard: number, min: number, max: number, doc: Omit<SettingDoc, 'form'>) =>
  z
    .int()
    .min(min)
    .max(max)
    .default(standard)
    .register(settingDocs, { form: `a whole number of milliseconds, ${min} to ${max}`, ...doc })

const truth = (standard: boolean, doc: Omit<SettingDoc, 'form'>) =>
  z
    .boolean()
    .default(standard)
    .register(settingDocs, { form: 'true or false', ...doc })

const claim = (standard: string, what: string) =>
  z
    .string()
    .min(1)
    .max(limits.nameLengthMax)
    .default(standard)
    .register(settingDocs, {
      summary: `claim of the token that lists ${what}`,
      form: 'the name of a claim',
      low: 'a claim that the issuer does not send leaves everyone without',
      high: 'a claim that users can set themselves lets them grant it to themselves',
      programs: broker,
    })

const apiSection = z.strictObject({
  host: host('the API', broker),
  port: port(8443, 'the API, the feed, the ARM order and the sign-in page', broker),
  publicUrl: publicUrl('https', 'the API', broker),
})

const controlSection = z.strictObject({
  host: host('the control channel', broker),
  port: port(8445, 'the control channel of agents and gateways', broker),
  publicUrl: publicUrl('wss', 'the control channel', broker),
})

const gatewaySection = z.strictObject({
  host: host('the gateway', gateway),
  port: port(8444, 'clients at the gateway, shared by all workers', gateway),
  publicUrl: publicUrl('wss', "the gateway's port for clients", gateway),
  ownPort: port(8460, 'the first worker alone; the next workers take the next ones', gateway),
  ownPublicUrl: publicUrl('wss', "one worker's own port", ['gateway']),
  workers: z
    .int()
    .min(0)
    .max(256)
    .default(0)
    .register(settingDocs, {
      summary: 'gateway processes that serve starts',
      form: 'a whole number from 0 to 256, where 0 means one per core',
      low: 'fewer than cores leave cores idle',
      high: 'more than cores take turns and answer later',
      programs: ['serve'],
    }),
  name: z
    .string()
    .min(1)
    .max(limits.nameLengthMax)
    .optional()
    .register(settingDocs, {
      summary: 'name of this gateway in lists',
      form: `a name of 1 to ${limits.nameLengthMax} characters`,
      low: "absent, it is the machine's name and the port",
      high: 'the same name twice confuses whoever reads the lists',
      programs: ['gateway'],
    }),
  join: z
    .string()
    .min(1)
    .max(limits.tokenBytesMax)
    .optional()
    .register(settingDocs, {
      summary: 'join token of a gateway, needed once',
      form: 'a token from `causeway admin gateway invite`',
      low: 'absent, a gateway without a key of its own cannot join',
      high: 'it counts once; what is left of it is worthless',
      programs: ['gateway'],
      secret: true,
    }),
  dataFolder: folder('./causeway-gateway', "a gateway's own key", ['gateway']),
})

const agentSection = z.strictObject({
  join: z.string().min(1).max(limits.tokenBytesMax).optional().register(settingDocs, {
    summary: 'registration token, needed once',
    form: 'a token from `causeway admin registration-token create`',
    low: 'absent, an agent without a key of its own cannot join',
    high: 'a token for many hosts lets whoever finds it add one',
    programs: agent,
    secret: true,
  }),
  targets: z
    .array(
      z
        .string()
        .max(512)
        .regex(/^(?:[^=\s]+=)?(?:\[[0-9a-fA-F:.]+\]|[^\s:=[\]]+):[0-9]{1,5}$/),
    )
    .max(64)
    .default([])
    .register(settingDocs, {
      summary: 'what the agent may dial: one for all resources, or one for each',
      form: 'host:port or resource=host:port, at most 64 of them',
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

const developmentSection = z.strictObject({
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

const oidcSection = z.strictObject({
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
  rolesClaim: claim('roles', 'roles'),
  groupsClaim: claim('groups', 'groups'),
})

const limitsSection = z.strictObject({
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
})

/** The schema. Every object is strict and every leaf has a SettingDoc. */
export const configSchema = z.strictObject({
  dataFolder: folder('./causeway-data', 'log, keys and development certificates', [
    ...broker,
    'client',
  ]),
  publicName: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/)
    .default('localhost')
    .register(settingDocs, {
      summary: 'name of this machine in urls and development certificates',
      form: 'a DNS name',
      low: 'localhost is right for this machine alone',
      high: 'a name that others cannot resolve is handed out in vain; an IP is ignored by FreeRDP',
      programs: server,
    }),
  tls: z
    .strictObject({
      cert: file({
        summary: 'certificate chain for every listener, PEM, own certificate first',
        low: 'absent, certificates of the development authority are used',
        high: 'one that has expired or lacks the public name is refused by every client',
        programs: server,
      }),
      key: file({
        summary: 'private key of tls.cert, PEM',
        low: 'absent together with tls.cert, the development key is used',
        high: 'readable by others, it lets them be this server',
        programs: server,
      }),
    })
    .prefault({}),
  log: z
    .strictObject({
      url: z
        .string()
        .regex(/^lmdb:$/)
        .default('lmdb:')
        .register(settingDocs, {
          summary: 'where the event log lies; lmdb: is a file in the data folder',
          form: 'lmdb:',
          low: 'another kind of log is not known here',
          high: 'a log moved by hand while a broker runs is damaged',
          programs: broker,
        }),
      level: z
        .enum(['error', 'warn', 'info', 'debug'])
        .default('info')
        .register(settingDocs, {
          summary: 'least weight of lines written for operators',
          form: 'error, warn, info or debug',
          low: 'error hides why a machine was turned away',
          high: 'debug writes a line for each one-off turn of events',
          programs: [...server, 'agent'],
        }),
    })
    .prefault({}),
  api: apiSection.prefault({}),
  control: controlSection.prefault({}),
  gateway: gatewaySection.prefault({}),
  metrics: z
    .strictObject({
      host: host('the metrics page', server),
      port: port(9464, 'metrics, /healthz and /readyz', server),
    })
    .prefault({}),
  agent: agentSection.prefault({}),
  development: developmentSection.prefault({}),
  oidc: oidcSection.prefault({}),
  limits: limitsSection.prefault({}),
  client: z
    .strictObject({
      api: urlOf('https').optional().register(settingDocs, {
        summary: 'url of the API that commands talk to',
        form: 'an https url such as https://desktops.example:8443',
        low: 'absent, the one signed in to last, else the API of this machine',
        high: 'an API that you were not signed in to asks you to sign in first',
        programs: client,
      }),
      ca: file({
        summary: 'authorities to trust at that API, PEM',
        low: 'absent, the data folder, the authority pinned at login, or the system decide',
        high: 'an authority that others own lets them read your tokens',
        programs: client,
      }),
    })
    .prefault({}),
})

type Mutable = z.infer<typeof configSchema>
type Frozen<T> = T extends readonly (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T

/** All settings, parsed and frozen. */
export type Config = Frozen<Mutable>
