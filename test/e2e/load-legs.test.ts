/** `causeway load legs`: pairs that the `ws` package joins from outside, and their bytes. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { lastJson, type Site, startSite } from '../support/site/site.ts'

type Leg = { readonly url: string; readonly headers: Record<string, string> }
type Pair = { readonly pair: number; readonly client: Leg; readonly host: Leg }

const pairCount = 3
/** Milliseconds until a line must have come. */
const lineMs = 30_000
const bytesOf = (pair: number): number => 10_000 * pair

describe('load legs', () => {
  let site: Site

  beforeAll(async () => {
    site = await startSite()
  })

  afterAll(() => site?.stop())

  const open = ({ url, headers }: Leg): WebSocket =>
    new WebSocket(url, { headers, ca: readFileSync(site.ready.authorityFile) })

  /** Sends so much from the client, half of it back from the host, and hangs up. */
  const drive = (pair: Pair): Promise<void> =>
    new Promise((resolve, reject) => {
      const [host, client] = [open(pair.host), open(pair.client)]
      const [up, down] = [bytesOf(pair.pair), bytesOf(pair.pair) / 2]
      let [atHost, atClient] = [0, 0]
      host.on('error', reject)
      client.on('error', reject)
      client.on('open', () => client.send(Buffer.alloc(up, 1)))
      host.on('message', (data: Buffer) => {
        atHost += data.length
        if (atHost === up) host.send(Buffer.alloc(down, 2))
      })
      client.on('message', (data: Buffer) => {
        atClient += data.length
        if (atClient === down) client.close(1000)
      })
      client.on('close', () => resolve())
    })

  const start = (pairs: number) =>
    site.start([
      ...['load', 'legs', '--pairs', String(pairs), '--json'],
      ...['--api', site.ready.apiUrl, '--ca', site.ready.authorityFile],
    ])

  it('gives the bytes of each pair as they were sent from outside', async () => {
    const legs = await start(pairCount)
    const driven: Promise<void>[] = []
    for (let number = 1; number <= pairCount; number += 1) {
      const [line] = await legs.waitForLog(
        new RegExp(`^.*"event":"pair","pair":${number},.*$`, 'm'),
        lineMs,
      )
      driven.push(drive(JSON.parse(line)))
    }
    await Promise.all(driven)
    expect((await legs.exited).code).toBe(0)
    const result = lastJson(legs.log()) as { pairs: object[] }
    expect(result).toMatchObject({ event: 'result', interrupted: false })
    expect(result.pairs).toEqual(
      [1, 2, 3].map((pair) =>
        expect.objectContaining({
          ...{ pair, outcome: 'ended', reason: 'client_closed' },
          bytesToHost: bytesOf(pair),
          bytesToClient: bytesOf(pair) / 2,
        }),
      ),
    )
    expect(legs.log().match(/"event":"joined"/g)).toHaveLength(pairCount)
    const listed = lastJson(await site.ok(['admin', 'host', 'list', '--json']))
    expect(listed).toMatchObject({ hosts: [] })
  })

  it('when interrupted it ends what is open and says how far it came', async () => {
    const legs = await start(1)
    const [line] = await legs.waitForLog(/^.*"event":"pair".*$/m, lineMs)
    const pair: Pair = JSON.parse(line)
    const [host, client] = [open(pair.host), open(pair.client)]
    client.on('open', () => client.send(Buffer.alloc(777, 1)))
    const arrived = new Promise((resolve) => host.once('message', resolve))
    const closed = new Promise((resolve) => client.once('close', resolve))
    await arrived
    await legs.waitForLog(/"event":"joined"/, lineMs)
    await legs.stop()
    await closed
    host.terminate()
    expect(lastJson(legs.log())).toMatchObject({
      ...{ event: 'result', interrupted: true, bytesToHost: 777 },
      pairs: [{ pair: 1, outcome: 'ended' }],
    })
  })
})
