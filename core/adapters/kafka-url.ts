/**
 * Where a topic is and how to log on: `kafka://host:port[,host:port]/topic?option=value&…`.
 *
 * | Option | Meaning |
 * |---|---|
 * | `tls` | `true` or `false` (the default) |
 * | `tlsCAFile` | certificates of the authorities to trust, PEM; absent: those of Node |
 * | `sasl` | `plain`, `scram-sha-256` or `scram-sha-512` |
 * | `user` | the name for SASL; absent: the environment's CAUSEWAY_KAFKA_USER |
 *
 * The password comes from CAUSEWAY_KAFKA_PASSWORD alone: addresses end up in process lists.
 */
import { Fault } from '../domain/errors.ts'

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const

type Mechanism = (typeof mechanisms)[number]

/** One type for each mechanism, as the client has it. */
export type KafkaSasl = {
  [M in Mechanism]: {
    readonly mechanism: M
    readonly username: string
    readonly password: string
  }
}[Mechanism]

/** A Kafka, and how to log on to it. */
export type KafkaCluster = {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[]
  readonly tls: { readonly caFile: string | undefined } | undefined
  readonly sasl: KafkaSasl | undefined
}

export type KafkaSettings = KafkaCluster & { readonly topic: string }

/** Names of environment variables and their values. */
export type Environment = Readonly<Record<string, string | undefined>>

const form = 'kafka://host:port[,host:port]/topic'
const options = ['tls', 'tlsCAFile', 'sasl', 'user']
const defaultPort = '9092'
const portMax = 65_535
const brokerCountMax = 64

const invalid = (detail: string): Fault => new Fault('REQUEST_INVALID', `kafka address: ${detail}`)

const brokerOf = (text: string): string => {
  // The client cuts at the first colon, so that an IPv6 address would be cut in two.
  if (text.includes('[')) throw invalid('name the broker, an IPv6 address cannot be used')
  const [, host, port = defaultPort] = /^([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?$/.exec(text) ?? []
  if (host === undefined) throw invalid(`"${text}" is no host:port`)
  if (Number(port) < 1 || Number(port) > portMax) throw invalid(`port ${port} is not 1 to 65535`)
  return `${host}:${port}`
}

const topicOf = (text: string): string => {
  if (text === '') throw invalid(`it names no topic, its form is ${form}`)
  if (!/^[A-Za-z0-9._-]{1,249}$/.test(text) || /^\.\.?$/.test(text)) {
    throw invalid('a topic has 1 to 249 letters, digits, dots, dashes and underscores')
  }
  return text
}

const optionsOf = (query: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(query)) {
    if (/^pass/i.test(name)) throw invalid('the password belongs into CAUSEWAY_KAFKA_PASSWORD')
    if (!options.includes(name)) {
      throw invalid(`no option ${name.slice(0, 32)}, there are ${options.join(', ')}`)
    }
    if (found.has(name)) throw invalid(`${name} is there twice`)
    if (value === '') throw invalid(`${name} has no value`)
    found.set(name, value)
  }
  return found
}

const tlsOf = (given: ReadonlyMap<string, string>): KafkaSettings['tls'] => {
  const tls = given.get('tls') ?? 'false'
  const caFile = given.get('tlsCAFile')
  if (tls !== 'true' && tls !== 'false') throw invalid('tls is true or false')
  if (tls === 'true') return { caFile }
  if (caFile !== undefined) throw invalid('tlsCAFile is of no use without tls=true')
  return undefined
}

const saslOf = (
  given: ReadonlyMap<string, string>,
  environment: Environment,
): KafkaSasl | undefined => {
  const wanted = given.get('sasl')
  if (wanted === undefined) {
    if (given.has('user')) throw invalid(`user is of no use without sasl=${mechanisms.join('|')}`)
    return undefined
  }
  const mechanism = mechanisms.find((one) => one === wanted)
  if (mechanism === undefined) throw invalid(`sasl is one of ${mechanisms.join(', ')}`)
  const username = given.get('user') ?? environment['CAUSEWAY_KAFKA_USER'] ?? ''
  const password = environment['CAUSEWAY_KAFKA_PASSWORD'] ?? ''
  if (username === '') throw invalid('sasl needs user=… or CAUSEWAY_KAFKA_USER')
  if (password === '') throw invalid('sasl needs a password in CAUSEWAY_KAFKA_PASSWORD')
  if (mechanism === 'plain' && given.get('tls') !== 'true') {
    throw invalid('sasl=plain sends the password readable to all, add tls=true')
  }
  return { mechanism, username, password }
}

type Parsed = { readonly cluster: KafkaCluster; readonly path: string }

const parse = (url: string, environment: Environment): Parsed => {
  const [, authority, path = '', query = ''] =
    /^kafka:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(url) ?? []
  if (authority === undefined) throw invalid(`its form is ${form}`)
  if (authority.includes('@')) {
    throw invalid('no user stands before the host: add user=… and CAUSEWAY_KAFKA_PASSWORD')
  }
  if (authority === '') throw invalid(`it names no broker, its form is ${form}`)
  const names = authority.split(',')
  if (names.length > brokerCountMax) throw invalid(`at most ${brokerCountMax} brokers`)
  const given = optionsOf(query)
  const cluster = {
    brokers: names.map(brokerOf),
    tls: tlsOf(given),
    sasl: saslOf(given, environment),
  }
  return { cluster, path }
}

/** Reads an address. Throws Fault REQUEST_INVALID, which never shows a password. */
export const parseKafkaUrl = (url: string, environment: Environment): KafkaSettings => {
  const { cluster, path } = parse(url, environment)
  return { ...cluster, topic: topicOf(path) }
}

/** Reads an address without a topic, else as above. */
export const parseKafkaCluster = (url: string, environment: Environment): KafkaCluster => {
  const { cluster, path } = parse(url, environment)
  if (path !== '') throw invalid(`it names topic ${path.slice(0, 64)}, and no topic belongs there`)
  return cluster
}

/** Checks the name of a topic. Throws Fault REQUEST_INVALID. */
export const parseKafkaTopic = (text: string): string => topicOf(text)
