import { expect, it } from 'vitest'
import type { GatewayLoadSample } from '../../../core/broker/ports.ts'
import { createFakeChannel } from '../../support/broker/fake-channel.ts'
import { createTestHeartbeatLog } from '../../support/broker/memory-ports.ts'
import { createTestBroker } from '../../support/broker/test-broker.ts'

const load = { connections: 4, bytesPerSecond: 1_000, bufferedBytes: 512, eventLoopDelayMs: 1.5 }

it('the load of a gateway is kept where the heartbeat log has readers elsewhere', async () => {
  const loads: GatewayLoadSample[] = []
  const heartbeatLog = {
    ...createTestHeartbeatLog(),
    recordLoad: (sample: GatewayLoadSample) => void loads.push(sample),
  }
  const { broker, system } = await createTestBroker({ heartbeatLog })
  const channel = createFakeChannel('gateway', 'g1', 'g1-1')
  const message = { type: 'gatewayLoad', ...load, draining: false } as const
  await broker.gateways.receive(channel, message)
  const receivedAt = system.nowMs()
  expect(loads).toEqual([{ gatewayId: 'g1', receivedAt, ...load, draining: false }])
  expect(broker.gateways.loadOf('g1')).toMatchObject({ connections: 4, bufferedBytes: 512 })
  await broker.stop()
})

it('and nowhere else', async () => {
  const { broker } = await createTestBroker()
  const channel = createFakeChannel('gateway', 'g1', 'g1-1')
  await broker.gateways.receive(channel, { type: 'gatewayLoad', ...load, draining: true })
  expect(broker.gateways.loadOf('g1')).toMatchObject({ connections: 4 })
  await broker.stop()
})
