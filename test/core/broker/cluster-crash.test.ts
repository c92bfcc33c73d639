/**
 * A broker of three is cut off after each append in turn: the one that wrote it, or any other. The
 * connections are made through the others or fail with their reason; no seat stays reserved.
 */
import { describe, expect, it } from 'vitest'
import type { Granted } from '../../../core/broker/connections.ts'
import { Fault } from '../../../core/domain/errors.ts'
import {
  clientLegMs,
  connectMs,
  takeoverMs,
  takeoverSpreadMs,
  ticketLifetimeMs,
} from '../../../core/domain/limits.ts'
import { decodeEvent } from '../../../proto/event-codec.ts'
import { checkCluster } from './cluster-checker.ts'
import { createSimCluster, type SimCluster } from './sim-cluster.ts'
import type { ClientResult, SimClient } from './sim-gateway.ts'

type Told = ClientResult | { readonly kind: 'no-answer' }

type Story = {
  readonly cluster: SimCluster
  /** What each user was told in the end. */
  readonly told: Map<string, Told>
  readonly clients: SimClient[]
}

const startStory = async (): Promise<Story> => {
  const cluster = await createSimCluster({
    pools: { desk: ['h1', 'h2', 'h3'] },
    sessionLimit: 2,
    homes: { h1: 'b2', h2: 'b2', h3: 'b1', g1: 'b3' },
  })
  cluster.log.delays = { appendMs: () => 4, deliveryMs: () => 6, readMs: () => 2 }
  return { cluster, told: new Map(), clients: [] }
}

const dial = ({ cluster, told, clients }: Story, userId: string, grant: Granted): void => {
  const { ticket, connection } = grant
  const arm = connection.transport === 'arm'
  const transport = arm ? 'arm' : 'websocket'
  const client = cluster.gateway('g1').client({ ticket, transport, bearer: arm ? userId : '' })
  clients.push(client)
  void client.result.then((result) => told.set(userId, result))
}

const ask = (story: Story, userId: string, transport: 'websocket' | 'arm'): void => {
  const { cluster, told } = story
  told.set(userId, { kind: 'no-answer' })
  // A client that knows several brokers asks one that answers.
  const asked = cluster.request(cluster.living()[0] ?? '', userId, { transport })
  asked.then(
    (answer) => {
      if (answer.kind === 'granted') dial(story, userId, answer)
      else told.set(userId, answer)
    },
    (error: unknown) => cluster.faults.push(error),
  )
}

const tell = async (story: Story): Promise<void> => {
  const { cluster, clients } = story
  ask(story, 'alice', 'websocket')
  await cluster.system.pass(150)
  ask(story, 'bob', 'arm')
  await cluster.system.pass(200)
  let asked = 0
  for (const agent of cluster.agents.values()) {
    agent.behave = () => {
      asked += 1
      return asked === 1 ? { decline: 'TARGET_REFUSED' } : 'accept'
    }
  }
  ask(story, 'carol', 'websocket')
  await cluster.system.pass(200)
  clients[0]?.leave()
  await cluster.system.pass(60)
  for (const agent of cluster.agents.values()) agent.behave = () => 'accept'
}

/** How long machines keep a channel to a broker that is gone without a word. */
const noticedAfterMs = 20_000

/** From what a connection's client did last to the connection's end, at the very most. */
const endMsMax = clientLegMs + 2 * connectMs + takeoverMs + takeoverSpreadMs

const checkDeadlines = (events: Awaited<ReturnType<SimCluster['events']>>): void => {
  const since = new Map<string, { at: number; within: number }>()
  for (const recorded of events) {
    const { stream, recordedAt: at } = recorded
    const event = decodeEvent(recorded)
    if (event.type === 'ConnectionRequested') {
      const waits = event.data.transport === 'arm' ? 0 : ticketLifetimeMs
      since.set(stream, { at, within: waits + endMsMax })
    } else if (event.type === 'TicketRedeemed') since.set(stream, { at, within: endMsMax })
    else if (event.type === 'RelayStarted') since.delete(stream)
    else if (event.type === 'ConnectionFailed') {
      const from = since.get(stream)
      if (from) expect(at - from.at, `${stream} failed late`).toBeLessThanOrEqual(from.within)
    }
  }
}

const finish = async ({ cluster, clients }: Story): Promise<void> => {
  const isWaiting = (id: string, brokerId: string): boolean =>
    cluster.broker(brokerId).live.stateOf('connection', id).phase !== 'relaying'
  const waits = (): boolean =>
    cluster.living().some((brokerId) => {
      const { openConnectionIds } = cluster.broker(brokerId).live.indexes
      return [...openConnectionIds].some((id) => isWaiting(id, brokerId))
    })
  // What no broker has read of yet is not over.
  await cluster.system.pass(noticedAfterMs)
  for (let passed = 0; passed < ticketLifetimeMs + endMsMax && waits(); passed += 5_000) {
    await cluster.system.pass(5_000)
  }
  for (const client of clients) client.leave()
  await cluster.system.pass(20_000)
}

const run = async (n: number, { victim, silently }: Cut): Promise<Map<string, Told>> => {
  const story = await startStory()
  const { cluster, told } = story
  const at = cluster.log.appendCount() + n
  cluster.log.onAppend = (number, writer) => {
    const brokerId = victim === 'writer' ? writer : victim
    if (number === at) cluster.kill(brokerId, silently ? noticedAfterMs : 0)
  }
  await tell(story)
  await cluster.system.pass(connectMs)
  const answers = new Map(told)
  await finish(story)
  expect(cluster.living()).toHaveLength(2)
  const events = await checkCluster(cluster)
  checkDeadlines(events)
  const faults = cluster.faults.filter((fault) => !(fault instanceof Fault && fault.retriable))
  expect(faults).toEqual([])
  await cluster.stop()
  return answers
}

/** Appends of the whole story while nobody is cut off. */
const wholeCount = async (): Promise<number> => {
  const story = await startStory()
  const before = story.cluster.log.appendCount()
  await tell(story)
  const count = story.cluster.log.appendCount() - before
  expect([...story.told.values()].map(({ kind }) => kind)).toEqual(Array(3).fill('relaying'))
  await finish(story)
  await checkCluster(story.cluster)
  await story.cluster.stop()
  return count
}

type Cut = {
  readonly victim: string
  /** Its machines hold their channels for long: an end that nobody told them of. */
  readonly silently: boolean
  /** Of a hundred clients so many are relayed at least: the others are told why. */
  readonly relayedPercent: number
}

describe('a broker of three is cut off after each append', () => {
  it.each<Cut>([
    { victim: 'writer', silently: false, relayedPercent: 75 },
    { victim: 'b1', silently: false, relayedPercent: 90 },
    { victim: 'b2', silently: false, relayedPercent: 90 },
    { victim: 'b3', silently: false, relayedPercent: 75 },
    { victim: 'b2', silently: true, relayedPercent: 75 },
    { victim: 'b3', silently: true, relayedPercent: 20 },
  ])(
    '$victim, silently $silently',
    async (cut) => {
      const total = await wholeCount()
      expect(total).toBeGreaterThan(35)
      let [relayed, told] = [0, 0]
      for (let n = 1; n <= total; n++) {
        try {
          for (const answer of (await run(n, cut)).values()) {
            told += 1
            if (answer.kind === 'relaying') relayed += 1
          }
        } catch (error) {
          throw new Error(`${cut.victim} after append ${n}`, { cause: error })
        }
      }
      expect(told).toBeGreaterThan(2 * total)
      expect((100 * relayed) / told).toBeGreaterThanOrEqual(cut.relayedPercent)
    },
    240_000,
  )
})
