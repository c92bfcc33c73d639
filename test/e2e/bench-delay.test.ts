/** `npm run bench:delay`, run as its users run it: two networks of its own, gone afterwards. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingForTwoNetworks } from '../../load/delay/two-networks.ts'
import { needs } from '../support/skip.ts'

type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string }

const bench = (...words: readonly string[]): Ran =>
  spawnSync(process.execPath, [resolve('dist/load/delay/bench-delay.js'), ...words], {
    encoding: 'utf8',
    timeout: 120_000,
  })

const ownNetworks = (): readonly string[] =>
  spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => /^causeway-(near|far)-/.test(line))

const missing = missingForTwoNetworks()
const possible = needs('two networks with a delay', missing === undefined, missing ?? '')

describe('bench:delay', () => {
  it('refuses what it does not understand', () => {
    const { status, stderr } = bench('--round-trip', '5000')
    expect(status).toBe(2)
    expect(stderr).toContain('--round-trip is 5000, not a number up to 1000')
  })

  it.runIf(possible)('carries a bulk transfer both ways over the delay', () => {
    const { status, stdout, stderr } = bench('--round-trip', '20', '--seconds', '1', '--json')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const { roundTripMs, transfers } = JSON.parse(stdout)
    expect(roundTripMs).toBe(20)
    expect(transfers.map(({ what }: { what: string }) => what)).toEqual([
      'host to client, TCP',
      'host to client, relayed',
      'client to host, TCP',
      'client to host, relayed',
    ])
    for (const { megabytesPerSecond } of transfers) expect(megabytesPerSecond).toBeGreaterThan(0.1)
    expect(ownNetworks()).toEqual([])
  })
})
