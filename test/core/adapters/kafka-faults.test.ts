import { expect, it } from 'vitest'
import { kafkaErrorType, kafkaFault } from '../../../core/adapters/kafka-faults.ts'
import { Fault } from '../../../core/domain/errors.ts'

/** As the client's errors are: facts beside the message, what caused them below. */
const failure = (message: string, facts: object = {}, cause?: Error): Error =>
  Object.assign(new Error(message, cause && { cause }), facts)

it.each([
  [{ name: 'KafkaJSSASLAuthenticationError' }, /CAUSEWAY_KAFKA_PASSWORD/],
  [{ type: 'SASL_AUTHENTICATION_FAILED' }, /CAUSEWAY_KAFKA_PASSWORD/],
  [{ type: 'UNSUPPORTED_SASL_MECHANISM' }, /another sasl=/],
  [{ type: 'ILLEGAL_SASL_STATE' }, /leave sasl=… out/],
  [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, /tlsCAFile=/],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, /another name/],
  [{ code: 'CERT_HAS_EXPIRED' }, /renew it/],
  [{ code: 'EPROTO' }, /leave tls=true out/],
])('what is wrong with the address is named: %o', (facts, text) => {
  const fault = kafkaFault(failure('outer', {}, failure('inner', facts)), 't')
  expect(fault).toMatchObject({ code: 'REQUEST_INVALID', message: expect.stringMatching(text) })
  expect(fault.message).toContain('inner')
})

it('an absent topic is named with the command that makes it', () => {
  const fault = kafkaFault(failure('x', { type: 'UNKNOWN_TOPIC_OR_PARTITION' }), 'beats')
  expect(fault.code).toBe('LOG_UNAVAILABLE')
  expect(fault.message).toContain('no topic beats: make it with `causeway admin kafka')
})

it('all else may pass, and faults stay what they are', () => {
  expect(kafkaFault(failure('connect ECONNREFUSED'), 't')).toMatchObject({
    code: 'LOG_UNAVAILABLE',
    message: expect.stringContaining('ECONNREFUSED'),
  })
  expect(kafkaFault('odd', 't').message).toContain('odd')
  const fault = new Fault('NOT_FOUND', 'mine')
  expect(kafkaFault(fault, 't')).toBe(fault)
})

it('finds the type of the protocol at the bottom, within a bound', () => {
  const inner = failure('inner', { type: 'MESSAGE_TOO_LARGE' })
  expect(kafkaErrorType(failure('outer', {}, inner))).toBe('MESSAGE_TOO_LARGE')
  const round = failure('round')
  round.cause = round
  expect(kafkaErrorType(round)).toBeUndefined()
})
