/** `causeway load swarm` against a real site: hosts, users, failing hosts, and what is left. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSwarmResult, type SwarmResult } from '../../load/swarm/result.ts'
import { lastJson, runProgram, type Site, startSite } from '../support/site/site.ts'

const profile = `
title: Fifty
duration: 16s
hosts: { joinOver: 2s }
users:
  - { at: 4s, over: 3s, stay: { min: 1m, max: 1m }, again: 500ms }
faults:
  - { kind: host-failure, at: 11s, share: 0.1 }
`

describe('load swarm', () => {
  let site: Site

  beforeAll(async () => {
    site = await startSite()
    writeFileSync(join(site.folder, 'fifty.yaml'), profile)
  })

  afterAll(() => site?.stop())

  const file = (name: string): string => join(site.folder, name)
  const swarm = (more: readonly string[]) =>
    site.run([...['load', 'swarm', '--profile', file('fifty.yaml'), '--json'], ...more])
  const read = (name: string): SwarmResult => {
    const result = readSwarmResult(readFileSync(file(name), 'utf8'))
    if (result === undefined) throw new Error(`${name} is no result`)
    return result
  }

  it('relays fifty users to fifty hosts, five of which fail, and leaves nothing', async () => {
    const files = ['--result', file('r.json'), '--page', file('r.html')]
    const ran = await swarm(['--hosts', '50', '--users', '50', ...files])
    expect([ran.code, ran.output]).toEqual([0, expect.stringContaining('"event":"second"')])
    const result = read('r.json')
    expect(result.totals).toMatchObject({ hostsUpMax: 50, relaysMax: 50, hostsLost: 5 })
    // Each relay of a failed host ended as the gateway says it then does, and no other one.
    expect(result.totals.broken).toBeGreaterThanOrEqual(1)
    expect(result.failures['CLOSE_4006']).toBe(result.totals.broken)
    expect(result.totals.started).toBeGreaterThanOrEqual(50)
    expect(result.totals.beats).toBeGreaterThanOrEqual(50)
    expect(result.totals.echoedBytes).toBeGreaterThan(50 * 100)
    const { asked, started, refused, unfinished } = result.totals
    expect(asked).toBe(started + refused + unfinished)
    expect(result.seconds.at(-1)?.hostsUp).toBe(45)
    expect(readFileSync(file('r.html'), 'utf8')).toContain('uPlot')
    const { hosts } = lastJson(await site.ok(['admin', 'host', 'list', '--json'])) as {
      hosts: unknown[]
    }
    expect(hosts).toEqual([])
    await site.ok(['log', 'verify'])
  })

  it('two parts add up to the whole', async () => {
    const part = (number: number) => {
      const result = ['--result', file(`part${number}.json`)]
      return swarm(['--hosts', '5', '--users', '5', '--part', `${number}/2`, ...result])
    }
    const ran = await Promise.all([part(1), part(2)])
    expect(ran.map(({ code }) => code)).toEqual([0, 0])
    const from = ['--from', file('part1.json'), '--from', file('part2.json')]
    const sum = await runProgram(
      ['load', 'swarm-sum', ...from, '--json', '--result', file('sum.json')],
      site.folder,
    )
    expect(sum.code).toBe(0)
    const result = read('sum.json')
    expect(result).toMatchObject({ hosts: 5, users: 5, processes: 2 })
    expect(result.totals).toMatchObject({ hostsUpMax: 5, relaysMax: 5 })
  })

  it('an interrupted run gives what it has and removes its hosts', async () => {
    const process = await site.start([
      ...['load', 'swarm', '--hosts', '4', '--users', '0', '--json', '--profile', 'idle'],
      ...['--result', file('cut.json'), '--api', site.ready.apiUrl],
      ...['--ca', site.ready.authorityFile],
    ])
    await process.waitForLog(/"event":"second"/, 30_000)
    await process.stop()
    expect(read('cut.json')).toMatchObject({ interrupted: true, hosts: 4 })
    const listed = lastJson(await site.ok(['admin', 'host', 'list', '--json']))
    expect(listed).toMatchObject({ hosts: [] })
  })

  it('refuses what is not on this machine, and a profile with faults, before it starts', async () => {
    const far = ['load', 'swarm', '--hosts', '1', '--users', '1', '--api', 'https://far.test:8443']
    const refused = await runProgram(far, site.folder)
    expect(refused.code).toBe(2)
    expect(refused.output).toContain('--i-own-this-target')
    writeFileSync(file('bad.yaml'), 'title: T\nduration: 1h\nhosts: {}\n')
    const bad = await swarm(['--hosts', '1', '--users', '1', '--profile', file('bad.yaml')])
    expect([bad.code, bad.output]).toEqual([2, expect.stringContaining('hosts.joinOver')])
    const many = await swarm(['--hosts', '9000000', '--users', '0'])
    expect([many.code, many.output]).toEqual([2, expect.stringContaining('ulimit -n')])
  })
})
