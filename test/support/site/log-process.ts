/** `causeway log serve` for a test: a log that is served by a process of its own. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OwnedProcess } from '../desktop/owned-process.ts'
import { startProgram } from './site.ts'

const readyMs = 30_000

export type LogPlace = {
  /** Its data folder, made at the first start. */
  readonly folder: string
  readonly port: number
}

/** Starts it; resolves when it serves. */
export const startLogProcess = async ({ folder, port }: LogPlace): Promise<OwnedProcess> => {
  const args = ['log', 'serve', '--data-folder', folder, '--esdb-port', String(port)]
  const started = await startProgram([...args, '--json'], join(folder, '..'))
  await started.waitForLog(/"event":"ready"/, readyMs)
  return started
}

/** The connection string of who may write, once it has started. */
export const logUrlOf = ({ folder, port }: LogPlace): string => {
  const users: { name: string; password: string; role: string }[] = JSON.parse(
    readFileSync(join(folder, 'esdb-users.json'), 'utf8'),
  )
  const writer = users.find(({ role }) => role === 'writer')
  const query = `tls=true&tlsCAFile=${join(folder, 'ca.pem')}`
  return `esdb://${writer?.name}:${writer?.password}@localhost:${port}?${query}`
}
