/** `causeway admin …`: each command as the request it makes. */
import type { Command } from 'commander'
import type { AdminRequest } from './admin.ts'
import { defineKafkaCommands } from './admin-kafka-commands.ts'
import { keyVerbs } from './admin-keys.ts'
import type { AdminCommandSpec, AdminNoun } from './admin-noun.ts'
import { adminNouns } from './admin-tables.ts'
import type { Define } from './command.ts'
import { defineKeysExport } from './keys-commands.ts'

const run =
  (request: AdminRequest) =>
  async (context: Parameters<Parameters<Define>[1]['run']>[0]): Promise<undefined> => {
    const { administer } = await import('./admin.ts')
    return administer(context, request)
  }

const defineVerb = (
  noun: Command,
  define: Define,
  { verb, summary, examples, args, options, request }: AdminCommandSpec,
): void =>
  define(noun, {
    name: verb,
    summary,
    examples: examples.map((example) => `admin ${noun.name()} ${example}`),
    args: args ?? [],
    options: options ?? [],
    programs: ['client'],
    run: run(request),
  })

const definePersons = (admin: Command, define: Define): void => {
  const person = admin.command('person').description('what is known of people').helpCommand(false)
  person.addHelpText('after', '\nExamples:\n  $ causeway admin person erase alice')
  define(person, {
    name: 'erase',
    summary: 'forget a person for ever; grants, seats and the log go on by the opaque id',
    examples: ['admin person erase alice', 'admin person erase alice --yes --json'],
    args: [['<user>', 'name or user id, as `causeway audit connections` has it']],
    options: [{ flags: '--yes', summary: 'do not ask' }],
    programs: ['client'],
    run: async (context) => {
      const { erasePerson } = await import('./admin-persons.ts')
      return erasePerson(context)
    },
  })
}

/** Adds admin with all its nouns and verbs. */
export const defineAdminCommands = (parent: Command, define: Define): void => {
  const admin = parent.command('admin').description('administer a site').helpCommand(false)
  admin.addHelpText(
    'after',
    '\nExamples:\n  $ causeway admin registration-token create --pool staff\n' +
      '  $ causeway admin host list',
  )
  const add = ({ name, summary, verbs }: AdminNoun): Command => {
    const noun = admin.command(name).description(summary).helpCommand(false)
    const [first] = verbs
    const example = first === undefined ? '' : (first.examples[0] ?? '')
    noun.addHelpText('after', `\nExamples:\n  $ causeway admin ${name} ${example}`)
    for (const verb of verbs) defineVerb(noun, define, verb)
    return noun
  }
  for (const noun of adminNouns) add(noun)
  defineKeysExport(add({ name: 'keys', summary: "the site's keys", verbs: keyVerbs }), define)
  definePersons(admin, define)
  defineKafkaCommands(admin, define)
}
