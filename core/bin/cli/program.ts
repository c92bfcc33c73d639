/**
 * The causeway command: every subcommand with its help. The work of each is loaded when it runs,
 * so that help and short commands start fast.
 */
import { Command, CommanderError } from 'commander'
import { defineAdminCommands } from './admin-commands.ts'
import { defineAuditCommands } from './audit-commands.ts'
import { type Define, defineCommand } from './command.ts'
import { CommandFault, exitCodes } from './exit.ts'
import type { Io } from './io.ts'
import { defineLoadCommands } from './load-commands.ts'
import { defineLogCommands } from './log-commands.ts'
import { reportFault } from './output.ts'
import { definePersonCommands } from './person-commands.ts'
import { defineProcessCommands } from './process-commands.ts'
import { softwareVersion } from './version.ts'

export type CausewayProgram = {
  /** For help and for tests that walk the commands. */
  readonly command: Command
  /** Runs one command line, without program and script name; gives the exit code. */
  run(argv: readonly string[]): Promise<number>
}

const usageHelp = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version'])

/** The command line up to the last word that is a command, for its help. */
const helpOf = (command: Command, argv: readonly string[]): string => {
  const [word, ...rest] = argv
  const next = command.commands.find((one) => one.name() === word)
  return next === undefined ? '' : `${word} ${helpOf(next, rest)}`
}

/** What commander found wrong with the command line, told as every other fault is. */
const reportUsage = (
  io: Io,
  error: CommanderError,
  command: Command,
  argv: readonly string[],
): number => {
  if (usageHelp.has(error.code)) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  const [message = '', guess = ''] = error.message.replace(/^error: /, '').split('\n')
  const advice = guess.replace(/^\(Did (.*)\)$/, 'did $1 ')
  const fix = `${advice}see \`causeway ${helpOf(command, argv)}--help\``
  const fault = new CommandFault('usage', 'REQUEST_INVALID', message, fix)
  return reportFault(io, fault, argv.includes('--json'))
}

/** Builds the whole command. Nothing runs before `run`. */
export const createProgram = (io: Io): CausewayProgram => {
  let exitCode: number = exitCodes.ok
  const command = new Command('causeway')
    .description('an event-sourced connection broker and reverse-connect relay')
    .version(softwareVersion(), '-V, --version', 'print the version')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Told once, by reportUsage.
      outputError: () => undefined,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      `
Examples:
  $ causeway serve
  $ causeway login --user alice
  $ causeway feed

Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 refused, 4 not reachable,
5 timed out, 130 interrupted. docs/cli.md says more.`,
    )
  const define: Define = (parent, spec) =>
    defineCommand(
      parent,
      io,
      (code) => {
        exitCode = code
      },
      spec,
    )
  defineProcessCommands(command, define)
  definePersonCommands(command, define)
  defineAdminCommands(command, define)
  defineAuditCommands(command, define)
  defineLogCommands(command, define)
  defineLoadCommands(command, define)
  return {
    command,
    run: async (argv) => {
      try {
        await command.parseAsync([...argv], { from: 'user' })
        return exitCode
      } catch (error) {
        if (error instanceof CommanderError) return reportUsage(io, error, command, argv)
        return reportFault(io, error, argv.includes('--json'))
      }
    },
  }
}
