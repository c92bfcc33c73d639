/** Finds k6: the one that was named, the one in PATH, or the one that our script installs. */
import { spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { failure, usageFault } from '../../core/bin/cli/exit.ts'

export const k6Version = '1.8.1'

type Env = Readonly<Record<string, string | undefined>>

/** The version that a program says it is; undefined where it is no k6. */
const versionOf = (program: string): string | undefined => {
  const { status, stdout } = spawnSync(program, ['version'], { encoding: 'utf8' })
  return status === 0 ? /\bv([0-9.]+)\b/.exec(stdout)?.[1] : undefined
}

const installed = (env: Env): string => {
  const cache = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return join(env['CAUSEWAY_K6_HOME'] ?? join(cache, 'causeway', `k6-${k6Version}`), 'k6')
}

/**
 * Path of k6 and its version. Throws a CommandFault that says how to install it.
 * @param named by --k6, which counts alone
 */
export const findK6 = (
  named: string | undefined,
  env: Env,
): { readonly program: string; readonly version: string } => {
  if (named !== undefined) {
    const version = versionOf(named)
    if (version !== undefined) return { program: named, version }
    throw usageFault(`--k6 ${named} is no k6`, 'give the path of the program')
  }
  for (const program of ['k6', installed(env)]) {
    const version = versionOf(program)
    if (version !== undefined) return { program, version }
  }
  throw failure(
    'k6 is not installed',
    'bash test/real/install-k6.sh builds it with Go; or give its path by --k6',
  )
}
