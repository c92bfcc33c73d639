/** `causeway serve` itself: what a first and a second start find, and what it refuses. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fixedPorts } from '../support/net/free-ports.ts'
import {
  lastJson,
  portsFree,
  runProgram,
  type Site,
  startProgram,
  startSite,
} from '../support/site/site.ts'

const readyMs = 30_000
const endMs = 15_000

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const childrenOf = (site: Site): number[] => [site.ready.pids.broker, ...site.ready.pids.gateways]

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-serve-'))
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

describe('a start', () => {
  it('tells a person in a few lines where everything is and what to do next', async () => {
    const folder = join(home, 'data')
    const serve = await startProgram(['serve', '--data-folder', folder, ...portsFree], home)
    await serve.waitForLog(/Ctrl-C stops everything/, readyMs)
    const text = serve.log()
    expect(text.trim().split('\n').length).toBeLessThan(25)
    expect(text).toMatch(/API, feed, sign-in +https:\/\/localhost:\d+/)
    expect(text).toMatch(/alice +[a-z2-7]{4}-/)
    expect(text).toContain('npx causeway admin registration-token create --pool staff')
    expect(text).toContain('npx causeway feed save staff-desktop')
    // No colours where nobody looks on.
    expect(text).not.toContain('\u001b')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    await serve.stop()
    expect((await serve.exited).code).toBe(0)
  })

  it('finds again what an earlier one made', async () => {
    const first = await startSite({ folder: home })
    await first.login('alice')
    const before = lastJson(await first.ok(['feed', '--json']))
    await first.ok(['admin', 'pool', 'create', 'lab', '--name', 'Lab'])
    await first.stop()
    for (const pid of childrenOf(first)) expect(isAlive(pid)).toBe(false)
    const second = await startSite({ folder: home })
    expect(second.ready.users).toEqual([])
    const pools = lastJson(await second.ok(['admin', 'pool', 'list', '--json']))
    expect(JSON.stringify(pools)).toContain('"lab"')
    // The password of the first start, and the same desktop behind it.
    const password = first.ready.users.find(({ name }) => name === 'alice')?.password
    const login = ['login', '--user', 'alice', '--password-stdin']
    await second.ok(login, { stdin: `${password}\n` })
    expect(lastJson(await second.ok(['feed', '--json']))).toEqual(before)
    await second.ok(['log', 'verify'])
    await second.stop()
  })

  it('leaves no process behind when it is killed', async () => {
    const site = await startSite({ folder: home })
    process.kill(site.serve.pid, 'SIGKILL')
    await site.serve.exited
    const deadline = Date.now() + endMs
    while (childrenOf(site).some(isAlive) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(childrenOf(site).filter(isAlive)).toEqual([])
    // What they held is free again: another start has the folder.
    const again = await startSite({ folder: home })
    await again.ok(['log', 'verify'])
    await again.stop()
  })
})

describe('a start is refused', () => {
  const refused = async (...args: string[]): Promise<string> => {
    const { code, output } = await runProgram(['serve', ...args], home)
    expect([1, 2]).toContain(code)
    expect(output).toMatch(/^error: .*\nfix: /m)
    return output
  }

  describe('on a busy port', () => {
    let busy: Server
    let port: string
    let others: readonly string[]
    beforeAll(async () => {
      others = await fixedPorts()
      busy = createServer().listen(0, '127.0.0.1')
      await new Promise((resolve) => busy.once('listening', resolve))
      const address = busy.address()
      port = String(typeof address === 'object' ? address?.port : '')
    })
    afterAll(() => new Promise((resolve) => busy.close(resolve)))

    it.each(['api', 'control', 'gateway', 'gateway-own', 'metrics'])('%s', async (name) => {
      const folder = join(home, 'data')
      const settings = [...others, '--metrics-port', '0', '--data-folder', folder]
      const output = await refused(...settings, `--${name}-port`, port)
      expect(output).toContain(`port ${port} of 127.0.0.1 is in use`)
      expect(output).toContain(`--${name}-port`)
      // Nothing was made for a start that could not be.
      expect(existsSync(folder)).toBe(false)
    })
  })

  it('with a folder that another process uses', async () => {
    const site = await startSite({ folder: home })
    const output = await refused(...portsFree, '--data-folder', site.ready.dataFolder)
    expect(output).toMatch(/in use|another process/)
    expect(output).toContain(site.ready.dataFolder)
    await site.ok(['log', 'verify'])
    await site.stop()
  })

  it('with a folder of somebody else, which stays as it is', async () => {
    const folder = join(home, 'photos')
    mkdirSync(folder, { mode: 0o700 })
    await writeFile(join(folder, 'holiday.jpg'), 'x')
    const output = await refused(...portsFree, '--data-folder', folder)
    expect(output).toContain('holiday.jpg')
    expect(readdirSync(folder)).toEqual(['holiday.jpg'])
  })

  it('with a file where the folder should be', async () => {
    const file = join(home, 'data')
    await writeFile(file, 'x')
    expect(await refused(...portsFree, '--data-folder', file)).toContain('is not a folder')
  })

  it('with a folder that others can read, and says how to close it', async () => {
    const site = await startSite({ folder: home })
    await site.stop()
    chmodSync(site.ready.dataFolder, 0o755)
    const output = await refused(...portsFree, '--data-folder', site.ready.dataFolder)
    expect(output).toContain(`chmod 700 ${site.ready.dataFolder}`)
  })

  it('with the development sign-in open to the network', async () => {
    const output = await refused(...portsFree, '--api-host', '0.0.0.0')
    expect(output).toContain('development')
    expect(output).toContain('oidc.issuer')
  })

  it('with settings that are wrong, all of which it names', async () => {
    const file = join(home, 'causeway.yaml')
    await writeFile(file, 'api:\n  port: seventy\n  hots: x\nlog:\n  level: loud\n')
    const output = await refused('--config', file)
    for (const what of ['api.port', 'hots', 'log.level']) expect(output).toContain(what)
  })
})
