/** Calls of EventStoreDB's protocol as bytes and numbers, for what no client library would send. */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js'

const { Options } = streams.ReadReq

export type RawRead = {
  /** Absent: everything. */
  readonly stream?: string | Uint8Array
  /** A revision or a position; absent: from the start. */
  readonly from?: string
  readonly backward?: boolean
  readonly regex?: string
  readonly user?: string
}

export type RawSubscription = {
  /** What came: `confirmed`, `caught up`, revisions; an error by its number at last. */
  readonly seen: () => readonly string[]
  cancel(): void
}

export type RawAppend = {
  readonly stream: string | Uint8Array
  /** Absent: any. */
  readonly expected?: string
  readonly type?: string
  readonly data?: string
  readonly user?: string
}

/** Each user's password is the name. */
export const metadataOf = (user: string): Metadata => {
  const metadata = new Metadata()
  metadata.set('authorization', `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}`)
  return metadata
}

const identifierOf = (name: string | Uint8Array) => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(typeof name === 'string' ? Buffer.from(name) : name)
  return identifier
}

const streamOptions = (name: string | Uint8Array, from: string | undefined) => {
  const options = new Options.StreamOptions()
  options.setStreamIdentifier(identifierOf(name))
  if (from === undefined) options.setStart(new shared.Empty())
  else options.setRevision(from)
  return options
}

const allOptions = (from: string | undefined) => {
  const options = new Options.AllOptions()
  if (from === undefined) {
    options.setStart(new shared.Empty())
    return options
  }
  const position = new Options.Position()
  position.setCommitPosition(from)
  position.setPreparePosition(from)
  options.setPosition(position)
  return options
}

const filterOf = (regex: string) => {
  const expression = new Options.FilterOptions.Expression()
  expression.setRegex(regex)
  const filter = new Options.FilterOptions()
  filter.setStreamIdentifier(expression)
  return filter
}

const readRequest = ({ stream, from, backward = false, regex }: RawRead, live: boolean) => {
  const options = new Options()
  if (stream === undefined) options.setAll(allOptions(from))
  else options.setStream(streamOptions(stream, from))
  options.setReadDirection(backward ? 1 : 0)
  if (live) options.setSubscription(new Options.SubscriptionOptions())
  else options.setCount('1000')
  if (regex === undefined) options.setNoFilter(new shared.Empty())
  else options.setFilter(filterOf(regex))
  const request = new streams.ReadReq()
  request.setOptions(options)
  return request
}

const wordOf = (answer: InstanceType<typeof streams.ReadResp>): string => {
  if (answer.hasConfirmation()) return 'confirmed'
  if (answer.hasCaughtUp()) return 'caught up'
  if (answer.hasStreamNotFound()) return 'not found'
  return answer.getEvent()?.getEvent()?.getStreamRevision() ?? 'other'
}

const eventOf = (eventId: string, { type = 'raw', data = '{}' }: RawAppend) => {
  const id = new shared.UUID()
  id.setString(eventId)
  const message = new streams.AppendReq.ProposedMessage()
  message.setId(id)
  message.setData(Buffer.from(data))
  message.getMetadataMap().set('type', type).set('content-type', 'application/json')
  const request = new streams.AppendReq()
  request.setProposedMessage(message)
  return request
}

/** Opens one without TLS, on a port of this machine. */
export const openRawClient = (port: number, newId: () => string) => {
  const client = new StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure())

  const subscribe = (read: RawRead, live = true): RawSubscription & { over: Promise<void> } => {
    const call = client.read(readRequest(read, live), metadataOf(read.user ?? 'reader'))
    const seen: string[] = []
    const over = new Promise<void>((resolve) => {
      call.on('data', (answer) => seen.push(wordOf(answer)))
      call.on('error', (error: ServiceError) => {
        seen.push(`error ${error.code}`)
        resolve()
      })
      call.on('end', resolve)
    })
    return { seen: () => seen, cancel: () => call.cancel(), over }
  }

  return {
    subscribe,
    /** What a subscription would see, to its end. */
    read: async (read: RawRead): Promise<readonly string[]> => {
      const { seen, over } = subscribe(read, false)
      await over
      return seen()
    },
    /** `stored`, `conflict` or the number of an error. */
    append: (one: RawAppend): Promise<string> =>
      new Promise((resolve) => {
        const call = client.append(metadataOf(one.user ?? 'writer'), (error, answer) => {
          if (error) resolve(`error ${error.code}`)
          else resolve(answer.hasSuccess() ? 'stored' : 'conflict')
        })
        call.on('error', () => undefined)
        const options = new streams.AppendReq.Options()
        options.setStreamIdentifier(identifierOf(one.stream))
        if (one.expected === undefined) options.setAny(new shared.Empty())
        else options.setRevision(one.expected)
        const head = new streams.AppendReq()
        head.setOptions(options)
        call.write(head)
        call.write(eventOf(newId(), one))
        call.end()
      }),
    stop: () => client.close(),
  }
}
