/** The proxy does to connections what its name for it says. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../../contract/events.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'

let proxy: FaultProxy
let accepted: Socket[]
let heard: string
let client: Socket
let answers: string
let endings: string[]
const server = createServer()

beforeEach(async () => {
  accepted = []
  heard = ''
  answers = ''
  endings = []
  server.removeAllListeners('connection').on('connection', (socket) => {
    accepted.push(socket)
    socket.on('error', () => endings.push('target error'))
    socket.on('close', () => endings.push('target close'))
    socket.on('data', (data) => {
      heard += data
      socket.write(`re:${data}`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A listening TCP server has such an address.
  proxy = await startFaultProxy((server.address() as AddressInfo).port)
  client = await dial()
})
afterEach(async () => {
  client.destroy()
  await proxy.stop()
  server.close()
  await once(server, 'close')
})

const dial = async (): Promise<Socket> => {
  const socket = connect(proxy.port, '127.0.0.1')
  socket.on('data', (data) => {
    answers += data
  })
  socket.on('error', () => endings.push('client error'))
  await once(socket, 'connect')
  return socket
}

it('passes everything by itself, in both directions', async () => {
  client.write('a')
  await until(() => answers === 're:a')
})

it('holds back answers alone, or everything, and lets it go', async () => {
  proxy.set({ kind: 'no-answers' })
  client.write('a')
  await until(() => heard === 'a')
  expect(answers).toBe('')
  proxy.set({ kind: 'none' })
  await until(() => answers === 're:a')
  proxy.set({ kind: 'blackhole' })
  client.write('b')
  const other = await dial()
  other.write('c')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(heard).toBe('a')
  proxy.set({ kind: 'none' })
  await until(() => heard.length === 3)
  other.destroy()
})

it('resets both sides', async () => {
  client.write('a')
  await until(() => answers === 're:a')
  proxy.reset()
  await until(() => endings.includes('client error') && endings.includes('target close'))
})

it('forgets a connection at the target alone, and takes new ones', async () => {
  client.write('a')
  await until(() => answers === 're:a')
  proxy.halfOpen()
  await until(() => endings.includes('target close'))
  client.write('into nothing')
  const next = await dial()
  next.write('b')
  await until(() => answers === 're:are:b')
  expect(heard).toBe('ab')
  expect([client.writable, client.readableEnded]).toEqual([true, false])
  expect(endings.filter((ending) => ending.startsWith('client'))).toEqual([])
  next.destroy()
})

it('passes no more than its bandwidth', async () => {
  const startedAt = performance.now()
  proxy.set({ kind: 'bandwidth', bytesPerSecond: 10_000 })
  client.write(Buffer.alloc(2_000, 'x'))
  await until(() => heard.length === 2_000)
  // Timers may be late and never early: a bound from below alone.
  expect(performance.now() - startedAt).toBeGreaterThan(150)
})
