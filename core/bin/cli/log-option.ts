/** Which log a command reads, as an option of several commands. */
import type { OptionSpec } from './command.ts'

/** Where the log is. */
export const logOption: OptionSpec = {
  flags: '--log <url>',
  summary:
    'read no running site but this log: lmdb: (that of --data-folder, which nothing else uses), ' +
    'esdb://… or settings (what log.url says, so that no password is seen)',
}
