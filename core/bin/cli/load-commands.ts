/** Commands that load a site, or a part of one, and say what it bore. */
import type { Command } from 'commander'
import type { Define } from './command.ts'
import { defineLoadLegs } from './load-legs.ts'
import { defineLoadPairs } from './load-pairs.ts'
import { defineLoadSwarm } from './load-swarm.ts'

/** Adds load. */
export const defineLoadCommands = (parent: Command, define: Define): void => {
  const load = parent.command('load').description('load a site of your own').helpCommand(false)
  load.addHelpText(
    'after',
    '\nExamples:\n  $ causeway load swarm --hosts 1000 --users 1000 --profile ramp\n' +
      '  $ causeway load legs --pool staff --pairs 4 --json',
  )
  defineLoadSwarm(load, define)
  defineLoadLegs(load, define)
  defineLoadPairs(load, define)
}
