import { expect, it } from 'vitest'
import { createKafkaClient } from '../../../core/adapters/kafka-client.ts'
import {
  type Environment,
  parseKafkaCluster,
  parseKafkaTopic,
  parseKafkaUrl,
} from '../../../core/adapters/kafka-url.ts'

const password = 'hunter-2'
const environment: Environment = {
  CAUSEWAY_KAFKA_USER: 'eve',
  CAUSEWAY_KAFKA_PASSWORD: password,
}

it('reads brokers and topic, with the usual port where none is named', () => {
  expect(parseKafkaUrl('kafka://k1.example:19092,k2/beats.v1', {})).toEqual({
    brokers: ['k1.example:19092', 'k2:9092'],
    topic: 'beats.v1',
    tls: undefined,
    sasl: undefined,
  })
})

it('reads TLS and SASL, with the password from the environment alone', () => {
  const secure = 'kafka://k:1/t?tls=true&tlsCAFile=%2Fetc%2Fca.pem&sasl=scram-sha-512'
  expect(parseKafkaUrl(`${secure}&user=bob`, environment)).toEqual({
    brokers: ['k:1'],
    topic: 't',
    tls: { caFile: '/etc/ca.pem' },
    sasl: { mechanism: 'scram-sha-512', username: 'bob', password },
  })
  expect(parseKafkaUrl(secure, environment).sasl?.username).toBe('eve')
  expect(parseKafkaUrl('kafka://k/t?tls=true&sasl=plain', environment).sasl?.mechanism).toBe(
    'plain',
  )
  expect(parseKafkaUrl('kafka://k/t?tls=false', environment).tls).toBeUndefined()
})

it.each([
  ['esdb://k:1/t', /its form is kafka:\/\//],
  ['kafka://', /no broker/],
  ['kafka:///t', /no broker/],
  ['kafka://k:1', /names no topic/],
  ['kafka://k:1/', /names no topic/],
  ['kafka://k:1/a/b', /a topic has/],
  ['kafka://k:1/..', /a topic has/],
  [`kafka://k:1/${'t'.repeat(250)}`, /a topic has/],
  ['kafka://k:0/t', /port 0/],
  ['kafka://k:65536/t', /port 65536/],
  ['kafka://k:port/t', /no host:port/],
  ['kafka://a,,b/t', /no host:port/],
  ['kafka://[::1]:9092/t', /IPv6/],
  ['kafka://k/t?tls=yes', /tls is true or false/],
  ['kafka://k/t?tlsCAFile=ca.pem', /without tls=true/],
  ['kafka://k/t?tls=true&tls=false', /tls is there twice/],
  ['kafka://k/t?tls=', /tls has no value/],
  ['kafka://k/t?color=red', /no option color/],
  ['kafka://k/t?user=bob', /without sasl/],
  ['kafka://k/t?sasl=gssapi&user=bob', /sasl is one of/],
  ['kafka://k/t?sasl=plain&user=bob', /add tls=true/],
])('refuses %s and says why', (url, why) => {
  expect(() => parseKafkaUrl(url, environment)).toThrow(why)
})

it('says which part of a log-on is missing', () => {
  const url = 'kafka://k/t?sasl=scram-sha-256'
  expect(() => parseKafkaUrl(url, {})).toThrow(/CAUSEWAY_KAFKA_USER/)
  expect(() => parseKafkaUrl(`${url}&user=bob`, {})).toThrow(/CAUSEWAY_KAFKA_PASSWORD/)
})

it('never repeats a password that was put into the address', () => {
  for (const url of [`kafka://bob:${password}@k:1/t`, `kafka://k:1/t?password=${password}`]) {
    let text = ''
    try {
      parseKafkaUrl(url, environment)
    } catch (error) {
      text = String(error)
    }
    expect(text).toContain('CAUSEWAY_KAFKA_PASSWORD')
    expect(text).not.toContain(password)
  }
})

it('a file of authorities that cannot be read is named', () => {
  const settings = parseKafkaUrl('kafka://k/t?tls=true&tlsCAFile=absent.pem', {})
  expect(() => createKafkaClient(settings)).toThrow(/absent\.pem cannot be read/)
})

it('reads an address without a topic where the topics are named elsewhere', () => {
  const { topic: _, ...cluster } = parseKafkaUrl('kafka://a:1,b/t?tls=true', {})
  expect(parseKafkaCluster('kafka://a:1,b?tls=true', {})).toEqual(cluster)
  expect(parseKafkaCluster('kafka://a:1,b/?tls=true', {})).toEqual(cluster)
  expect(() => parseKafkaCluster('kafka://a:1/beats', {})).toThrow(/it names topic beats/)
  expect(parseKafkaTopic('beats')).toBe('beats')
  expect(() => parseKafkaTopic('be ats')).toThrow(/a topic has/)
})
