/**
 * The relays that are measured side by side, each started as its users would tune it, on free ports
 * of 127.0.0.1, with everything it writes in the bench's own folder.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { RelayAnswer, RelayOrder } from '../bench/relay-child.ts'
import { ask, startChild } from './children.ts'
import { meshCentral } from './meshcentral.ts'
import type { NaiveAnswer } from './naive-child.ts'
import { freePort, type Peer, startedBy, startProgram } from './peer.ts'

const isFound = (command: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0

const missingCommand = (command: string, debian: string) => (): string | undefined =>
  isFound(command) ? undefined : `${command} is not installed; on Debian: apt install ${debian}`

const causeway = (tls: boolean): Peer => ({
  name: tls ? 'Causeway, TLS' : 'Causeway',
  shape: 'legs',
  tls,
  missing: () => undefined,
  start: async ({ certificate }) => {
    const child = startChild(new URL('../bench/relay-child.js', import.meta.url))
    const order: RelayOrder = { kind: 'start', ...(tls && { tls: certificate }) }
    const started = await ask<RelayOrder, RelayAnswer, 'started'>(child, order, 'started')
    return startedBy(child, started.clientPort, started.ownPort)
  },
})

const naive = (kind: 'uws' | 'ws' | 'net', name: string): Peer => ({
  name,
  shape: kind === 'net' ? 'stream' : 'naive',
  tls: false,
  missing: () => undefined,
  start: async ({ targetPort }) => {
    const file = new URL('./naive-child.js', import.meta.url)
    const child = startChild(file, [kind, String(targetPort)])
    const [answer] = (await once(child, 'message')) as [NaiveAnswer]
    return startedBy(child, answer.port)
  },
})

const streamModule = '/usr/lib/nginx/modules/ngx_stream_module.so'

const nginx: Peer = {
  name: 'nginx stream',
  shape: 'stream',
  tls: false,
  missing: () =>
    missingCommand('nginx', 'nginx libnginx-mod-stream')() ??
    (existsSync(streamModule) ? undefined : 'nginx has no stream module: libnginx-mod-stream'),
  start: async ({ folder, targetPort }) => {
    const port = await freePort()
    const file = join(folder, 'nginx.conf')
    const server =
      `listen 127.0.0.1:${port} backlog=1024; proxy_pass 127.0.0.1:${targetPort}; ` +
      'proxy_buffer_size 64k; tcp_nodelay on;'
    writeFileSync(
      file,
      `load_module ${streamModule};\ndaemon off;\nworker_processes 1;\npid ${folder}/nginx.pid;\n` +
        `error_log stderr error;\nevents { worker_connections 4096; }\n` +
        `stream { server { ${server} } }\n`,
    )
    return startProgram('nginx', ['-p', folder, '-e', 'stderr', '-c', file], port)
  },
}

const haproxy = (tls: boolean): Peer => ({
  name: tls ? 'HAProxy, TLS' : 'HAProxy',
  shape: 'stream',
  tls,
  missing: missingCommand('haproxy', 'haproxy'),
  start: async ({ folder, targetPort, certificate }) => {
    const port = await freePort()
    const file = join(folder, 'haproxy.cfg')
    const pem = join(folder, 'front.pem')
    const { certFile, keyFile } = certificate
    writeFileSync(pem, readFileSync(certFile, 'utf8') + readFileSync(keyFile, 'utf8'), {
      mode: 0o600,
    })
    const front = tls ? ` ssl crt ${pem}` : ''
    const back = tls ? ' ssl verify none' : ''
    writeFileSync(
      file,
      'global\n  nbthread 1\n  tune.bufsize 65536\n' +
        'defaults\n  mode tcp\n  timeout connect 5s\n  timeout client 1h\n  timeout server 1h\n' +
        `listen relay\n  bind 127.0.0.1:${port}${front}\n` +
        `  server target 127.0.0.1:${targetPort}${back}\n`,
    )
    return startProgram('haproxy', ['-db', '-f', file], port)
  },
})

const floorSource = 'load/relay/floor.c'

const floor: Peer = {
  name: 'C loop',
  shape: 'stream',
  tls: false,
  missing: () =>
    missingCommand('cc', 'gcc libc6-dev')() ??
    (existsSync(floorSource) ? undefined : `${floorSource} is not here: run it in the checkout`),
  start: async ({ folder, targetPort }) => {
    const program = join(folder, 'floor')
    execFileSync('cc', ['-O2', '-o', program, resolve(floorSource)])
    const port = await freePort()
    return startProgram(program, [String(port), String(targetPort)], port)
  },
}

/** All of them; the floor and the programs of others first. */
export const peers: readonly Peer[] = [
  floor,
  nginx,
  haproxy(false),
  causeway(false),
  naive('uws', 'naive uWebSockets.js'),
  naive('ws', 'naive ws'),
  naive('net', 'Node net pipe'),
  meshCentral,
  haproxy(true),
  causeway(true),
]

/** Makes a folder for a peer inside the bench's. */
export const peerFolder = (folder: string, index: number): string => {
  const own = join(folder, `peer-${index}`)
  mkdirSync(own, { recursive: true })
  return own
}
