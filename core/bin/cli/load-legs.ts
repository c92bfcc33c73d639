/** `causeway load legs`: what it takes. Its work is loaded when it runs. */
import type { Command } from 'commander'
import type { Define } from './command.ts'
import { loadSiteOptions } from './load-swarm.ts'

/** Adds legs. */
export const defineLoadLegs = (load: Command, define: Define): void => {
  define(load, {
    name: 'legs',
    summary: 'broker connections and print both legs, for a load generator of your own',
    examples: [
      'load legs --pairs 4 --json',
      'load legs --pool staff --resource staff-desktop --pairs 16 --json',
    ],
    options: [
      { flags: '--pairs <count>', summary: 'connections, each of its own user', required: true },
      { flags: '--join <token>', summary: 'registration token for the hosts (default: a new one)' },
      ...loadSiteOptions,
    ],
    programs: ['client'],
    run: async (run) => {
      const { loadLegs } = await import('./load-legs-run.ts')
      return loadLegs(run)
    },
  })
}
