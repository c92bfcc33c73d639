import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exitCodes } from '../../../core/bin/cli/exit.ts'
import { runCli } from '../../support/cli/run-cli.ts'

it('a log whose port is taken is not served, and its folder is not made', async () => {
  const home = mkdtempSync(join(tmpdir(), 'causeway-log-service-'))
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  // A listening TCP server has an address with a port.
  const { port } = holder.address() as AddressInfo
  const args = ['log', 'serve', '--data-folder', 'site', '--esdb-port', String(port)]
  const { code, stderr } = await runCli(args, { home })
  expect([code, stderr]).toEqual([
    exitCodes.failed,
    expect.stringMatching(/^error: port \d+ of 127.0.0.1 is in use .*\nfix: .*--esdb-port\n$/),
  ])
  expect(existsSync(join(home, 'site'))).toBe(false)
  holder.close()
  rmSync(home, { recursive: true })
})
