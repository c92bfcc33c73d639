/**
 * Failures of Kafka's client as faults that say what to do. Pure. What a wrong address causes is
 * REQUEST_INVALID and names the part of the address; all else may pass by itself.
 */
import { Fault } from '../domain/errors.ts'

const causeDepthMax = 6

/** The failure and what caused it, the outermost first. */
const chainOf = (failure: unknown): readonly Error[] => {
  const chain: Error[] = []
  let at = failure
  while (chain.length < causeDepthMax && at instanceof Error) {
    chain.push(at)
    at = at.cause
  }
  return chain
}

const textAt = (error: Error, key: string): string | undefined => {
  const value: unknown = Object.entries(error).find(([name]) => name === key)?.[1]
  return typeof value === 'string' ? value : undefined
}

/** The protocol's name of the error at the bottom of a failure, such as MESSAGE_TOO_LARGE. */
export const kafkaErrorType = (failure: unknown): string | undefined =>
  chainOf(failure)
    .map((error) => textAt(error, 'type'))
    .find((type) => type !== undefined)

const user = 'user=… or CAUSEWAY_KAFKA_USER, and CAUSEWAY_KAFKA_PASSWORD'

/** By what stands in a failure's name, code, type or text: what is wrong with the address. */
const addressFaults: readonly (readonly [RegExp, string])[] = [
  [
    /UNSUPPORTED_SASL_MECHANISM|does not support.*mechanism|mechanism.*not (enabled|supported)/i,
    'the brokers do not know this kind of log-on: choose another sasl=…',
  ],
  [
    /ILLEGAL_SASL_STATE|Request is not valid given the current SASL state/,
    'this port asks for no log-on: leave sasl=… out, or name another port',
  ],
  [
    /KafkaJSSASLAuthenticationError|SASL_AUTHENTICATION_FAILED/,
    `the brokers refuse the user or its password: check ${user}`,
  ],
  [
    /UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|SELF_SIGNED_CERT|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE/,
    'the certificate is signed by no authority that is trusted here: name the file of the right ' +
      'one with tlsCAFile=…',
  ],
  [
    /ERR_TLS_CERT_ALTNAME_INVALID/,
    'the certificate is for another name: name the brokers as their certificates do',
  ],
  [/CERT_HAS_EXPIRED/, 'the certificate of a broker has expired: renew it'],
  [
    /WRONG_VERSION_NUMBER|wrong version number|EPROTO/,
    'this port speaks no TLS: leave tls=true out, or name another port',
  ],
]

const addressFault = (failure: unknown): Fault | undefined => {
  const text = chainOf(failure)
    .flatMap((error) => [error.name, textAt(error, 'code'), textAt(error, 'type'), error.message])
    .join(' ')
  const found = addressFaults.find(([pattern]) => pattern.test(text))
  const last = chainOf(failure).at(-1)?.message ?? ''
  return found && new Fault('REQUEST_INVALID', `Kafka: ${found[1]} (${last})`, failure)
}

/** A failure as a fault that says what to do; faults pass as they are. */
export const kafkaFault = (failure: unknown, topic: string): Fault => {
  if (failure instanceof Fault) return failure
  if (kafkaErrorType(failure) === 'UNKNOWN_TOPIC_OR_PARTITION') {
    const fix = 'make it with `causeway admin kafka create-topics`'
    return new Fault('LOG_UNAVAILABLE', `Kafka has no topic ${topic}: ${fix}`, failure)
  }
  const wrong = addressFault(failure)
  if (wrong !== undefined) return wrong
  const text = failure instanceof Error ? failure.message : String(failure)
  // A broker that dies looks the same, so it may pass.
  const hint = /before secure TLS/.test(text)
    ? '; if that port speaks no TLS, leave tls=true out'
    : ''
  return new Fault('LOG_UNAVAILABLE', `Kafka: ${text}${hint}`, failure)
}
