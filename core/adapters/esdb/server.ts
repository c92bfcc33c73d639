/**
 * The log over EventStoreDB's own protocol (gRPC): Streams, ServerFeatures and Gossip, for brokers
 * on other machines and for audit tools that nobody here wrote.
 */
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { type Metadata, Server, ServerCredentials } from '@grpc/grpc-js'
import type { System } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import {
  esdbCallCountMax,
  esdbKeepaliveAnswerMs,
  esdbKeepaliveMs,
  esdbMessageBytesMax,
  esdbReaderCountMax,
  esdbSubscriptionCountMax,
} from '../../domain/limits.ts'
import type { Positions } from '../log-position.ts'
import {
  appendHandler,
  batchAppendHandler,
  deleteHandler,
  tombstoneHandler,
} from './append-handlers.ts'
import { features, type ReadHandler, uuidOf } from './messages.ts'
import { handleRead } from './read-handler.ts'
import { busy } from './refusals.ts'
import type { ServableLog } from './servable-log.ts'
import { createServerDoor, type DoorOptions, type EsdbUser } from './server-door.ts'

export type EsdbServerPorts = ServableLog & {
  readonly positions: Positions
  readonly system: Pick<System, 'nowMs' | 'newId'>
}

export type EsdbServerOptions = DoorOptions & {
  readonly host: string
  /** By which clients reach it, for those that ask who is in the cluster; absent: the host. */
  readonly publicName?: string
  /** 0: one that is free. */
  readonly port: number
  /** PEM; absent: plain TCP, for loopback alone. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  /** How often a client that is silent is asked for a sign of life, and waited for, in ms. */
  readonly keepalive?: { readonly intervalMs: number; readonly answerMs: number }
}

export type EsdbServer = {
  /** Listens; gives the port. Throws Fault REQUEST_INVALID when it cannot. */
  start(): Promise<number>
  /** Ends every call and lets go of the port. */
  stop(): Promise<void>
}

const supportedMethods = () => {
  const methods: readonly (readonly [string, string, readonly string[]])[] = [
    ['event_store.client.streams.Streams', 'append', []],
    ['event_store.client.streams.Streams', 'batchappend', ['deadline_duration']],
    ['event_store.client.streams.Streams', 'read', ['position', 'events']],
    ['event_store.client.streams.Streams', 'delete', []],
    ['event_store.client.streams.Streams', 'tombstone', []],
    ['event_store.client.server_features.ServerFeatures', 'getsupportedmethods', []],
  ]
  const answer = new features.SupportedMethods()
  answer.setEventStoreServerVersion('23.10.0')
  for (const [service, method, names] of methods) {
    const supported = new features.SupportedMethod()
    supported.setServiceName(service)
    supported.setMethodName(method)
    supported.setFeaturesList([...names])
    answer.addMethods(supported)
  }
  return answer
}

/** Makes the server of one log; nothing listens before start. */
export const createEsdbServer = (
  ports: EsdbServerPorts,
  options: EsdbServerOptions,
): EsdbServer => {
  const { log, served, positions, system } = ports
  const instanceId = system.newId()
  const door = createServerDoor(options)
  const { intervalMs, answerMs } = options.keepalive ?? {
    intervalMs: esdbKeepaliveMs,
    answerMs: esdbKeepaliveAnswerMs,
  }
  const reading = { reader: 0, writer: 0 }
  let port = 0

  // The door let nobody else through.
  const writerOf = (call: { readonly metadata: Metadata }): string =>
    door.callerOf(call.metadata)?.name ?? ''

  /** Readers leave room for brokers, however many they are. */
  const isFull = (role: EsdbUser['role']): boolean =>
    reading[role] >= (role === 'reader' ? esdbReaderCountMax : esdbSubscriptionCountMax)

  const read: ReadHandler = (call) => {
    const role = door.callerOf(call.metadata)?.role ?? 'reader'
    if (isFull(role)) {
      call.emit('error', busy(`${reading[role]} readers are at work already`))
      return
    }
    reading[role] += 1
    call.once('close', () => {
      reading[role] -= 1
    })
    void handleRead({ log, positions, served, system }, call)
  }

  const member = () => {
    const info = new gossip.MemberInfo()
    const place = new gossip.EndPoint()
    place.setAddress(options.publicName ?? options.host)
    place.setPort(port)
    info.setInstanceId(uuidOf(instanceId))
    info.setTimeStamp(String(BigInt(system.nowMs()) * 10_000n))
    info.setState(gossip.MemberInfo.VNodeState.LEADER)
    info.setIsAlive(true)
    info.setHttpEndPoint(place)
    const cluster = new gossip.ClusterInfo()
    cluster.addMembers(info)
    return cluster
  }

  const server = new Server({
    'grpc.max_receive_message_length': esdbMessageBytesMax,
    'grpc.max_send_message_length': esdbMessageBytesMax,
    'grpc.max_concurrent_streams': esdbCallCountMax,
    // A subscriber that is gone without a word holds a place until somebody finds out.
    'grpc.keepalive_time_ms': intervalMs,
    'grpc.keepalive_timeout_ms': answerMs,
    interceptors: [door.interceptor],
  })
  const writing = { served, positions, writerOf }
  server.addService(StreamsService, {
    read,
    append: appendHandler(writing),
    batchAppend: batchAppendHandler(writing),
    delete: deleteHandler(writing),
    tombstone: tombstoneHandler(writing),
  })
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, answer: (error: null, value: unknown) => void) =>
      answer(null, supportedMethods()),
  })
  server.addService(GossipService, {
    read: (_call: unknown, answer: (error: null, value: unknown) => void) => answer(null, member()),
  })

  return {
    start: () =>
      new Promise((resolve, reject) => {
        const { tls } = options
        const credentials = tls
          ? ServerCredentials.createSsl(null, [
              { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) },
            ])
          : ServerCredentials.createInsecure()
        server.bindAsync(`${options.host}:${options.port}`, credentials, (error, bound) => {
          if (error) {
            reject(new Fault('REQUEST_INVALID', `port ${options.port}: ${error.message}`, error))
            return
          }
          port = bound
          resolve(bound)
        })
      }),
    stop: async () => server.forceShutdown(),
  }
}
