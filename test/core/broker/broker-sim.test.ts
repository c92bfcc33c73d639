/**
 * A whole site with anything that may happen in any order, from a printed seed; and the same short
 * story with the broker dying after each append in turn.
 */
import { describe, expect, it } from 'vitest'
import type { Granted } from '../../../core/broker/connections.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { decodeEvent } from '../../../proto/event-codec.ts'
import { seededRandom } from '../../support/fake-system.ts'
import { checkAtRest, outcomesOf } from './log-checker.ts'
import type { Behaviour } from './sim-agent.ts'
import type { SimClient } from './sim-gateway.ts'
import { createSimSite, type SimSite } from './sim-site.ts'

/** Only what a store that is away says may have gone wrong. */
const checkFaults = (faults: readonly unknown[]): void => {
  const others = faults.filter((fault) => !(fault instanceof Fault && fault.retriable))
  expect(others).toEqual([])
}

/** Long enough for every deadline and the disconnected limit's grace. */
const restMs = 240_000

type Story = {
  readonly site: SimSite
  readonly grants: Map<string, Granted>
  readonly clients: Map<string, SimClient>
}

/** Asks without waiting: the broker may die before it answers. */
const ask = (story: Story, name: string, userId: string, transport: 'websocket' | 'arm'): void => {
  const resourceId = 'desk'
  const asked = story.site.request(userId, { transport, resourceId })
  asked.then(
    (answer) => {
      if (answer.kind === 'granted') story.grants.set(name, answer)
    },
    (error: unknown) => story.site.faults.push(error),
  )
}

const dial = (story: Story, name: string, clientName = name): void => {
  const grant = story.grants.get(name)
  if (!grant) return
  const { ticket, connection, gatewayUrl } = grant
  const { transport } = connection
  const arm = transport === 'arm'
  const gatewayId = arm ? (/wss:\/\/([^:]+)/.exec(gatewayUrl)?.[1] ?? 'g1') : 'g1'
  const bearer = arm ? connection.userId : ''
  const asked = { ticket, transport: arm ? 'arm' : 'websocket', bearer } as const
  story.clients.set(clientName, story.site.gateway(gatewayId).client(asked))
}

/** Everything that has an append of its own, within a few seconds. */
const chapters: readonly ((story: Story) => void)[] = [
  (story) => ask(story, 'alice', 'alice', 'websocket'),
  (story) => dial(story, 'alice'),
  (story) => ask(story, 'bob', 'bob', 'arm'),
  (story) => dial(story, 'bob'),
  (story) => {
    let asked = 0
    for (const agent of story.site.agents.values()) {
      agent.behave = () => {
        asked += 1
        return asked === 1 ? { decline: 'TARGET_REFUSED' } : 'accept'
      }
    }
    ask(story, 'carol', 'carol', 'websocket')
  },
  (story) => dial(story, 'carol'),
  (story) => story.clients.get('alice')?.leave(),
  (story) => dial(story, 'alice', 'alice again'),
  (story) => {
    for (const agent of story.site.agents.values()) agent.behave = () => 'silent'
    ask(story, 'dave', 'dave', 'websocket')
  },
  (story) => dial(story, 'dave'),
  (story) => story.clients.get('dave')?.leave(),
  (story) => {
    for (const agent of story.site.agents.values()) agent.behave = () => 'accept'
    const sessions = [...story.site.agents.values()].find((agent) => agent.sessions.size > 0)
    const first = sessions?.sessions.keys().next().value
    sessions?.report()
    if (first !== undefined) sessions?.logOff(first)
    sessions?.report()
  },
  (story) => story.clients.get('bob')?.leave(),
  (story) => story.clients.get('carol')?.leave(),
]

const tell = async (story: Story, onDeath: () => void = () => undefined): Promise<void> => {
  const { site } = story
  for (const chapter of chapters) {
    if (!site.isBrokerAlive()) {
      onDeath()
      await site.restart()
      // A broker that dies while it starts is started again, like any other.
      if (!site.isBrokerAlive()) await site.restart()
      await site.system.pass(2_000)
    }
    if (site.isBrokerAlive()) chapter(story)
    await site.system.pass(60)
  }
}

const finish = async (site: SimSite): Promise<void> => {
  site.log.trouble.dieAfter = undefined
  site.log.trouble.loseAnswer = () => false
  site.log.trouble.refuse = () => false
  for (const agent of site.agents.values()) agent.behave = () => 'accept'
  if (!site.isBrokerAlive()) await site.restart()
  await site.system.pass(restMs)
}

const newStory = async (): Promise<Story> => ({
  site: await createSimSite({ pools: { desk: ['h1', 'h2', 'h3'] }, sessionLimit: 2 }),
  grants: new Map(),
  clients: new Map(),
})

describe('the broker dies after each append in turn', () => {
  it('and each connection is completed or failed, its seat free, the fold the live state', async () => {
    const whole = await newStory()
    const before = whole.site.log.appendCount()
    await tell(whole)
    const total = whole.site.log.appendCount() - before
    await finish(whole.site)
    await checkAtRest(whole.site)
    await whole.site.stop()
    expect(total).toBeGreaterThan(50)

    let runsThatDied = 0
    let secondDeaths = 0
    for (let n = 1; n <= total; n++) {
      const story = await newStory()
      const { site } = story
      site.log.trouble.dieAfter = site.log.appendCount() + n
      let deaths = 0
      await tell(story, () => {
        deaths += 1
        // And once more soon after it came up, in half of the runs.
        const again = n % 2 === 0 && deaths === 1
        site.log.trouble.dieAfter = again ? site.log.appendCount() + 1 + (n % 7) : undefined
      })
      if (deaths > 0) runsThatDied += 1
      if (deaths > 1) secondDeaths += 1
      await finish(site)
      try {
        await checkAtRest(site)
        checkFaults(site.faults)
      } catch (error) {
        throw new Error(`death after append ${n}`, { cause: error })
      }
      await site.stop()
    }
    // The very last appends come after the last chapter.
    expect(runsThatDied).toBeGreaterThan(total - 8)
    expect(secondDeaths).toBeGreaterThan(total / 8)
  }, 120_000)
})

const behaviours: readonly Behaviour[] = [
  'accept',
  'accept',
  'accept',
  'accept',
  'leg-first',
  'silent',
  'no-leg',
  'late',
  { decline: 'TARGET_REFUSED' },
  { failLater: 'TARGET_TIMED_OUT' },
]

const seen = new Map<string, number>()
const count = (name: string, more = 1): void => {
  seen.set(name, (seen.get(name) ?? 0) + more)
}

type Chaos = {
  readonly site: SimSite
  readonly random: () => number
  readonly grants: Granted[]
  readonly clients: SimClient[]
}

const pick = <T>(random: () => number, list: readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)]

const cause = (causationId: string) => ({ actor: 'admin:chaos', connectionId: '', causationId })

const disturb: readonly (readonly [number, (chaos: Chaos) => void])[] = [
  [
    30,
    ({ site, random, grants }) => {
      const transport = random() < 0.4 ? 'arm' : 'websocket'
      const resourceId = pick(random, ['desk', 'desk', 'lab', 'none']) ?? ''
      site.request(`u${Math.floor(random() * 12)}`, { transport, resourceId }).then(
        (answer) => {
          if (answer.kind === 'granted') grants.push(answer)
        },
        (error: unknown) => site.faults.push(error),
      )
    },
  ],
  [
    40,
    ({ site, random, grants, clients }) => {
      // Mostly the newest ticket, sometimes an old one.
      const grant = random() < 0.7 ? grants.at(-1) : pick(random, grants)
      if (!grant) return
      const arm = grant.connection.transport === 'arm'
      const own = /wss:\/\/([^:]+)/.exec(grant.gatewayUrl)?.[1] ?? 'g1'
      const gateway = site.gateway(arm ? own : (pick(random, ['g1', 'g2']) ?? 'g1'))
      const bearer = arm ? grant.connection.userId : ''
      const { ticket } = grant
      clients.push(gateway.client({ ticket, transport: arm ? 'arm' : 'websocket', bearer }))
    },
  ],
  [15, ({ random, clients }) => pick(random, clients)?.leave()],
  [
    6,
    ({ site, random }) => {
      const gateway = pick(random, [...site.gateways.values()])
      const connectionId = pick(random, gateway?.relays() ?? [])
      if (connectionId !== undefined) gateway?.endRelay(connectionId, 'host')
    },
  ],
  [2, ({ site, random }) => pick(random, [...site.gateways.values()])?.kill()],
  [2, ({ site, random }) => pick(random, [...site.gateways.values()])?.disconnect()],
  [4, ({ site, random }) => pick(random, [...site.agents.values()])?.disconnect()],
  [
    5,
    ({ site, random }) => {
      const agent = pick(random, [...site.agents.values()])
      agent?.report(random() < 0.3 ? ['stranger'] : [])
    },
  ],
  [
    4,
    ({ site, random }) => {
      const agent = pick(random, [...site.agents.values()])
      const session = pick(random, [...(agent?.sessions.keys() ?? [])])
      if (session !== undefined) agent?.logOff(session)
    },
  ],
  [
    3,
    ({ site, random }) => {
      const hostId = pick(random, [...site.agents.keys()]) ?? ''
      const type = random() < 0.5 ? 'DrainHost' : 'UndrainHost'
      const change = cause(site.system.newId())
      site
        .broker()
        .handler.execute('host', hostId, { type }, change)
        .catch((error: unknown) => site.faults.push(error))
    },
  ],
  [
    3,
    ({ site, random }) => {
      const { live, endConnection, endUserSession } = site.broker()
      const id = pick(random, [...live.indexes.openConnectionIds])
      const session = `desk-u${Math.floor(random() * 12)}`
      const ended =
        random() < 0.5 && id !== undefined
          ? endConnection(id, 'chaos')
          : endUserSession(session, 'abandoned', 'chaos')
      ended.catch((error: unknown) => site.faults.push(error))
    },
  ],
  [
    1,
    ({ site, random }) => {
      site.log.trouble.dieAfter = site.log.appendCount() + 1 + Math.floor(random() * 12)
    },
  ],
]

const totalWeight = disturb.reduce((sum, [weight]) => sum + weight, 0)

const disturbOnce = (chaos: Chaos): void => {
  let left = chaos.random() * totalWeight
  for (const [weight, act] of disturb) {
    left -= weight
    if (left > 0) continue
    act(chaos)
    return
  }
}

const runChaos = async (seed: number): Promise<void> => {
  const random = seededRandom(seed)
  const site = await createSimSite({
    seed,
    pools: { desk: ['h1', 'h2', 'h3', 'h4'], lab: ['l1'] },
    gateways: ['g1', 'g2'],
    sessionLimit: 3,
    disconnectedLimitMs: 60_000,
  })
  const chaos: Chaos = { site, random, grants: [], clients: [] }
  for (const agent of site.agents.values()) {
    agent.behave = () => pick(random, behaviours) ?? 'accept'
  }
  site.log.trouble.loseAnswer = () => random() < 0.003
  site.log.trouble.refuse = () => random() < 0.003
  for (let n = 0; n < 150; n++) {
    if (!site.isBrokerAlive()) {
      count('broker died')
      site.log.trouble.dieAfter = undefined
      await site.system.pass(Math.floor(random() * 3_000))
      await site.restart()
    }
    if (site.isBrokerAlive()) disturbOnce(chaos)
    const pause = random()
    await site.system.pass(pause < 0.6 ? 5 : pause < 0.9 ? 300 : pause < 0.98 ? 4_000 : 60_000)
  }
  await finish(site)
  await checkAtRest(site)
  checkFaults(site.faults)
  const events = await site.events()
  for (const [name, times] of outcomesOf(events)) count(name, times)
  for (const recorded of events) {
    const event = decodeEvent(recorded)
    if (event.type === 'HostAssigned' && event.data.attempt === 2) count('second host')
    if (event.type === 'HostAssigned' && event.data.existingSession) count('existing session')
    if (event.type === 'ConnectionRequested' && event.data.predecessorId !== '') count('came back')
    if (event.type === 'UserSessionEnded') count(`session ${event.data.reason}`)
    if (event.type === 'SeatReleased') count(`seat ${event.data.reason}`)
  }
  await site.stop()
}

describe('anything in any order', () => {
  it.each(Array.from({ length: 60 }, (_, n) => n + 1))('seed %i', (seed) => runChaos(seed))

  it('the interesting things did happen', () => {
    const names = [
      'broker died',
      'second host',
      'existing session',
      'came back',
      'RelayEnded',
      'TARGET_REFUSED',
      'RENDEZVOUS_TIMED_OUT',
      'HOST_CHANNEL_LOST',
      'CLIENT_LEFT',
      'CLIENT_LEG_TIMED_OUT',
      'RESOURCE_NOT_AVAILABLE',
      'ENDED_BY_ADMINISTRATOR',
      'GATEWAY_LOST',
      'session logged-off',
      'session disconnected-limit',
      'session never-started',
      'session abandoned',
    ]
    const missing = names.filter((name) => (seen.get(name) ?? 0) < 3)
    expect(missing, JSON.stringify(Object.fromEntries(seen))).toEqual([])
  })
})
