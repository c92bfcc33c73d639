/**
 * The kinds of settings: each a schema with what a person must know of it. What settings there are
 * is not known here.
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
  /** The flag as a whole, where the section's name would say the same twice. */
  readonly wholeFlag?: string
}

/** What is known of each setting, by its schema. */
export const settingDocs = z.registry<SettingDoc>()

/** Which programs a setting concerns. */
export const server: readonly Program[] = ['serve', 'broker', 'gateway']
export const broker: readonly Program[] = ['serve', 'broker']
export const gateway: readonly Program[] = ['serve', 'gateway']
export const agent: readonly Program[] = ['agent']
export const client: readonly Program[] = ['client']

const portForm = 'a port from 0 to 65535, where 0 takes any free one'
/** A TCP port; 0 takes any free one. */
export const port = (standard: number, what: string, programs: readonly Program[]) =>
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

/** An address to listen on. */
export const host = (what: string, programs: readonly Program[]) =>
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

/** A url of one scheme. */
export const urlOf = (scheme: 'https' | 'wss') =>
  z.url({ protocol: scheme === 'https' ? /^https$/ : /^wss$/ }).max(2_048)

/** A url that is handed out. */
export const publicUrl = (scheme: 'https' | 'wss', what: string, programs: readonly Program[]) =>
  urlOf(scheme)
    .optional()
    .register(settingDocs, {
      summary: `url under which others reach ${what}`,
      form: `a ${scheme} url such as ${scheme}://desktops.example:443`,
      low: 'absent, it is made of public-name and the port',
      high: 'a name that the certificate does not carry is refused by every client',
      programs,
    })

/** A path to a file, absent unless given. */
export const file = (doc: Omit<SettingDoc, 'form'>) =>
  z
    .string()
    .min(1)
    .max(4_096)
    .optional()
    .register(settingDocs, { form: 'a path', ...doc })

/** A folder that is made when it is not there. */
export const folder = (standard: string, what: string, programs: readonly Program[]) =>
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

/** A span of time within bounds. */
export const milliseconds = (
  standard: number,
  min: number,
  max: number,
  doc: Omit<SettingDoc, 'form'>,
) =>
  z
    .int()
    .min(min)
    .max(max)
    .default(standard)
    .register(settingDocs, { form: `a whole number of milliseconds, ${min} to ${max}`, ...doc })

/** How many of something in a second. */
export const ratePerSecond = (standard: number, doc: Omit<SettingDoc, 'form'>) =>
  z
    .int()
    .min(1)
    .max(limits.ratePerSecondMax)
    .default(standard)
    .register(settingDocs, { form: `a whole number from 1 to ${limits.ratePerSecondMax}`, ...doc })

/** An optional cap of a gateway on what goes through it in each direction. */
export const bandwidth = (what: string) =>
  z
    .int()
    .min(limits.capBytesPerSecondMin)
    .max(limits.capBytesPerSecondMax)
    .optional()
    .register(settingDocs, {
      summary: `most bytes per second in each direction of ${what}; not what a stock client sends`,
      form: `a whole number from ${limits.capBytesPerSecondMin} to ${limits.capBytesPerSecondMax}`,
      low: 'pictures and copied files come slowly',
      high: 'absent, each takes what the network gives',
      programs: gateway,
    })

/** True or false. */
export const truth = (standard: boolean, doc: Omit<SettingDoc, 'form'>) =>
  z
    .boolean()
    .default(standard)
    .register(settingDocs, { form: 'true or false', ...doc })

/** The name of a claim of a token. */
export const claim = (standard: string, what: string) =>
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
