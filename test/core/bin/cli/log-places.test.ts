import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { runCli } from '../../../support/cli/run-cli.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-places-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

it('a copy from a folder that is not there is a wrong command line', async () => {
  const args = ['log', 'copy', '--from', 'lmdb:nowhere', '--to', 'lmdb:copy']
  const { code, stderr } = await runCli(args, { home })
  expect([code, stderr]).toEqual([exitCodes.usage, expect.stringContaining('there is no folder')])
})

it('a data folder without heartbeats is told from one that is none', async () => {
  const compact = () => runCli(['log', 'compact', '--data-folder', 'site'], { home })
  expect((await compact()).stderr).toContain('is no data folder')
  mkdirSync(join(home, 'site'))
  writeFileSync(join(home, 'site', 'causeway.json'), '{}')
  expect((await compact()).stderr).toContain('holds no heartbeats')
})
