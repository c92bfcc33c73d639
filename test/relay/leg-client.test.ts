import { createHash, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSystem } from '../../core/adapters/system.ts'
import { createLegClient } from '../../relay/leg-client.ts'
import type { LegClient, LegClientOptions } from '../../relay/leg-client-ports.ts'
import { legSubprotocol } from '../../relay/leg-text.ts'
import { dialWebSocket } from '../../relay/websocket-dial.ts'
import { type FakeBroker, startFakeBroker } from '../support/relay/fake-broker.ts'
import { createFakeLeg, type FakeLeg } from '../support/relay/fake-leg.ts'
import {
  dialLocal,
  type FakeTarget,
  readAll,
  startFakeTarget,
  writeRandom,
} from '../support/relay/fake-target.ts'
import { createTestAuthority, type TestAuthority } from '../support/relay/test-authority.ts'

const system = createSystem()
const cleanUps: (() => unknown)[] = []
let authority: TestAuthority
let broker: FakeBroker
let target: FakeTarget

beforeAll(async () => {
  authority = await createTestAuthority()
  broker = await startFakeBroker({ certificate: await authority.issue() })
  target = await startFakeTarget()
  return async () => {
    await broker.stop()
    await target.stop()
  }
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const windowBytes = 262_144

type Ends = { readonly peer: Socket; readonly client: LegClient; readonly leg: FakeLeg }

const makeClient = async (options: Partial<LegClientOptions> = {}) => {
  const tcp = await dialLocal(target.port)
  const peer = await target.next()
  const client = createLegClient(
    tcp,
    { system },
    {
      windowBytes,
      heldBytesMax: 65_536,
      keepaliveMs: 15_000,
      silenceMs: 45_000,
      closeMs: 200,
      ...options,
    },
  )
  cleanUps.push(async () => {
    client.stop()
    peer.destroy()
    await client.ended
  })
  return { peer, client }
}

const attach = async (client: LegClient): Promise<FakeLeg> => {
  const dialled = await dialWebSocket(
    { system },
    {
      url: `${broker.url}/leg`,
      subprotocol: legSubprotocol,
      ca: authority.caPem,
      deadlineMs: 5_000,
      messageBytesMax: 1_048_576,
    },
  )
  if (dialled.kind !== 'open') throw new Error(`leg was not opened: ${JSON.stringify(dialled)}`)
  client.attach(dialled.socket)
  return createFakeLeg((await broker.nextLeg()).socket)
}

/** A TCP peer, its leg client, and the gateway's end of the leg. */
const joinEnds = async (options: Partial<LegClientOptions> = {}): Promise<Ends> => {
  const { peer, client } = await makeClient(options)
  return { peer, client, leg: await attach(client) }
}

describe('credit', () => {
  it('nothing is sent before it is granted, and never more than that', async () => {
    const { peer, leg } = await joinEnds()
    peer.write(Buffer.alloc(1_000, 1))
    await leg.until(() => leg.creditTotal() > 0)
    expect(leg.receivedBytes()).toBe(0)
    for (const bytes of [1, 299, 700]) {
      const before = leg.receivedBytes()
      leg.grant(bytes)
      await leg.until(() => leg.receivedBytes() === before + bytes)
    }
    expect(leg.breachBytes()).toBe(0)
  })

  it('without credit the peer is not read beyond a bound', async () => {
    const { peer } = await joinEnds()
    let written = 0
    peer.on('drain', () => fill())
    const fill = (): void => {
      do {
        written += 65_536
      } while (peer.write(Buffer.alloc(65_536)) && written < 100_000_000)
    }
    fill()
    // What the operating system buffers on loopback is a few MB; the rest stays with the peer.
    let last = -1
    await expect
      .poll(
        () => {
          const same = last === written
          last = written
          return same
        },
        { interval: 200 },
      )
      .toBe(true)
    expect(written).toBeLessThan(30_000_000)
  })

  it('a slow peer holds the other end back: no more than the window is under way', async () => {
    const { peer, leg } = await joinEnds()
    peer.pause()
    await leg.until(() => leg.credit() > 0)
    let sent = 0
    // Sends whatever is allowed until no more credit comes.
    for (let idle = 0; idle < 20; ) {
      if (leg.credit() > 0) {
        const bytes = Math.min(leg.credit(), 65_536)
        leg.send(Buffer.alloc(bytes))
        sent += bytes
        idle = 0
      } else {
        idle += 1
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    // Drained bytes lie in the kernel's buffers; ours are bounded by the window.
    expect(sent - (leg.creditTotal() - windowBytes)).toBeLessThanOrEqual(windowBytes)
    const reading = readAll(peer)
    peer.resume()
    leg.text('fin')
    expect((await reading).bytes).toBe(sent)
  })

  it('data beyond the credit ends the leg as a violation', async () => {
    const { client, leg } = await joinEnds()
    await leg.until(() => leg.credit() > 0)
    leg.send(Buffer.alloc(windowBytes + 1))
    expect(await leg.closed).toEqual({ code: 4007, reason: 'protocol_violation' })
    expect(await client.ended).toMatchObject({ kind: 'protocol-violation' })
  })

  it.each(['hello', '+0', '+-5', 'ping', 'x'.repeat(65)])(
    'the text %s ends the leg as a violation',
    async (text) => {
      const { leg } = await joinEnds()
      leg.text(text)
      expect((await leg.closed).code).toBe(4007)
    },
  )
})

describe('bytes', () => {
  it('arrive whole in both directions at once, with pauses and stingy credit', async () => {
    const { peer, client, leg } = await joinEnds()
    const length = 20_000_000
    const reading = readAll(peer, () => (Math.random() < 0.01 ? 5 : 0))
    const writing = writeRandom(peer, length)
    const pull = (async () => {
      while (leg.receivedBytes() < length) {
        const wanted = leg.receivedBytes() + Math.min(300_000, length - leg.receivedBytes())
        leg.grant(wanted - leg.receivedBytes())
        await leg.until(() => leg.receivedBytes() >= wanted)
      }
    })()
    const hash = createHash('sha256')
    for (let sent = 0; sent < length; ) {
      await leg.until(() => leg.credit() > 0)
      const piece = randomBytes(Math.min(leg.credit(), 50_000, length - sent))
      hash.update(piece)
      leg.send(piece)
      sent += piece.length
    }
    leg.text('fin')
    expect(await reading).toEqual({ bytes: length, sha256: hash.digest('hex'), ending: 'end' })
    const written = await writing
    await pull
    await leg.until(() => leg.texts.includes('fin'))
    expect(createHash('sha256').update(leg.received()).digest('hex')).toBe(written)
    expect(leg.breachBytes()).toBe(0)
    expect(await client.ended).toMatchObject({
      kind: 'closed',
      bytesToLeg: length,
      bytesFromLeg: length,
    })
  })

  it('that the peer wrote before the leg came are sent after it', async () => {
    const { peer, client } = await makeClient()
    peer.write('early')
    const leg = await attach(client)
    leg.grant(100)
    await leg.until(() => leg.receivedBytes() === 5)
    expect(leg.received().toString()).toBe('early')
  })
})

describe('endings', () => {
  it('the peer’s half-close is a fin after its last byte, and the other direction goes on', async () => {
    const { peer, client, leg } = await joinEnds()
    peer.end('question')
    await leg.until(() => leg.creditTotal() > 0)
    expect(leg.texts).toEqual([])
    leg.grant(8)
    await leg.until(() => leg.texts.includes('fin'))
    expect(leg.received().toString()).toBe('question')
    const reading = readAll(peer)
    leg.send(Buffer.from('answer'))
    leg.text('fin')
    expect(await reading).toMatchObject({ bytes: 6, ending: 'end' })
    expect((await leg.closed).code).toBe(1000)
    expect((await client.ended).kind).toBe('closed')
  })

  it('the other end’s fin is a half-close, and the peer can still speak', async () => {
    const { peer, client, leg } = await joinEnds()
    const reading = readAll(peer)
    leg.grant(100)
    leg.text('fin')
    expect((await reading).ending).toBe('end')
    peer.end('late answer')
    await leg.until(() => leg.texts.includes('fin'))
    expect(leg.received().toString()).toBe('late answer')
    expect((await client.ended).kind).toBe('closed')
  })

  it('bytes without credit keep their place before fin though the TCP side is done', async () => {
    const { peer, client, leg } = await joinEnds()
    const reading = readAll(peer)
    peer.end('kept')
    leg.text('fin')
    await reading
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(leg.texts).toEqual([])
    leg.grant(4)
    await leg.until(() => leg.texts.includes('fin'))
    expect(leg.received().toString()).toBe('kept')
    expect((await client.ended).kind).toBe('closed')
  })

  it('a reset of the peer is rst, not fin', async () => {
    const { peer, client, leg } = await joinEnds()
    peer.resetAndDestroy()
    await leg.until(() => leg.texts.length > 0)
    expect(leg.texts).toEqual(['rst'])
    expect((await client.ended).kind).toBe('peer-reset')
  })

  it('rst of the other end resets the peer', async () => {
    const { peer, client, leg } = await joinEnds()
    const reading = readAll(peer)
    leg.text('rst')
    expect((await reading).ending).toBe('reset')
    expect(await client.ended).toMatchObject({ kind: 'leg-closed' })
  })

  it('rst right behind fin, while the half-close is under way, still resets the peer', async () => {
    const { peer, client, leg } = await joinEnds()
    peer.resume()
    leg.text('fin')
    leg.text('rst')
    expect(await client.ended).toMatchObject({ kind: 'leg-closed' })
    // Whoever has read the end hears of the reset when it writes.
    const failure = new Promise((resolve) => peer.once('error', resolve))
    peer.write('too late')
    expect(await failure).toMatchObject({ syscall: 'write' })
  })

  it('an ordinary close is an orderly end for the peer, after what came before', async () => {
    const { peer, client, leg } = await joinEnds()
    const reading = readAll(peer)
    await leg.until(() => leg.credit() > 0)
    leg.send(Buffer.alloc(200_000, 7))
    leg.socket.close(1000, 'host_closed')
    expect(await reading).toMatchObject({ bytes: 200_000, ending: 'end' })
    expect(await client.ended).toMatchObject({ kind: 'closed', bytesFromLeg: 200_000 })
  })

  it('any other close resets the peer and names the reason', async () => {
    const { peer, client, leg } = await joinEnds()
    const reading = readAll(peer)
    leg.socket.close(4010, 'administrator')
    expect((await reading).ending).toBe('reset')
    expect(await client.ended).toMatchObject({ kind: 'leg-closed', detail: '4010 administrator' })
  })

  it('a gateway that vanishes resets the peer', async () => {
    const { peer, client, leg } = await joinEnds()
    const reading = readAll(peer)
    leg.socket.terminate()
    expect((await reading).ending).toBe('reset')
    expect((await client.ended).kind).toBe('leg-closed')
  })

  it('a silent gateway is noticed', async () => {
    const { peer, client, leg } = await joinEnds({ keepaliveMs: 10, silenceMs: 40 })
    const reading = readAll(peer)
    leg.socket.pause()
    expect((await client.ended).kind).toBe('leg-silent')
    expect((await reading).ending).toBe('reset')
  })

  it('keepalives are answered and hold an idle leg', async () => {
    const { client, leg } = await joinEnds({ keepaliveMs: 10, silenceMs: 60 })
    leg.text('ping 77')
    await leg.until(() => leg.texts.includes('pong 77'))
    let over = false
    void client.ended.then(() => {
      over = true
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(over).toBe(false)
  })

  it('a peer that takes nothing after the end is dropped', async () => {
    const { peer, client, leg } = await joinEnds()
    peer.pause()
    let sent = 0
    // Fills the kernel's buffers, so that something stays unwritten.
    for (let idle = 0; idle < 10; ) {
      if (leg.credit() > 0) {
        const bytes = Math.min(leg.credit(), 65_536)
        leg.send(Buffer.alloc(bytes))
        sent += bytes
        idle = 0
      } else {
        idle += 1
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    leg.socket.close(1000)
    expect(await client.ended).toMatchObject({ kind: 'closed', bytesFromLeg: sent })
  })
})

describe('before the leg', () => {
  it('a peer that leaves without a word is noticed', async () => {
    const { peer, client } = await makeClient()
    peer.end()
    await client.left
  })

  it('a peer that resets is noticed, and a leg that comes later is dropped', async () => {
    const { peer, client } = await makeClient()
    peer.resetAndDestroy()
    await client.left
    const leg = await attach(client)
    expect((await leg.closed).code).toBe(1006)
    expect((await client.ended).kind).toBe('peer-reset')
  })

  it('stopping ends it', async () => {
    const { peer, client } = await makeClient()
    const reading = readAll(peer)
    client.stop()
    client.stop()
    expect((await client.ended).kind).toBe('stopped')
    expect((await reading).ending).toBe('reset')
  })
})
