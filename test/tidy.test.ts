/** The form of the code itself: borders between folders, sizes, names, leftovers. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingFromLock } from './support/tidy/lock.ts'
import {
  chainsTo,
  functionSpans,
  importsOf,
  listFiles,
  readSources,
  root,
  type SourceFile,
} from './support/tidy/sources.ts'

const sources = readSources()
const product = sources.filter(({ path }) => !/^(test|docs)\//.test(path))
const shipped = product.filter(({ path }) => !path.endsWith('.config.ts'))

const offenders = (from: RegExp, banned: RegExp, except: RegExp = /^$/): string[] =>
  shipped
    .filter(({ path }) => from.test(path) && !except.test(path))
    .flatMap(({ path, imports }) =>
      imports.filter((name) => banned.test(name)).map((name) => `${path} imports ${name}`),
    )

describe('borders', () => {
  it('saw a plausible number of files', () => {
    expect(shipped.length).toBeGreaterThan(60)
    expect(shipped.flatMap(({ imports }) => imports).length).toBeGreaterThan(200)
  })

  it('the domain imports nothing but itself', () => {
    expect(offenders(/^core\/domain\//, /^(?!core\/domain\/)/)).toEqual([])
  })

  it('the broker reaches no adapter, API, command or relay, over however many files', () => {
    const banned = /^(core\/(adapters|api|bin|identity)|relay|projections)\//
    const brokers = shipped.filter(({ path }) => path.startsWith('core/broker/'))
    expect(brokers.flatMap(({ path }) => chainsTo(sources, path, banned))).toEqual([])
  })

  it('the walk finds an adapter behind two files', () => {
    const file = (path: string, ...imports: string[]): SourceFile => ({
      ...{ path, imports, text: '', lines: [] },
    })
    const graph = [file('a.ts', 'b.ts'), file('b.ts', 'a.ts', 'c.ts'), file('c.ts', 'lmdb')]
    expect(chainsTo(graph, 'a.ts', /^lmdb$/)).toEqual(['a.ts -> b.ts -> c.ts -> lmdb'])
    expect(chainsTo(graph, 'a.ts', /^zod$/)).toEqual([])
  })

  it('the relay knows nothing of users and pools', () => {
    const allowed =
      /^(core\/domain\/(errors|limits|bytes|events)|core\/broker\/ports|core\/identity\/)/
    expect(
      offenders(/^relay\//, /^(core|projections)\//).filter(
        (text) => !allowed.test(text.split(' imports ')[1] ?? ''),
      ),
    ).toEqual([])
  })

  it('each foreign engine has exactly its named importers', () => {
    expect(
      offenders(
        /./,
        /^uWebSockets\.js$/,
        /^(relay\/uws-(server|gateway|requests)|load\/relay\/naive-child)\.ts$/,
      ),
    ).toEqual([])
    expect(offenders(/./, /^lmdb$/, /^core\/adapters\/lmdb-[a-z-]+\.ts$/)).toEqual([])
    const grpc = /^(@eventstore\/db-client|@grpc\/grpc-js|google-protobuf)/
    expect(offenders(/./, grpc, /^core\/adapters\/esdb(\/|-)/)).toEqual([])
    expect(offenders(/./, /^kafkajs$/, /^core\/adapters\/kafka-[a-z-]+\.ts$/)).toEqual([])
    const tables = /^proto\/((event|control)-schemas|event-descriptors)\.ts$/
    expect(offenders(/./, /proto\/generated\//, tables)).toEqual([])
  })

  it('the environment is read in the commands alone', () => {
    const readers = shipped
      .filter(
        ({ path, text }) =>
          !/^(core\/bin|load\/(bench|relay|k6))\//.test(path) && /process\.env\b/.test(text),
      )
      .map(({ path }) => path)
    // uWebSockets.js takes one of its limits from the environment only.
    expect(readers.filter((path) => path !== 'relay/uws-server.ts')).toEqual([])
  })
})

describe('pure files', () => {
  const listOf = (file: string, pattern: RegExp): string[] => {
    const text = pattern.exec(readFileSync(join(root, file), 'utf8'))?.[1] ?? '[]'
    return JSON.parse(text).map((path: string) => path.replace(/\/\*\*$/, ''))
  }
  const named = listOf('tsconfig.pure.json', /"include": (\[[^\]]*\])/)
  const pure = shipped.filter(({ path }) =>
    named.some((name) => path === name || path.startsWith(`${name}/`)),
  )

  it('are the same ones for the compiler and the linter, and all of them are there', () => {
    expect(listOf('biome.json', /"overrides": [\s\S]*?"includes": (\[[^\]]*\])/)).toEqual(named)
    const paths = listFiles()
    const gone = named.filter((name) => !paths.some((path) => `${path}/`.startsWith(`${name}/`)))
    expect(gone).toEqual([])
    expect(pure.length).toBeGreaterThan(35)
  })

  it('take time and chance as arguments', () => {
    const source = /\bMath\.random\b|\bnew Date\b|\bDate\.now\b|\bperformance\.|\bcrypto\b/
    const impure = pure.filter(({ text }) => source.test(text)).map(({ path }) => path)
    expect(impure).toEqual([])
    expect(source.test('const draw = Math.random()')).toBe(true)
  })
})

describe('size and names', () => {
  it('no source is longer than 300 lines', () => {
    // The one file of bounds is a table; it is kept whole.
    const long = shipped.filter(
      ({ path, lines }) => lines.length > 301 && path !== 'core/domain/limits.ts',
    )
    expect(long.map(({ path, lines }) => `${path} ${lines.length}`)).toEqual([])
  })

  it('no line is longer than 100 columns', () => {
    const wide = product.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (line.length > 100 ? [`${path}:${index + 1}`] : [])),
    )
    expect(wide).toEqual([])
  })

  // A factory lists what it joins, a line or two for each part: its own lines may be 100.
  it('no function is longer than 70 lines; a factory is measured without what it holds', () => {
    const factory = /\b(create|open)[A-Z]\w*/
    const long = shipped.flatMap(({ path, lines }) =>
      functionSpans(lines)
        .filter(({ head, length, own }) => (factory.test(head) ? own > 100 : length > 70))
        .map(({ line, length }) => `${path}:${line} ${length}`),
    )
    expect(long).toEqual([])
  })

  it('the measure of functions finds a long one', () => {
    const body = Array.from({ length: 80 }, (_, index) => `  call(${index})`)
    const head = 'const f = (): void => {'
    const found = functionSpans([head, ...body, '}', ''])
    expect(found).toEqual([{ line: 1, length: 82, own: 82, head }])
  })

  it('the measure of functions takes inner ones apart and finds a name over broken lines', () => {
    const inner = ['  const inner = () => {', '    call()', '  }']
    const lines = ['export const createF = (', '  a: A,', '): F => {', ...inner, '  go()', '}', '']
    const [outer, held] = functionSpans(lines)
    expect(outer).toEqual({ line: 3, length: 6, own: 3, head: 'export const createF = (' })
    expect(held).toEqual({ line: 4, length: 3, own: 3, head: '  const inner = () => {' })
    const taken = ['const createF = ({', '  a,', '}: {', '  a: A', '}): F => {', '  go()', '}', '']
    expect(functionSpans(taken).map(({ head }) => head)).toEqual(['const createF = ({'])
  })

  it('files are named for what they are', () => {
    const drawers = /(^|\/)(utils?|helpers?|types|common|manager|misc)\.ts$/
    expect(sources.filter(({ path }) => drawers.test(path)).map(({ path }) => path)).toEqual([])
    const odd = shipped.filter(({ path }) => !/^[a-z0-9./-]+$/.test(path))
    expect(odd.map(({ path }) => path)).toEqual([])
  })
})

describe('leftovers', () => {
  it('no marker, no switched-off check, no test that is left out', () => {
    const marker = new RegExp(
      ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK']
        .map((word) => `\\b${word}\\b`)
        .join('|') +
        '|@ts-' +
        '(ignore|nocheck|expect-error)|\\.(only|skip)' +
        '\\(',
    )
    const found = sources.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (marker.test(line) ? [`${path}:${index + 1}`] : [])),
    )
    expect(found).toEqual([])
  })

  it('no path of a machine and no host of a registry stands in a tracked file', () => {
    const hosts = [
      'registry\\.npm' + 'js',
      'deb\\.deb' + 'ian',
      'py' + 'pi\\.org',
      'maven\\.ap' + 'ache',
    ]
    const paths = ['/wo' + 'rk/main', '/ro' + 'ot/', '/ho' + 'me/[a-z]']
    const banned = new RegExp([...hosts, ...paths].join('|'))
    const found = listFiles()
      .filter((path) => /\.(ts|mjs|js|json|md|sh|yaml|yml|proto)$|^\.ci\/|^\.npmrc$/.test(path))
      .filter((path) => banned.test(readFileSync(join(root, path), 'utf8')))
    expect(found).toEqual([])
  })

  it('no compiled file lies beside its source', () => {
    const paths = new Set(listFiles())
    const compiled = [...paths].filter((path) => paths.has(path.replace(/\.js$/, '.ts')))
    expect(compiled.filter((path) => path.endsWith('.js'))).toEqual([])
  })

  it('reads imports of every form', () => {
    const text = [`import a from './b.ts'`, `import type { C } from 'd'`, `await import('../e.ts')`]
    expect(importsOf('core/x/a.ts', text.join('\n'))).toEqual(['core/x/b.ts', 'd', 'core/e.ts'])
  })
})

describe('the lock file', () => {
  const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

  it('names every optional package, without which npm ci refuses the lock', () => {
    expect(missingFromLock(lock)).toEqual([])
  })

  it('names no host of a registry', () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved"')
  })

  it('the search for absent packages finds one', () => {
    const parent = { version: '1.0.0', optionalDependencies: { here: '1.0.0', gone: '1.0.0' } }
    const packages = { '': {}, 'node_modules/a': parent, 'node_modules/here': {} }
    expect(missingFromLock({ packages })).toEqual(['node_modules/a needs gone@1.0.0'])
  })
})
