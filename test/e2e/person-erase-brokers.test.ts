/**
 * A broker that serves its log, and one elsewhere, of which only the person directory is at work
 * here: what one of them says of people the other opens, and whom one erases the other forgets.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEsdbPersonDirectory } from '../../core/adapters/esdb-person-directory.ts'
import { createSystem } from '../../core/adapters/system.ts'
import type { PersonDirectory } from '../../core/broker/ports.ts'
import { personCacheMs } from '../../core/domain/limits.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import { askTicket, tokenOf } from '../support/net/api-client.ts'
import { freePorts } from '../support/net/free-ports.ts'
import { logUrlOf } from '../support/site/log-process.ts'
import { lastJson, type Site, startSite } from '../support/site/site.ts'

/** A broker may know somebody for a while whom another has erased. */
const knownMs = personCacheMs + 20_000

describe('a person at a broker that serves its log', () => {
  let site: Site
  let port: number
  const opened: PersonDirectory[] = []

  beforeAll(async () => {
    port = await freePorts(1)
    site = await startSite({ args: ['--esdb-port', String(port)] })
    for (const user of ['alice', 'bob']) await askTicket(site, await tokenOf(site, user))
  })
  afterAll(async () => {
    for (const one of opened) await one.stop()
    await site?.stop()
  })

  /** As a broker elsewhere that starts now: it remembers nobody yet. */
  const elsewhere = (): PersonDirectory => {
    const { dataFolder } = site.ready
    const directory = openEsdbPersonDirectory(
      { system: createSystem() },
      {
        url: logUrlOf({ folder: dataFolder, port }),
        secret: readFileSync(join(dataFolder, 'keys/streams.key')),
      },
    )
    opened.push(directory)
    return directory
  }

  const connections = async () => {
    const { connections } = lastJson(await site.ok(['audit', 'connections', '--json'])) as {
      connections: { userId: string; userName: string }[]
    }
    return connections
  }

  const idOf = async (name: string): Promise<string> =>
    (await connections()).find(({ userName }) => userName === name)?.userId ?? ''

  it('is known elsewhere, and nowhere once the command has erased them', async () => {
    const alice = await idOf('alice')
    expect(await elsewhere().recall(alice)).toBe('alice')
    await site.ok(['admin', 'person', 'erase', 'alice', '--yes'])
    expect(await elsewhere().recall(alice)).toBeUndefined()
  })

  it('is forgotten here within a bound when they are erased elsewhere', async () => {
    const bob = await idOf('bob')
    expect(await elsewhere().recall(bob)).toBe('bob')
    await elsewhere().erase(bob)
    await waitUntil(
      async () => ((await idOf('bob')) === '' ? true : undefined),
      knownMs,
      () => 'the broker still knows them',
    )
    expect((await connections()).map(({ userName }) => userName)).toEqual(['', ''])
  })
})
