/** `causeway admin keys …`: the keys of a site, here and on its other machines. */
import type { Command } from 'commander'
import type { Define } from './command.ts'

/** Adds keys below admin. */
export const defineKeysCommands = (admin: Command, define: Define): void => {
  const keys = admin.command('keys').description("the site's keys").helpCommand(false)
  keys.addHelpText('after', '\nExamples:\n  $ causeway admin keys export --to site.keys')
  define(keys, {
    name: 'export',
    summary: 'write the keys that another broker of this site needs to a file',
    examples: [
      'admin keys export --to site.keys',
      'admin keys export --data-folder /var/lib/causeway --to site.keys',
    ],
    options: [{ flags: '--to <file>', summary: 'a new file, made with mode 0600', required: true }],
    programs: ['client'],
    run: async (run) => {
      const { exportKeys } = await import('./keys-export.ts')
      return exportKeys(run)
    },
  })
}
