/**
 * One client of Kafka, silent, with bounds of ours and sockets of ours: what hangs in it can be
 * torn down at once. A client is used for one purpose and thrown away with its first failure,
 * because its own recovery leaves dead connections and lost members behind.
 */
import { readFileSync } from 'node:fs'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { kafkaConnectMs, kafkaRequestMs } from '../domain/limits.ts'
import type { KafkaCluster } from './kafka-url.ts'

export type KafkaClient = {
  readonly kafka: Kafka
  /** Cuts all connections, those to come too: what waits for an answer fails now. */
  cut(): void
}

type Timers = Pick<System, 'after'>

const keepaliveMs = 60_000

const tlsOptions = (settings: KafkaCluster): ConnectionOptions | undefined => {
  if (settings.tls === undefined) return undefined
  const { caFile } = settings.tls
  if (caFile === undefined) return {}
  try {
    return { ca: readFileSync(caFile, 'utf8') }
  } catch (cause) {
    throw new Fault('REQUEST_INVALID', `tlsCAFile ${caFile} cannot be read`, cause)
  }
}

/**
 * Makes a client; nothing is connected yet. `turn` counts the attempts: each begins with another of
 * the brokers named, since the client gives up after the first. Throws Fault REQUEST_INVALID when
 * the file of authorities cannot be read.
 */
export const createKafkaClient = (
  settings: KafkaCluster,
  { turn = 0, requestMs = kafkaRequestMs }: { turn?: number; requestMs?: number } = {},
): KafkaClient => {
  const sockets = new Set<Socket>()
  let isCut = false
  const destroy = (socket: Socket): void => {
    socket.destroy(new Error('the connection was given up'))
  }
  const ssl = tlsOptions(settings)
  const first = turn % settings.brokers.length
  const config: KafkaConfig = {
    clientId: 'causeway',
    brokers: [...settings.brokers.slice(first), ...settings.brokers.slice(0, first)],
    logLevel: logLevel.NOTHING,
    connectionTimeout: kafkaConnectMs,
    authenticationTimeout: kafkaConnectMs,
    requestTimeout: requestMs,
    // Retries are ours: with a new client, jittered, and seen.
    retry: { retries: 0, restartOnFailure: async () => false },
    socketFactory: ({ host, port, ssl: secure, onConnect }) => {
      const name = isIP(host) === 0 ? { servername: host } : {}
      const socket = secure
        ? connectTls({ host, port, ...name, ...secure }, onConnect)
        : connectTcp({ host, port }, onConnect)
      socket.setKeepAlive(true, keepaliveMs)
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      // The client listens for errors once it has the socket.
      if (isCut) setImmediate(destroy, socket)
      return socket
    },
    ...(ssl === undefined ? {} : { ssl }),
    ...(settings.sasl === undefined ? {} : { sasl: settings.sasl }),
  }
  return {
    kafka: new Kafka(config),
    cut: () => {
      isCut = true
      for (const socket of sockets) destroy(socket)
    },
  }
}

/** The promise, or a fault when it takes longer; what it settles to then is dropped. */
export const kafkaWithin = <T>(system: Timers, limitMs: number, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const cancel = system.after(limitMs, () => {
      reject(new Fault('LOG_UNAVAILABLE', `Kafka gave no answer within ${limitMs} ms`))
    })
    promise.then(resolve, reject).finally(cancel)
  })

/** Waits for the promise whatever it settles to, but no longer. */
export const settledWithin = async (
  system: Timers,
  limitMs: number,
  promise: Promise<unknown>,
): Promise<void> => {
  await kafkaWithin(system, limitMs, promise).catch(() => undefined)
}
