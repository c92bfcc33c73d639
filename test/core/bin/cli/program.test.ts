/** The tree of commands: everything has help that works, and wrong usage says what to do. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import {
  CommandFault,
  exitCodes,
  faultOfAnswer,
  faultOfCode,
} from '../../../../core/bin/cli/exit.ts'
import { reportFault } from '../../../../core/bin/cli/output.ts'
import { createProgram } from '../../../../core/bin/cli/program.ts'
import { errorTable, isErrorCode } from '../../../../core/domain/errors.ts'
import { testIo } from '../../../support/cli/test-io.ts'

type Found = { readonly path: readonly string[]; readonly command: Command }

const below = (command: Command, path: readonly string[] = []): Found[] =>
  command.commands.flatMap((one) => {
    const here = [...path, one.name()]
    return [{ path: here, command: one }, ...below(one, here)]
  })

const all = below(createProgram(testIo().io).command)
const leaves = all.filter(({ command }) => command.commands.length === 0)

const helpOf = async (path: readonly string[]) => {
  const seen = testIo()
  const code = await createProgram(seen.io).run([...path, '--help'])
  return { code, text: seen.stdout() }
}

describe('every command', () => {
  it('is among those a user needs', () => {
    const names = leaves.map(({ path }) => path.join(' '))
    const wanted =
      'serve broker gateway agent doctor login logout connect;config check;config show;feed list;' +
      'feed save;feed args;audit connections;audit timeline;audit state;log verify;' +
      'admin registration-token create;admin registration-token list;admin registration-token revoke;' +
      'admin pool list;admin pool create;admin pool change;admin pool remove;admin host list;' +
      'admin host drain;admin host undrain;admin host remove;admin group create;admin grant add;' +
      'admin resource publish;admin workspace create;admin gateway list;admin gateway invite;' +
      'admin gateway drain;admin gateway remove;admin session list;admin session end;' +
      'admin connection list;admin connection end;admin keys list;admin keys rotate;' +
      'admin keys retire;admin keys export;admin person erase;log serve;log copy;log backup;' +
      'log restore;log compact;log upgrade;admin upgrade show;admin upgrade finalize'
    const [words = '', ...phrases] = wanted.split(';')
    expect(names).toEqual(expect.arrayContaining([...words.split(' '), ...phrases]))
  })

  it.each(all.map(({ path }) => [path.join(' '), path] as const))(
    '%s has help with an example of itself',
    async (name, path) => {
      const { code, text } = await helpOf(path)
      expect(code).toBe(0)
      const examples = text.split('\n').filter((line) => line.startsWith('  $ causeway '))
      expect(
        examples.some((line) => line.startsWith(`  $ causeway ${name.replace(/ list$/, '')}`)),
      ).toBe(true)
    },
  )

  it.each(leaves.map(({ path, command }) => [path.join(' '), command] as const))(
    '%s takes --json',
    (_, command) => {
      expect(command.options.map(({ long }) => long)).toContain('--json')
    },
  )

  it('gives only examples that its own parser accepts', async () => {
    for (const { path } of leaves) {
      const { text } = await helpOf(path)
      const examples = text
        .split('\n')
        .flatMap((line) => /^ {2}\$ causeway (.*)$/.exec(line)?.[1] ?? [])
      for (const example of examples) {
        const words = (example.split(/ [|<] /)[0] ?? '').replaceAll(/<[^>]*>/g, 'x').split(' ')
        const command = words.reduce<Command>(
          (at, word) => at.commands.find((one) => one.name() === word) ?? at,
          createProgram(testIo().io).command,
        )
        const known = command.commands.find((one) => one.name() === 'list') ?? command
        const flags = words.filter((word) => word.startsWith('--'))
        expect(known.options.map(({ long }) => long)).toEqual(expect.arrayContaining(flags))
      }
    }
  })
})

describe('wrong usage', () => {
  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ['an unknown command', ['lgoin'], 'fix: did you mean login? see `causeway --help`'],
    ['an unknown flag', ['feed', 'list', '--jsn'], 'see `causeway feed list --help`'],
    ['a missing argument', ['connect'], 'see `causeway connect --help`'],
    ['a missing option', ['admin', 'registration-token', 'create'], 'create --help`'],
    ['a superfluous argument', ['logout', 'now'], 'see `causeway logout --help`'],
    ['wrong settings', ['serve', '--api-port', 'x'], 'fix: give a port from 0 to 65535'],
  ]
  it.each(wrong)('by %s exits with 2 and says the fix', async (_, argv, fix) => {
    const seen = testIo()
    expect(await createProgram(seen.io).run(argv)).toBe(exitCodes.usage)
    expect(seen.stderr()).toMatch(/^error: /)
    expect(seen.stderr()).toContain(fix)
    expect(seen.stdout()).toBe('')
  })

  it('is JSON with --json', async () => {
    const seen = testIo()
    await createProgram(seen.io).run(['connect', '--json'])
    expect(JSON.parse(seen.stderr())).toMatchObject({ error: { exit: 'usage' } })
  })

  it('tells every fault of the settings', async () => {
    const seen = testIo({ env: { CAUSEWAY_API_PORT: 'x', CAUSEWAY_NOPE: '1' } })
    await createProgram(seen.io).run(['serve'])
    expect(seen.stderr().match(/^error: /gm)).toHaveLength(2)
    expect(seen.stderr().match(/^fix: /gm)).toHaveLength(2)
  })
})

describe('exit codes', () => {
  it('are those of docs/cli.md', () => {
    const text = readFileSync(new URL('../../../../docs/cli.md', import.meta.url), 'utf8')
    const documented = [...text.matchAll(/^\| (\d+) \| (\w+) \|/gm)].map(([, code, name]) => [
      name,
      Number(code),
    ])
    expect(Object.fromEntries(documented)).toEqual(exitCodes)
  })

  it('exist for every code of the error table, with its remedy', () => {
    for (const [code, { remedy }] of Object.entries(errorTable)) {
      if (!isErrorCode(code)) throw new Error(code)
      const fault = faultOfCode(code, '')
      expect([fault.fix, fault.code]).toEqual([remedy, code])
      expect(exitCodes[fault.exit]).toBeGreaterThan(0)
    }
    expect(faultOfCode('TOKEN_EXPIRED', '').exit).toBe('refused')
    expect(faultOfCode('HOST_LEG_TIMED_OUT', '').exit).toBe('timedOut')
    expect(faultOfCode('REQUEST_INVALID', '').exit).toBe('usage')
  })

  it('do not say what the table says twice', () => {
    const { message } = errorTable.ALL_HOSTS_FULL
    expect(faultOfAnswer(503, 'ALL_HOSTS_FULL', message).message).toBe(message)
    expect(faultOfAnswer(503, 'ALL_HOSTS_FULL', `${message}: pool staff`).message).toBe(
      `${message}: pool staff`,
    )
  })
})

describe('errors', () => {
  const report = (error: unknown, env: Record<string, string>, isTTY: boolean): string => {
    let text = ''
    const stderr = {
      isTTY,
      write: (more: string) => {
        text += more
      },
    }
    reportFault(testIo({ env, stderr }).io, error, false)
    return text
  }
  const hostile = new CommandFault('failed', 'X', 'a\u001b[2Jb\nerror: forged', '\u202efix')

  it('are coloured on a terminal only, and not with NO_COLOR', () => {
    expect(report(hostile, {}, true)).toContain('\u001b[31merror:\u001b[0m')
    expect(report(hostile, { NO_COLOR: '1' }, true)).not.toContain('\u001b')
    expect(report(hostile, {}, false)).not.toContain('\u001b')
  })

  it('are two lines, whatever the text from elsewhere holds', () => {
    expect(report(hostile, {}, false)).toBe(
      'error: a\\u{1b}[2Jb\\u{a}error: forged\nfix: \\u{202e}fix\n',
    )
  })
})
