/** Commands that look after the log itself: whether it holds, and where it lies. */
import type { Command } from 'commander'
import type { Define } from './command.ts'
import { logOption } from './log-option.ts'

/** Adds log. */
export const defineLogCommands = (parent: Command, define: Define): void => {
  const log = parent.command('log').description('look after the log itself').helpCommand(false)
  log.addHelpText(
    'after',
    '\nExamples:\n  $ causeway log verify\n' +
      '  $ causeway log copy --from lmdb:causeway-data --to lmdb:copy',
  )
  define(log, {
    name: 'serve',
    summary: "serve the log of a data folder over EventStoreDB's protocol, without a broker",
    examples: ['log serve --data-folder /var/lib/causeway --esdb-port 2113'],
    programs: ['broker'],
    run: async (run) => {
      const { config } = await run.settings()
      const { runLogService } = await import('../log-service.ts')
      return runLogService(config, run.io, run.out)
    },
  })
  define(log, {
    name: 'read',
    summary: 'show events with their payloads, decoded as the log itself describes them',
    examples: [
      'log read --count 20',
      'log read --stream host-7 --from 100 --json',
      'log read --log "esdb://auditor:<password>@logs.example:8447?tls=true" --count 5',
    ],
    options: [
      { flags: '--stream <name>', summary: 'only this stream, such as connection-<id>' },
      {
        flags: '--from <place>',
        summary: 'begin behind this position of the log, or with --stream at this revision',
      },
      { flags: '--count <number>', summary: 'at most so many events (default: 100)' },
      logOption,
    ],
    programs: ['client'],
    run: async (run) => {
      const { readLog } = await import('./log-read.ts')
      return readLog(run)
    },
  })
  define(log, {
    name: 'verify',
    summary: 'fold the whole log and compare with what the running broker holds',
    examples: ['log verify', 'log verify --json'],
    programs: ['client'],
    run: async (run) => {
      const { verifyLog } = await import('./log-verify.ts')
      return verifyLog(run)
    },
  })
  defineMoves(log, define)
}

/** Copies of the log and of all that belongs to it. */
const defineMoves = (log: Command, define: Define): void => {
  define(log, {
    name: 'copy',
    summary: 'copy every event to another log, or go on where an earlier run stopped, and verify',
    examples: [
      'log copy --from lmdb:causeway-data --to env:CAUSEWAY_COPY_URL',
      'log copy --from env:CAUSEWAY_COPY_URL --to lmdb:/var/lib/causeway',
    ],
    options: [
      { flags: '--from <log>', summary: 'lmdb:PATH, esdb://… or env:NAME', required: true },
      { flags: '--to <log>', summary: 'the same; empty, or an unfinished copy', required: true },
    ],
    run: async (run) => {
      const { runLogCopy } = await import('./log-copy.ts')
      return runLogCopy(run)
    },
  })
  define(log, {
    name: 'backup',
    summary: 'copy log, keys, authority and persons of a data folder, also while its broker runs',
    examples: ['log backup --data-folder /var/lib/causeway --to /backup/causeway-2026-01-31'],
    options: [{ flags: '--to <folder>', summary: 'empty or not there yet', required: true }],
    programs: ['broker'],
    run: async (run) => {
      const { runLogBackup } = await import('./log-backup.ts')
      return runLogBackup(run)
    },
  })
  define(log, {
    name: 'restore',
    summary: 'make a data folder of a backup, verify it, and void tickets handed out before',
    examples: ['log restore --from /backup/causeway-2026-01-31 --data-folder /var/lib/causeway'],
    options: [{ flags: '--from <folder>', summary: 'what log backup filled', required: true }],
    programs: ['broker'],
    run: async (run) => {
      const { runLogRestore } = await import('./log-backup.ts')
      return runLogRestore(run)
    },
  })
  define(log, {
    name: 'compact',
    summary: 'shrink the file of heartbeats, without a broker; decisions are never compacted',
    examples: ['log compact --data-folder /var/lib/causeway'],
    programs: ['broker'],
    run: async (run) => {
      const { runLogCompact } = await import('./log-compact.ts')
      return runLogCompact(run)
    },
  })
  define(log, {
    name: 'upgrade',
    summary: 'bring a data folder of an older version to the format of this one, without a broker',
    examples: ['log upgrade --data-folder /var/lib/causeway'],
    programs: ['broker'],
    run: async (run) => {
      const { runLogUpgrade } = await import('./log-upgrade.ts')
      return runLogUpgrade(run)
    },
  })
}
