/** Settings: which source wins, what is told when something is wrong, and what is documented. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { environmentOf, type LoadedConfig, loadConfig } from '../../../core/bin/config.ts'
import { flagOf, listSettings } from '../../../core/bin/config-keys.ts'
import type { FlagValue } from '../../../core/bin/config-sources.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'causeway-config-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

type Given = {
  readonly file?: string
  readonly env?: Readonly<Record<string, string>>
  readonly flags?: Readonly<Record<string, FlagValue>>
}

const load = ({ file, env = {}, flags = {} }: Given): LoadedConfig => {
  if (file !== undefined) writeFileSync(join(cwd, 'causeway.yaml'), file)
  const entries = Object.entries(flags).map(([key, value]) => {
    const setting = listSettings().find((one) => one.key === key)
    if (setting === undefined) throw new Error(`${key} is not a setting`)
    return [key, { flag: flagOf(setting), value }] as const
  })
  return loadConfig({ env, cwd, flags: new Map(entries) })
}

const loaded = (given: Given) => {
  const result = load(given)
  if (result.kind === 'ok') return result
  throw new Error(JSON.stringify(result.faults))
}

const faults = (given: Given) => {
  const result = load(given)
  return result.kind === 'faults' ? result.faults : []
}

describe('settings', () => {
  it('have the standard ports without any source', () => {
    const { config, sources } = loaded({})
    expect([
      config.api.port,
      config.gateway.port,
      config.control.port,
      config.gateway.ownPort,
      config.metrics.port,
    ]).toEqual([8443, 8444, 8445, 8460, 9464])
    expect(sources.get('api.port')).toEqual({ kind: 'default', where: '' })
  })

  it('are taken from flags before the environment before the file before the defaults', () => {
    const file = 'api:\n  port: 1001\ncontrol:\n  port: 1002\nmetrics:\n  port: 1003\n'
    const env = { CAUSEWAY_CONTROL_PORT: '2002', CAUSEWAY_METRICS_PORT: '2003' }
    const { config, sources } = loaded({ file, env, flags: { 'metrics.port': '3003' } })
    expect([config.api.port, config.control.port, config.metrics.port]).toEqual([1001, 2002, 3003])
    expect(sources.get('api.port')).toEqual({ kind: 'file', where: 'causeway.yaml:2' })
    expect(sources.get('control.port')).toEqual({
      kind: 'environment',
      where: 'CAUSEWAY_CONTROL_PORT',
    })
    expect(sources.get('metrics.port')).toEqual({ kind: 'flag', where: '--metrics-port' })
  })

  it('cannot be changed once they are read', () => {
    const { config } = loaded({ flags: { 'agent.targets': ['127.0.0.1:3389'] } })
    expect(Object.isFrozen(config) && Object.isFrozen(config.api)).toBe(true)
    expect(Object.isFrozen(config.agent.targets)).toBe(true)
  })

  it('take lists from the environment by commas and from repeated flags', () => {
    const env = { CAUSEWAY_AGENT_TARGETS: '127.0.0.1:3389, shell=127.0.0.1:22' }
    expect(loaded({ env }).config.agent.targets).toEqual(['127.0.0.1:3389', 'shell=127.0.0.1:22'])
    const flags = { 'agent.targets': ['[::1]:3389', 'shell=host:22'] }
    expect(loaded({ env, flags }).config.agent.targets).toEqual(['[::1]:3389', 'shell=host:22'])
  })

  it('read a file that is named, and refuse one that is not there', () => {
    writeFileSync(join(cwd, 'other.yaml'), 'publicName: desktops.example\n')
    const named = loadConfig({ env: {}, cwd, file: 'other.yaml' })
    expect(named.kind === 'ok' && named.config.publicName).toBe('desktops.example')
    const missing = loadConfig({ env: { CAUSEWAY_CONFIG: 'nowhere.yaml' }, cwd })
    expect(missing).toMatchObject({
      kind: 'faults',
      faults: [{ where: 'CAUSEWAY_CONFIG', what: 'nowhere.yaml cannot be read: ENOENT' }],
    })
  })

  it('reach another process by the environment unchanged', () => {
    const { config } = loaded({
      flags: {
        'api.port': '0',
        'gateway.join': 'secret',
        'development.allowNonLoopback': true,
        'agent.targets': ['a=b:1', 'c:2'],
      },
    })
    expect(loaded({ env: environmentOf(config) }).config).toEqual(config)
  })
})

describe('the brokers that are handed out', () => {
  it('are control addresses alone, each without a path', () => {
    const brokers = ['wss://one.example:8445', 'wss://two.example:8445']
    const env = { CAUSEWAY_CONTROL_BROKERS: brokers.join(',') }
    expect(loaded({ env }).config.control.brokers).toEqual(brokers)
    expect(loaded({}).config.control.brokers).toEqual([])
    for (const wrong of ['https://one.example', 'wss://one.example/path', 'one.example:8445']) {
      expect(faults({ env: { CAUSEWAY_CONTROL_BROKERS: wrong } })[0]?.what).toContain('brokers')
    }
  })
})

describe('faults of settings', () => {
  it('are told all at once, each with its place and its fix', () => {
    const found = faults({
      file: '# a comment\napi:\n  port: 99999\n  prot: 3\nlog:\n  level: loud\n',
      env: { CAUSEWAY_METRICS_PORT: 'many', CAUSEWAY_API_PROT: '1' },
      flags: { 'gateway.workers': '-2' },
    })
    expect(found.map(({ where, what }) => `${where} ${what}`)).toEqual([
      'causeway.yaml:4 api.prot is not a setting',
      'environment CAUSEWAY_API_PROT is not a setting',
      'causeway.yaml:3 api.port is 99999, not a port from 0 to 65535, where 0 takes any free one',
      'causeway.yaml:6 log.level is "loud", not error, warn, info or debug',
      'CAUSEWAY_METRICS_PORT metrics.port is "many", not a port from 0 to 65535, where 0 takes any free one',
      '--gateway-workers gateway.workers is -2, not a whole number from 0 to 256, where 0 means one per core',
    ])
    expect(found[0]?.fix).toBe('did you mean api.port?')
    expect(found[1]?.fix).toBe('did you mean CAUSEWAY_API_PORT?')
    expect(found.every(({ fix }) => fix !== '')).toBe(true)
  })

  it('name the line of what is not YAML, and groups that are values', () => {
    expect(faults({ file: 'api:\n  port: 1\n port: 2\n' })[0]?.where).toBe('causeway.yaml:3')
    expect(faults({ file: 'api: 8443\n' })[0]).toMatchObject({
      where: 'causeway.yaml:1',
      what: 'api is a group of settings, not a value',
    })
    expect(faults({ file: '- api\n' })[0]?.what).toContain('not a list of keys and values')
  })

  it('include aliases that lead nowhere or multiply, and values of the wrong form', () => {
    expect(faults({ file: 'api:\n  port: *nowhere\n' })).toHaveLength(1)
    const bomb = Array.from({ length: 9 }, (_, level) => {
      const inner = level === 0 ? '1' : Array.from({ length: 9 }, () => `*a${level - 1}`).join(',')
      return `  - &a${level} [${inner}]`
    })
    expect(faults({ file: `agent:\n  targets:\n${bomb.join('\n')}\n` })).toHaveLength(1)
    expect(faults({ file: 'api:\n  port: {a: 1}\n' })[0]?.what).toContain('api.port is {"a":1}')
  })

  it('never show a secret', () => {
    const secret = `causeway-join.${'x'.repeat(20_000)}`
    const [fault] = faults({ env: { CAUSEWAY_AGENT_JOIN: secret } })
    expect(fault?.what).toContain('agent.join')
    expect(JSON.stringify(fault)).not.toContain('xxxx')
  })

  const crossed: readonly (readonly [string, Given, string])[] = [
    ['a certificate without its key', { flags: { 'tls.cert': 'a.pem' } }, 'tls.key'],
    ['two listeners on one port', { flags: { 'api.port': '8445' } }, 'control.port'],
    [
      'a timeout below three heartbeats',
      { flags: { 'limits.heartbeatTimeoutMs': '60000' } },
      'three heartbeat intervals',
    ],
    [
      'an issuer without client and audience',
      { flags: { 'oidc.issuer': 'https://a.example' } },
      'oidc.audience',
    ],
    [
      'administration by ordinary tokens',
      { flags: { 'oidc.audience': 'a', 'oidc.adminAudience': 'a' } },
      'oidc.adminAudience',
    ],
    ['a site that is joined without its log', { flags: { 'broker.join': 'k' } }, 'broker.join'],
    ['no way to sign in', { flags: { 'development.issuer': 'false' } }, 'nobody can sign in'],
    ['metrics for the network', { flags: { 'metrics.host': '0.0.0.0' } }, 'without TLS'],
    ['a development sign-in for the network', { flags: { 'api.host': '0.0.0.0' } }, '0.0.0.0'],
  ]
  it.each(crossed)('include %s', (_, given, text) => {
    expect(
      faults(given)
        .map(({ what }) => what)
        .join(),
    ).toContain(text)
  })

  it('spare a development sign-in that was allowed, and ports that are all 0', () => {
    const allowed = { 'api.host': '0.0.0.0', 'development.allowNonLoopback': true } as const
    expect(load({ flags: allowed }).kind).toBe('ok')
    const ports = ['api.port', 'control.port', 'gateway.port', 'gateway.ownPort', 'metrics.port']
    expect(load({ flags: Object.fromEntries(ports.map((key) => [key, '0'])) }).kind).toBe('ok')
  })

  it('are values for any file, never a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (file) => {
        expect(['ok', 'faults']).toContain(load({ file }).kind)
      }),
      { numRuns: 100 },
    )
  })
})

describe('docs/config.md', () => {
  it('has exactly the settings of the schema, as the schema describes them', () => {
    const text = readFileSync(new URL('../../../docs/config.md', import.meta.url), 'utf8')
    const rows = text.split('\n').filter((line) => line.startsWith('| `'))
    const wanted = listSettings().map(({ key, env, standard, doc }) => {
      const value =
        standard === undefined || Array.isArray(standard) ? '–' : `\`${String(standard)}\``
      const cells = [`\`${key}\``, `\`${env}\``, value, doc.summary, doc.form, doc.low, doc.high]
      return `| ${cells.join(' | ')} |`
    })
    expect(rows).toEqual(wanted)
  })

  it('names a setting that is its section by one word', () => {
    const url = listSettings().find(({ key }) => key === 'log.url')
    expect(url && flagOf(url, 'broker')).toBe('log')
    expect(url && flagOf(url)).toBe('log')
  })

  it('names every flag once for each program', () => {
    for (const program of ['serve', 'gateway', 'agent', 'client'] as const) {
      const flags = listSettings()
        .filter(({ doc }) => doc.programs.includes(program))
        .map((setting) => flagOf(setting, program))
      expect(new Set(flags).size).toBe(flags.length)
    }
    const all = listSettings().map((setting) => flagOf(setting))
    expect(new Set(all).size).toBe(all.length)
    expect(all).toEqual(expect.arrayContaining(['log', 'log-level', 'heartbeats']))
  })
})
