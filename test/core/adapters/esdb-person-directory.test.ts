/** The remote person directory while the network between it and its server loses things. */
import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { isOwnName } from '../../../core/adapters/esdb/foreign-event.ts'
import { createEsdbServer } from '../../../core/adapters/esdb/server.ts'
import { openEsdbPersonDirectory } from '../../../core/adapters/esdb-person-directory.ts'
import { createPositions } from '../../../core/adapters/log-position.ts'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { PersonDirectory } from '../../../core/broker/ports.ts'
import { collect } from '../../contract/events.ts'
import { waitUntil } from '../../support/desktop/deadline.ts'
import { servableOf } from '../../support/esdb/served-log.ts'
import { startFaultProxy } from '../../support/net/fault-proxy.ts'

const system = createSystem()
const soonMs = 20_000
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const setStage = async () => {
  const stored = createMemoryEventLog()
  const server = createEsdbServer(
    {
      ...servableOf({ log: () => stored, isOwn: isOwnName, letter: 'm' }),
      ...{ positions: createPositions('m'), system },
    },
    { host: '127.0.0.1', port: 0, users: [], anonymous: 'writer' },
  )
  const proxy = await startFaultProxy(await server.start())
  const secret = randomBytes(32)
  const opened: PersonDirectory[] = []
  onTestFinished(async () => {
    proxy.set({ kind: 'none' })
    for (const one of opened) await one.stop()
    await proxy.stop()
    await server.stop()
  })
  const open = (appendMs: number): PersonDirectory => {
    const url = `esdb://127.0.0.1:${proxy.port}?tls=false`
    const bounds = { appendMs, callMs: 150 }
    const directory = openEsdbPersonDirectory({ system }, { url, secret, bounds })
    opened.push(directory)
    return directory
  }
  const personEvents = async () => {
    const events = await collect(stored.readAll())
    return events.filter(({ stream }) => stream.startsWith('~causeway-person-'))
  }
  return { open, proxy, personEvents }
}

it('makes one key though the answer to its making is lost', { timeout: 60_000 }, async () => {
  const { open, proxy, personEvents } = await setStage()
  const directory = open(20_000)
  // The connection stands before its answers are lost.
  await directory.recall('u1')
  proxy.set({ kind: 'no-answers' })
  const sealing = directory.seal('u1', bytesOf('Ada'))
  await waitUntil(
    async () => ((await personEvents()).length > 0 ? true : undefined),
    soonMs,
    () => 'the key did not reach the log',
  )
  proxy.set({ kind: 'none' })
  proxy.reset()
  const sealed = await sealing
  expect(await personEvents()).toHaveLength(1)
  expect(await open(20_000).open('u1', sealed)).toEqual(bytesOf('Ada'))
})

it('erases though the answers to it are lost', { timeout: 60_000 }, async () => {
  const { open, proxy, personEvents } = await setStage()
  const directory = open(20_000)
  const sealed = await directory.seal('u1', bytesOf('Ada'))
  proxy.set({ kind: 'no-answers' })
  const erasing = directory.erase('u1')
  await new Promise((resolve) => setTimeout(resolve, 400))
  proxy.set({ kind: 'none' })
  proxy.reset()
  await erasing
  expect(await open(20_000).open('u1', sealed)).toBeUndefined()
  expect((await personEvents()).length).toBeGreaterThan(1)
})

it('says that it is away while its server is, and goes on when it is back', async () => {
  const { open, proxy } = await setStage()
  const directory = open(300)
  proxy.set({ kind: 'blackhole' })
  for (const asked of [
    directory.seal('u1', bytesOf('Ada')),
    directory.recall('u2'),
    directory.erase('u3'),
  ]) {
    await expect(asked).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', retriable: true })
  }
  proxy.set({ kind: 'none' })
  proxy.reset()
  const patient = open(20_000)
  const sealed = await patient.seal('u1', bytesOf('Ada'))
  await waitUntil(
    () => directory.open('u1', sealed).catch(() => undefined),
    soonMs,
    () => 'the directory did not find its server again',
  )
})

it('answers nobody once it stops, and refuses a url that is none', async () => {
  const { open } = await setStage()
  const directory = open(300)
  await directory.stop()
  await expect(directory.recall('u1')).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
  const options = { url: 'esdb:nowhere', secret: randomBytes(32) }
  expect(() => openEsdbPersonDirectory({ system }, options)).toThrow(/no connection string/)
})
