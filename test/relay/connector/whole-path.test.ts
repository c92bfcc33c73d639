/** Connector, real gateway over TLS and agent together: bytes, endings and bounds end to end. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSystem } from '../../../core/adapters/system.ts'
import { formatJoinToken } from '../../../core/identity/registration-tokens.ts'
import { type Agent, createAgent } from '../../../relay/agent/agent.ts'
import { type Connector, createConnector } from '../../../relay/connector/connector.ts'
import { createTestCertificate, type TestCertificate } from '../../support/relay/certificates.ts'
import {
  type FakeBroker,
  type FakeChannel,
  startFakeBroker,
} from '../../support/relay/fake-broker.ts'
import {
  dialLocal,
  type FakeTarget,
  readAll,
  startFakeTarget,
  writeRandom,
} from '../../support/relay/fake-target.ts'
import { createRecordedLog } from '../../support/relay/quiet-log.ts'
import { createTestAuthority } from '../../support/relay/test-authority.ts'
import { startTestGateway, type TestGateway } from '../../support/relay/test-gateway.ts'

const system = createSystem()
const cleanUps: (() => unknown)[] = []
let certificate: TestCertificate
let broker: FakeBroker
let channel: FakeChannel
let gateway: TestGateway
let target: FakeTarget
let agent: Agent
let connector: Connector

/** The agent pins one authority for broker and gateway: here the gateway signs for itself. */
beforeAll(async () => {
  certificate = createTestCertificate()
  const authority = await createTestAuthority()
  broker = await startFakeBroker({ certificate: await authority.issue() })
  gateway = await startTestGateway({ certificate })
  target = await startFakeTarget()
  const dataFolder = mkdtempSync(join(tmpdir(), 'causeway-path-'))
  const joinToken = formatJoinToken({
    kind: 'host',
    brokers: [broker.url],
    authority: authority.fingerprint,
    tokenId: 'token-1',
    secret: new Uint8Array(32),
  })
  cleanUps.push(() => rmSync(dataFolder, { recursive: true, force: true }))
  agent = createAgent(
    { system, log: createRecordedLog() },
    {
      dataFolder,
      joinToken,
      softwareVersion: '0.1.0',
      targets: new Map([['', { host: '127.0.0.1', port: target.port, protocol: 'tcp' as const }]]),
    },
  )
  channel = await broker.nextChannel()
  await channel.receive('heartbeat')
  const probe = await target.next()
  probe.destroy()
})
