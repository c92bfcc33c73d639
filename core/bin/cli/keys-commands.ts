/** `causeway admin keys export`: it reads the data folder here, and asks no broker. */
import type { Command } from 'commander'
import type { Define } from './command.ts'

/** Adds it below `admin keys`. */
export const defineKeysExport = (keys: Command, define: Define): void =>
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
