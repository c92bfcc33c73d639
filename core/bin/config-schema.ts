/**
 * Every setting of every process in one schema: its form, its default, its unit and what breaks at
 * either end. Keys, environment variables, flags and docs/config.md are derived from here.
 */
import { z } from 'zod'
import {
  broker,
  client,
  file,
  folder,
  host,
  port,
  server,
  settingDocs,
  truth,
  urlOf,
} from './config-fields.ts'
import { gatewaySection } from './config-gateway.ts'
import {
  agentSection,
  apiSection,
  brokerSection,
  controlSection,
  developmentSection,
  esdbSection,
  limitsSection,
  oidcSection,
} from './config-sections.ts'

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
        .max(2_048)
        .regex(/^(?:lmdb:|esdb(?:\+discover)?:\/\/[^\s/]+.*)$/)
        .default('lmdb:')
        .register(settingDocs, {
          summary: 'where the event log lies; lmdb: is a file in the data folder',
          form: 'lmdb: or esdb://user:password@host:port?tlsCAFile=…',
          low: 'lmdb: serves one broker; a log moved by hand while it runs is damaged',
          high: 'an EventStoreDB that others may write to decides who gets which desktop',
          programs: broker,
          secret: true,
          wholeFlag: 'log',
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
  heartbeats: z
    .strictObject({
      url: z
        .string()
        .max(2_048)
        .regex(/^(?:lmdb:|kafka:\/\/[^\s/]+\/[^\s/]+)$/)
        .default('lmdb:')
        .register(settingDocs, {
          summary: 'where heartbeats lie; lmdb: is a file in the data folder',
          form: 'lmdb: or kafka://host:port[,host:port]/topic?tls=true&sasl=scram-sha-512&user=…',
          low: 'lmdb: tells this broker alone how hosts are',
          high: 'a topic that is not there is not made: `causeway admin kafka create-topics` is',
          programs: broker,
          wholeFlag: 'heartbeats',
        }),
    })
    .prefault({}),
  broker: brokerSection.prefault({}),
  api: apiSection.prefault({}),
  control: controlSection.prefault({}),
  esdb: esdbSection.prefault({}),
  gateway: gatewaySection.prefault({}),
  metrics: z
    .strictObject({
      host: host('the metrics page', server),
      port: port(
        9464,
        'metrics, /healthz and /readyz; workers of serve take the next ones',
        server,
      ),
      allowNonLoopback: truth(false, {
        summary: 'lets the metrics page be read from other machines, without TLS or sign-in',
        low: 'false refuses to start when metrics.host is not a loopback address',
        high: 'true tells whoever reaches the port how busy the site is',
        programs: server,
      }),
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
