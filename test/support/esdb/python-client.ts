/** Python's clients of EventStoreDB's protocol, as test/real/install-esdb-clients.sh installs them. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OwnedProcess, startProcess } from '../desktop/owned-process.ts'

const script = fileURLToPath(new URL('../../real/esdb/client.py', import.meta.url))

const folder = (): string => {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return process.env['CAUSEWAY_ESDB_CLIENTS'] ?? join(cache, 'causeway', 'esdb-clients-1')
}

/** Are they installed? */
export const hasPythonClients = (): boolean => existsSync(join(folder(), 'bin', 'python'))

export type PythonPackage = 'esdbclient' | 'kurrentdbclient'

/** Starts one; its steps are lines of JSON on its output. */
export const startPythonClient = (
  name: PythonPackage,
  options: { readonly url: string; readonly caFile: string; readonly stream: string },
): Promise<OwnedProcess> =>
  startProcess({
    program: join(folder(), 'bin', 'python'),
    args: [script, name, options.url, options.caFile, options.stream],
  })

/** The facts of a step that it has told, by its name; undefined as long as it has not. */
export const stepOf = (
  client: OwnedProcess,
  step: string,
): Readonly<Record<string, unknown>> | undefined => {
  for (const line of client.log().split('\n')) {
    if (!line.startsWith('{')) continue
    const facts: Record<string, unknown> = JSON.parse(line)
    if (facts['step'] === step) return facts
  }
  return undefined
}
