/** `causeway load pairs` and `npm run bench:relay`, run as their users run them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

type Ended = { readonly code: unknown; readonly out: string; readonly error: string }

const runNode = async (...words: readonly string[]): Promise<Ended> => {
  const child = spawn(process.execPath, [...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, error] = ['', '']
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString()
  })
  child.stderr.on('data', (piece: Buffer) => {
    error += piece.toString()
  })
  const [code] = await once(child, 'close')
  return { code, out, error }
}

const causeway = (...words: readonly string[]): Promise<Ended> =>
  runNode(resolve('dist/core/bin/causeway.js'), 'load', 'pairs', ...words)

describe('load pairs', () => {
  it.each([[[]], [['--tls']]])(
    'shows the generator alone and through the relay %j',
    async (tls) => {
      const size = ['--pairs', '3', '--frame', '1k', '--gathered', '--seconds', '1']
      const { code, out, error } = await causeway(...size, ...tls, '--json')
      expect(error).toBe('')
      expect(code).toBe(0)
      const name = tls.length === 0 ? 'Causeway' : 'Causeway, TLS'
      const load = { frameBytes: 1_024, framesPerWrite: 64, pairs: 3 }
      const rows = JSON.parse(out)
      expect(rows).toMatchObject([
        { peer: 'direct', ...load },
        { peer: name, ...load },
      ])
      for (const row of rows) expect(row.mebibytesPerSecond).toBeGreaterThan(0)
      expect(rows[1].cpuSecondsPerGb).toBeGreaterThan(0)
      expect(rows[1].p99Ms).toBeGreaterThanOrEqual(rows[1].p50Ms)
    },
  )

  it.each([
    [['--frame', '2m'], '--frame is 2m'],
    [['--frame', '1025k'], '--frame is 1025k'],
    [['--pairs', '0'], '--pairs is 0'],
    [['--pairs', '9001'], '--pairs is 9001'],
  ])('refuses %j with the way out', async (words, said) => {
    const { code, error } = await causeway(...words)
    expect(code).toBe(2)
    expect(error).toContain(said)
  })
})

describe('bench:relay', () => {
  it('measures what is there, in turn, and ends with one line of JSON', async () => {
    const { code, out, error } = await runNode(
      resolve('dist/load/relay/bench-relay.js'),
      '--quick',
      '--json',
    )
    expect(error).not.toContain('error:')
    expect(code).toBe(0)
    const report = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')
    const names = new Set(report.flows.map(({ peer }: { peer: string }) => peer))
    expect([...names]).toEqual(expect.arrayContaining(['direct', 'Causeway', 'Causeway, TLS']))
    if (process.env['CI']) expect([...names]).toEqual(expect.arrayContaining(['C loop', 'HAProxy']))
    for (const { peer, cpuSecondsPerGb } of report.flows) {
      if (peer !== 'direct') expect(cpuSecondsPerGb).toBeGreaterThan(0)
    }
  })

  it('does not begin when it is not understood', async () => {
    const { code, error } = await runNode(resolve('dist/load/relay/bench-relay.js'), '--qick')
    expect(code).toBe(2)
    expect(error).toContain('npm run bench:relay -- --help')
  })
})
