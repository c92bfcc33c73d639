/**
 * A site of its own for a measurement: `causeway serve` and agents as real processes on loopback,
 * and users whose tokens the site's own issuer key signs.
 */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { createSystem } from '../../core/adapters/system.ts'
import { openDataFolder } from '../../core/identity/data-folder.ts'
import { createTokenMinting } from '../../core/identity/development/token-minting.ts'
import { isReady, startCommand, stopChild } from './commands.ts'

const readySchema = z.object({
  apiUrl: z.string(),
  controlUrl: z.string(),
  gatewayUrl: z.string(),
  dataFolder: z.string(),
  authorityFile: z.string(),
  pids: z.object({ broker: z.number(), gateways: z.array(z.number()) }),
})

export type BenchSite = z.infer<typeof readySchema> & {
  readonly ca: string
  /** Milliseconds from the start of `serve` to its ready line. */
  readonly readyMs: number
  /** An access token of a made-up user of group staff. */
  userToken(name: string): Promise<string>
  /** Runs `causeway admin …` as the local administrator; its JSON. */
  admin(command: readonly string[]): Promise<unknown>
  /** Joins agents whose target is an echo server of this process. */
  joinAgents(count: number): Promise<void>
  stop(): Promise<void>
}

const ports = ['--api-port', '--control-port', '--gateway-port', '--gateway-own-port'].flatMap(
  (flag) => [flag, '0'],
)

const startEcho = (): Promise<{ server: Server; port: number }> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.pipe(socket)
    })
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      resolve({ server, port })
    })
  })

/** Starts the site in a new temporary folder, on the disk that temporary files lie on. */
export const openBenchSite = async (): Promise<BenchSite> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'))
  const dataFolder = join(folder, 'data')
  const startedAt = performance.now()
  const args = ['serve', '--json', '--data-folder', dataFolder, '--metrics-port', '0', ...ports]
  const serve = await startCommand(args, folder, isReady)
  const readyMs = performance.now() - startedAt
  const ready = readySchema.parse(serve.value)
  const ca = readFileSync(ready.authorityFile, 'utf8')
  const system = createSystem()
  const keys = await openDataFolder({ system }, { folder: dataFolder, names: ['localhost'] })
  const minting = createTokenMinting({
    system,
    key: keys.issuerKey,
    issuer: () => `${ready.apiUrl}/dev`,
  })
  const { server: echo, port } = await startEcho()
  const agents: ChildProcess[] = []
  const run = async (command: readonly string[]): Promise<unknown> => {
    const flags = ['--api', ready.apiUrl, '--ca', ready.authorityFile, '--json']
    const { child, value } = await startCommand(['admin', ...command, ...flags], folder, () => true)
    await stopChild(child)
    return value
  }
  return {
    ...ready,
    ca,
    readyMs,
    userToken: (name) =>
      minting.access({
        user: { name, subject: name, groups: ['staff'], roles: [], passwordHash: '' },
        clientId: 'causeway-cli',
        scope: { text: 'causeway', audience: 'causeway', openid: false },
        nonce: '',
      }),
    admin: run,
    joinAgents: async (count) => {
      const created = await run([
        ...['registration-token', 'create', '--pool', 'staff'],
        ...['--uses', String(count)],
      ])
      const { token } = z.object({ token: z.string() }).parse(created)
      await Promise.all(
        Array.from({ length: count }, (_, offset) => agents.length + offset).map(async (index) => {
          const agent = await startCommand(
            [
              ...['agent', '--json', '--log-level', 'warn', '--join', token],
              ...['--name', `bench-${index}`],
              ...['--target', `127.0.0.1:${port}`],
              ...['--data-folder', join(folder, `agent-${index}`)],
            ],
            folder,
            isReady,
          )
          agents.push(agent.child)
        }),
      )
    },
    stop: async () => {
      await Promise.all(agents.map(stopChild))
      await stopChild(serve.child)
      echo.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
