/** `causeway admin keys export`: a file for another machine, and what is said with it. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createProgram } from '../../../../core/bin/cli/program.ts'
import { openDataFolder } from '../../../../core/identity/data-folder.ts'
import { readBundle } from '../../../../core/identity/site-bundle.ts'
import { testIo } from '../../../support/cli/test-io.ts'
import { createFakeSystem } from '../../identity/fake-system.ts'
import { temporaryFolder } from '../../identity/temporary-folder.ts'

const runIn = async (cwd: string, ...argv: string[]) => {
  const seen = testIo({ cwd })
  const code = await createProgram(seen.io).run(['admin', 'keys', 'export', ...argv])
  return { code, stdout: seen.stdout(), stderr: seen.stderr() }
}

it('writes a secret file, says so, and shows nothing of it', async () => {
  const cwd = temporaryFolder()
  const system = createFakeSystem()
  const options = { folder: join(cwd, 'causeway-data'), names: ['localhost'] }
  const { siteId } = await openDataFolder({ system }, options)
  const ran = await runIn(cwd, '--to', 'site.keys')
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  expect(ran.stdout).toMatch(/Whoever has that file can be this site/)
  expect(ran.stdout).toMatch(/delete the file/)
  const file = join(cwd, 'site.keys')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const bundle = readBundle(file)
  expect(bundle).toMatchObject({ siteId })
  for (const key of Object.values(bundle?.files ?? {})) expect(ran.stdout).not.toContain(key)

  const again = await runIn(cwd, '--to', 'site.keys', '--json')
  expect(again.code).toBe(1)
  expect(again.stderr).toMatch(/is there already/)
  const other = await runIn(cwd, '--to', 'other.keys', '--json')
  expect(JSON.parse(other.stdout)).toEqual({ file: join(cwd, 'other.keys'), siteId })
})

it('says where a site is to be found when there is none', async () => {
  const ran = await runIn(temporaryFolder(), '--to', 'site.keys')
  expect(ran.code).toBe(1)
  expect(ran.stderr).toMatch(/holds no site\n.*--data-folder/)
})
