/** Commands that read the log: who connected to what and why, and whether it all still holds. */
import type { Command } from 'commander'
import type { Define } from './command.ts'

/** Adds audit and log. */
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
  defineLogCommands(parent, define)
}

const defineLogCommands = (parent: Command, define: Define): void => {
  const log = parent.command('log').description('look after the log itself').helpCommand(false)
  log.addHelpText('after', '\nExamples:\n  $ causeway log verify')
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
    name: 'verify',
    summary: 'fold the whole log and compare with what the running broker holds',
    examples: ['log verify', 'log verify --json'],
    programs: ['client'],
    run: async (run) => {
      const { verifyLog } = await import('./log-verify.ts')
      return verifyLog(run)
    },
  })
}
