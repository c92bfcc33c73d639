/**
 * MeshCentral as a peer, unchanged, where its npm package is installed: a site without users on
 * loopback, without TLS and compression, whose relay joins two WebSockets of one id. Its sign-in is
 * the cookie that its first page gives.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { processTree } from './cpu-time.ts'
import { freePort, type Peer } from './peer.ts'

/** It makes keys at its first start. */
const startDeadlineMs = 60_000
const pollMs = 200
/** It looks for work at its start, such as agents to sign, which is not relaying. */
const settleMs = 3_000

/** Its package's folder: named by hand, or installed for everybody. */
const packageFolder = (): string | undefined => {
  const named = process.env['MESHCENTRAL_PATH']
  if (named !== undefined) return existsSync(join(named, 'meshcentral.js')) ? named : undefined
  try {
    const root = execFileSync('npm', ['root', '-g'], { encoding: 'utf8', stdio: 'pipe' }).trim()
    const folder = join(root, 'meshcentral')
    return existsSync(join(folder, 'meshcentral.js')) ? folder : undefined
  } catch {
    // Without npm nothing was installed by it.
    return undefined
  }
}

const settings = (folder: string, port: number): object => ({
  settings: {
    ...{ cert: '127.0.0.1', WANonly: true, port, portBind: '127.0.0.1' },
    ...{ redirPort: 0, mpsPort: 0, nousers: true, tlsOffload: '127.0.0.1' },
    ...{ compression: false, wsCompression: false, agentWsCompression: false },
    ...{ filespath: join(folder, 'files'), autoBackup: false, agentTimeStampServer: false },
  },
  domains: { '': {} },
})

/** The cookies of its first page, as a line of a request; undefined while it does not answer. */
const cookieOf = async (origin: string): Promise<string | undefined> => {
  try {
    const cookies = (await fetch(origin)).headers.getSetCookie()
    return `Cookie: ${cookies.map((text) => text.split(';')[0]).join('; ')}`
  } catch {
    return undefined
  }
}

/** It runs as a process and a child of it, which must both end. */
const stopTree = async (pid: number): Promise<void> => {
  const tree = processTree(pid)
  for (const one of tree) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // It has just ended.
    }
  }
  while (tree.some((one) => existsSync(`/proc/${one}/exe`))) await delay(pollMs)
}

export const meshCentral: Peer = {
  name: 'MeshCentral',
  shape: 'mesh',
  tls: false,
  missing: () =>
    packageFolder() === undefined
      ? 'it is not installed; npm install -g meshcentral, or name its folder by MESHCENTRAL_PATH'
      : undefined,
  start: async ({ folder }) => {
    const port = await freePort()
    const data = join(folder, 'meshcentral-data')
    mkdirSync(data)
    writeFileSync(join(data, 'config.json'), JSON.stringify(settings(folder, port)))
    const program = join(packageFolder() ?? '', 'meshcentral.js')
    const child = spawn(process.execPath, [program, '--datapath', data], {
      stdio: 'ignore',
      cwd: folder,
    })
    const { pid } = child
    if (pid === undefined) throw new Error('MeshCentral did not start')
    const origin = `http://127.0.0.1:${port}`
    const deadlineAt = performance.now() + startDeadlineMs
    let cookie: string | undefined
    while (cookie === undefined) {
      if (child.exitCode !== null || performance.now() > deadlineAt) {
        await stopTree(pid)
        throw new Error(`MeshCentral does not answer on port ${port}`)
      }
      await delay(pollMs)
      cookie = await cookieOf(origin)
    }
    await delay(settleMs)
    const headers = [cookie, `Origin: ${origin}`]
    return { pid, clientPort: port, ownPort: port, headers, stop: () => stopTree(pid) }
  },
}
