/**
 * A target that can be made silent: its process is stopped and its queue of connections is full, so
 * that the kernel answers no further one, neither by yes nor by no.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { startProcess } from '../desktop/owned-process.ts'

export type SilentTarget = {
  /** What an agent's `--target` takes. */
  readonly address: string
  /** From now on nobody is answered. */
  silence(): Promise<void>
  stop(): Promise<void>
}

const script = `
const server = require('node:net').createServer((socket) => socket.resume().on('error', () => 0))
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () =>
  console.log('port ' + server.address().port))
`

/** A connection that is not answered within this finds the queue full. */
const answerMs = 300

const isAnswered = async (socket: Socket): Promise<boolean> => {
  const timer = AbortSignal.timeout(answerMs)
  return once(socket, 'connect', { signal: timer }).then(
    () => true,
    () => false,
  )
}

/** Starts a target that takes every connection and says nothing. */
export const startSilentTarget = async (): Promise<SilentTarget> => {
  const child = await startProcess({ program: process.execPath, args: ['-e', script] })
  const [, port = ''] = await child.waitForLog(/port (\d+)/, 10_000)
  const fillers: Socket[] = []
  return {
    address: `tcp:127.0.0.1:${port}`,
    silence: async () => {
      process.kill(child.pid, 'SIGSTOP')
      for (;;) {
        const filler = connect(Number(port), '127.0.0.1')
        filler.on('error', () => undefined)
        fillers.push(filler)
        if (!(await isAnswered(filler))) return
      }
    },
    stop: async () => {
      for (const filler of fillers) filler.destroy()
      process.kill(child.pid, 'SIGCONT')
      await child.stop()
    },
  }
}
