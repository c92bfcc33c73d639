/** `causeway feed save`: writes the .rdp file of a resource, prints the command that opens it. */

import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { authorityFileOf, openUserApi } from './api.ts'
import { argument, type Run } from './command.ts'
import { failure, usageFault } from './exit.ts'
import { findResource, readFeed } from './feed.ts'
import { terminalText } from './terminal-text.ts'

/** A word of a POSIX shell that stands for exactly this text. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** Written beside and renamed, so that a link of that name is replaced and not followed. */
const writeOwn = (path: string, text: string): void => {
  const draft = `${path}.${randomUUID()}`
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    const reason = error instanceof Error ? error.message : String(error)
    throw failure(
      `${path} cannot be written: ${reason}`,
      'choose another file with --output',
      error,
    )
  }
}

/** The commands that open the file: token and password never stand among their arguments. */
const openingCommand = (file: string, authorityFile: string | undefined): string => {
  const trust = authorityFile === undefined ? '' : `SSL_CERT_FILE=${shellWord(authorityFile)} `
  return (
    `npx causeway feed args ${shellWord(file)} --host-user NAME` +
    ` | ${trust}xfreerdp3 /args-from:stdin`
  )
}

/** Saves the file (0600) and says how to open it. */
export const saveRdpFile = async (run: Run): Promise<undefined> => {
  const api = await openUserApi(run)
  const item = findResource(await readFeed(api), argument(run))
  const name = `${item.resourceId.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^[.-]+/, '_')}.rdp`
  const file = run.text('output') ?? name
  if (!file.endsWith('.rdp') || /[\r\n]/.test(file)) {
    throw usageFault('--output does not end in .rdp', 'FreeRDP knows the file by its ending')
  }
  writeOwn(resolve(run.io.cwd, file), await api.text(item.rdpPath))
  const authorityFile = await authorityFileOf(run)
  const command = openingCommand(file, authorityFile)
  const { resourceId, fingerprints, state } = item
  run.out.result(
    { file, resourceId, state, command, fingerprints, authorityFile: authorityFile ?? null },
    () =>
      `saved ${terminalText(file)}; open it with (NAME is your user on the host):\n\n` +
      `  ${terminalText(command)}\n\n`,
  )
  if (fingerprints.length === 0) {
    run.out.warn('no certificate of a host is known yet: start its agent, then run this again')
  }
  return undefined
}
