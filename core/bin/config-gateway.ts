/** The settings of gateways. */
import { z } from 'zod'
import { chaosOn, chaosPattern } from '../../relay/chaos.ts'
import * as limits from '../domain/limits.ts'
import {
  bandwidth,
  folder,
  gateway,
  host,
  milliseconds,
  port,
  publicUrl,
  settingDocs,
  urlOf,
} from './config-fields.ts'

export const gatewaySection = z.strictObject({
  host: host('the gateway', gateway),
  port: port(8444, 'clients at the gateway, shared by all workers', gateway),
  publicUrl: publicUrl('wss', "the gateway's port for clients", gateway),
  ownPort: port(8460, 'the first worker alone; the next workers take the next ones', gateway),
  ownPublicUrl: urlOf('wss').optional().register(settingDocs, {
    summary: "url under which others reach one worker's own port, * standing for the worker's name",
    form: 'a wss url such as wss://*.desktops.example:443',
    low: 'absent, it is made of public-name and the port',
    high: 'a name that the certificate does not carry is refused by every client',
    programs: gateway,
  }),
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
  certificates: z
    .array(
      z
        .string()
        .max(8_192)
        .regex(/^[^=]+=[^=]+$/),
    )
    .max(limits.gatewayCertificateCountMax)
    .default([])
    .register(settingDocs, {
      summary: 'further certificates, each shown to clients that ask for one of its names',
      form: `certificate=key, two paths of PEM files, at most ${limits.gatewayCertificateCountMax}`,
      low: 'absent, every client is shown tls.cert, whatever name it asks for',
      high: 'each name costs some memory, and uWebSockets prints a line for it at each start',
      programs: gateway,
      flag: 'certificate',
    }),
  chaos: z
    .string()
    .refine((text) => text === chaosOn || chaosPattern.test(text))
    .optional()
    .register(settingDocs, {
      summary: 'faults in every connection, each direction by itself: for staging alone',
      form:
        'on, for those of `causeway admin chaos` alone; or latency (ms), bandwidth (bytes/s), ' +
        'stall and cut (bytes): latency=200,cut=1000000',
      low: 'absent, as it is to be in production, there are none',
      high: 'users are slowed down and cut off',
      programs: ['gateway'],
      wholeFlag: 'chaos',
    }),
  relayBytesPerSecond: bandwidth('one connection'),
  userBytesPerSecond: bandwidth('all connections of one user at one worker'),
  relayTimeMs: z
    .int()
    .min(limits.relayTimeMsMin)
    .max(limits.relayTimeMsMax)
    .optional()
    .register(settingDocs, {
      summary: 'longest time that a connection is relayed; then it ends, its user session goes on',
      form: `a whole number of milliseconds, ${limits.relayTimeMsMin} to ${limits.relayTimeMsMax}`,
      low: 'users are cut off in the middle of their work and have to connect again',
      high: 'absent, a connection lasts as long as its two ends like',
      programs: gateway,
    }),
  idleMs: z
    .int()
    .min(limits.idleMsMin)
    .max(limits.relayTimeMsMax)
    .optional()
    .register(settingDocs, {
      summary: 'longest time that neither end of a connection sends anything; then it ends',
      form: `a whole number of milliseconds, ${limits.idleMsMin} to ${limits.relayTimeMsMax}`,
      low: 'a desktop on which nothing moves is taken away from a user who only reads',
      high: 'absent, a client that vanished without a word is noticed when the host sends again',
      programs: gateway,
    }),
  drainMs: milliseconds(limits.gatewayDrainMs, 0, limits.gatewayDrainMsMax, {
    summary: 'time for which relays go on after SIGTERM, while no new ones are taken',
    low: 'users are cut off in the middle of their work whenever a gateway stops',
    high: 'a stop takes as long as its longest relay; a service manager may kill it before',
    programs: gateway,
  }),
  restartDrainMs: milliseconds(limits.gatewayRestartDrainMs, 0, limits.gatewayDrainMsMax, {
    summary: 'time for which the relays of a worker go on that a rolling restart has replaced',
    low: 'users are cut off at every rolling restart',
    high: 'old workers hold their memory, and the next rolling restart is refused, for as long',
    programs: ['serve'],
  }),
})
