/** Commands that read the log: who connected to what and why. */
import type { Command } from 'commander'
import type { Define, OptionSpec } from './command.ts'
import { logOption } from './log-option.ts'

/** Adds audit. */
export const defineAuditCommands = (parent: Command, define: Define): void => {
  const audit = parent.command('audit').description('read the log of decisions').helpCommand(false)
  audit.addHelpText(
    'after',
    '\nExamples:\n  $ causeway audit connections\n  $ causeway audit timeline <connection>\n' +
      '  $ causeway audit state --at 2026-01-31T12:00:00Z',
  )
  define(audit, {
    name: 'connections',
    summary: 'list every connection of the log, the newest first',
    examples: ['audit connections', 'audit connections --host <host id> --json'],
    options: [
      { flags: '--user <id>', summary: 'only those of this user id' },
      { flags: '--host <id>', summary: 'only those to this host id' },
      { flags: '--limit <count>', summary: 'at most so many lines (default: 100)' },
    ],
    programs: ['client'],
    run: async (run) => {
      const { listConnections } = await import('./audit.ts')
      return listConnections(run)
    },
  })
  define(audit, {
    name: 'timeline',
    summary: 'tell each step of one connection: when, who decided, from which facts',
    examples: ['audit timeline <connection>', 'audit timeline <connection> --json'],
    args: [['<connection>', 'id from `causeway audit connections`']],
    programs: ['client'],
    run: async (run) => {
      const { showTimeline } = await import('./audit.ts')
      return showTimeline(run)
    },
  })
  define(audit, {
    name: 'state',
    summary: 'show what the broker believed at a time or position, or what changed since',
    examples: [
      'audit state --at 2026-01-31T12:00:00Z',
      'audit state --at 2026-01-31T12:00:00Z --diff 2026-01-31T12:05:00Z',
    ],
    options: [
      { flags: '--at <when>', summary: 'an ISO time, or a position of the log', required: true },
      { flags: '--diff <when>', summary: 'show the differences to this later time or position' },
    ],
    programs: ['client'],
    run: async (run) => {
      const { showState } = await import('./audit-state.ts')
      return showState(run)
    },
  })
  define(audit, {
    name: 'export',
    summary: 'hand every decision on: to Kafka from a checkpoint, or to standard output',
    examples: [
      'audit export --to jsonl --from l:1000',
      'audit export --to otel --follow',
      'audit export --to kafka://kafka.example:9092/decisions --follow',
      'audit export --to jsonl --log lmdb: --data-folder /var/lib/causeway',
    ],
    options: exportOptions,
    programs: ['client'],
    run: async (run) => {
      const { exportAudit } = await import('./audit-export.ts')
      return exportAudit(run)
    },
  })
}

const exportOptions: readonly OptionSpec[] = [
  {
    flags: '--to <target>',
    summary: 'jsonl, otel (log records of OpenTelemetry) or kafka://host:port[,host:port]/topic',
    required: true,
  },
  { flags: '--from <position>', summary: 'begin behind this one, where no checkpoint says more' },
  { flags: '--follow', summary: 'go on with what comes, until interrupted' },
  {
    flags: '--checkpoint <file>',
    summary: 'how far Kafka has it (default: causeway-export-<topic>.json)',
  },
  {
    flags: '--format <form>',
    summary: 'values in Kafka: protobuf (the stored bytes, the default) or json',
  },
  logOption,
]
