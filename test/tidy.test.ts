/** The form of the code itself: borders between folders, sizes, names, leftovers. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { functionLengths, importsOf, listFiles, readSources, root } from './support/tidy/sources.ts'

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

  it('the broker reaches no adapter, API, command or relay', () => {
    expect(
      offenders(/^core\/broker\//, /^(core\/(adapters|api|bin|identity)|relay|projections)\//),
    ).toEqual([])
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
    expect(offenders(/./, /^uWebSockets\.js$/, /^relay\/uws-(server|gateway)\.ts$/)).toEqual([])
    expect(offenders(/./, /^lmdb$/, /^core\/adapters\/lmdb-[a-z-]+\.ts$/)).toEqual([])
    expect(offenders(/./, /proto\/generated\//, /^proto\/(event|control)-schemas\.ts$/)).toEqual([])
  })

  it('the environment is read in the commands alone', () => {
    const readers = shipped
      .filter(({ path, text }) => !path.startsWith('core/bin/') && /process\.env\b/.test(text))
      .map(({ path }) => path)
    // uWebSockets.js takes one of its limits from the environment only.
    expect(readers.filter((path) => path !== 'relay/uws-server.ts')).toEqual([])
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

  it('no function is longer than 70 lines, factories that only hold others apart', () => {
    const long = shipped.flatMap(({ path, lines }) =>
      functionLengths(lines)
        .filter(({ line, length }) => {
          const head = lines.slice(Math.max(0, line - 12), line).join('\n')
          return length > 70 && !/(export )?const create[A-Z]\w*|=> \(\{|open[A-Z]\w* = /.test(head)
        })
        .map(({ line, length }) => `${path}:${line} ${length}`),
    )
    expect(long).toEqual([])
  })

  it('the measure of functions finds a long one', () => {
    const body = Array.from({ length: 80 }, (_, index) => `  call(${index})`)
    const found = functionLengths(['const f = (): void => {', ...body, '}', ''])
    expect(found).toEqual([{ line: 1, length: 82 }])
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

  it('reads imports of every form', () => {
    const text = [`import a from './b.ts'`, `import type { C } from 'd'`, `await import('../e.ts')`]
    expect(importsOf('core/x/a.ts', text.join('\n'))).toEqual(['core/x/b.ts', 'd', 'core/e.ts'])
  })
})
