import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { createProgram } from '../../../../core/bin/cli/program.ts'
import { testIo } from '../../../support/cli/test-io.ts'

const settings = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'causeway.yaml'), text)
  return join(folder, 'causeway.yaml')
}

const causeway = async (...args: string[]) => {
  const seen = testIo()
  const code = await createProgram(seen.io).run(args)
  return { code, stdout: seen.stdout() }
}

type Checked = { readonly ok: boolean; readonly faults: readonly { readonly what: string }[] }

const check = async (text: string) => {
  const { code, stdout } = await causeway('config', 'check', '--config', settings(text), '--json')
  const { ok, faults } = JSON.parse(stdout) as Checked
  return { code, ok, whats: faults.map(({ what }) => what) }
}

describe('config check', () => {
  it('says that all is right', async () => {
    const right = await check('publicName: desk.example\n')
    expect(right).toEqual({ code: exitCodes.ok, ok: true, whats: [] })
  })

  it('tells every fault at once', async () => {
    const { code, ok, whats } = await check('ports:\n  api: seven\npublicNam: x\n')
    expect([code, ok]).toEqual([exitCodes.usage, false])
    expect(whats).toHaveLength(2)
  })

  it('looks at the files that the settings name', async () => {
    const { code, whats } = await check('tls:\n  cert: /no/such.pem\n  key: /no/such.key\n')
    expect(code).toBe(exitCodes.usage)
    expect(whats).toEqual([expect.stringContaining('/no/such.pem cannot be read: ENOENT')])
  })
})

describe('config show', () => {
  it('tells each setting with its value and its source, and hides secrets', async () => {
    const file = settings('publicName: desk.example\nagent:\n  join: a.b.c\n')
    const { code, stdout } = await causeway('config', 'show', '--config', file)
    expect(code).toBe(exitCodes.ok)
    expect(stdout).toMatch(/^publicName +desk\.example +file .*causeway\.yaml/m)
    expect(stdout).toMatch(/^agent\.join +\(hidden\) +file /m)
    expect(stdout).not.toContain('a.b.c')
    expect(stdout).toMatch(/^limits\.heartbeatIntervalMs +30000 +default$/m)
  })
})
