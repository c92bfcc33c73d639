/** `causeway admin keys export`: what a second broker needs to be of the same site, as one file. */
import { resolve } from 'node:path'
import { DataFolderFault } from '../../identity/private-files.ts'
import { readBundleOf, writeBundle } from '../../identity/site-bundle.ts'
import type { Run } from './command.ts'
import { failure, usageFault } from './exit.ts'
import { terminalText } from './terminal-text.ts'

/** Reads the data folder of this machine; no broker is asked. */
export const exportKeys = async (run: Run): Promise<undefined> => {
  const { config } = await run.settings()
  const to = run.text('to')
  if (to === undefined) throw usageFault('--to is missing', 'name a new file')
  const file = resolve(run.io.cwd, to)
  try {
    const bundle = readBundleOf(resolve(run.io.cwd, config.dataFolder))
    writeBundle(file, bundle)
    const { siteId, signInAt } = bundle
    run.out.result({ file, siteId, ...(signInAt === undefined ? {} : { signInAt }) }, () =>
      [
        `The keys of site ${siteId} are in ${terminalText(file)}.`,
        'Whoever has that file can be this site: carry it over a channel that nobody reads, start',
        'the other broker once with --join, and delete the file on both machines.',
        '',
      ].join('\n'),
    )
    return undefined
  } catch (error) {
    if (error instanceof DataFolderFault) throw failure(error.message, error.fix, error)
    throw error
  }
}
