/** `causeway load swarm` and `load swarm-sum`: what they take. Work is loaded when it is done. */
import type { Command } from 'commander'
import type { Define, OptionSpec } from './command.ts'

/** Options of every command that loads a whole site. */
export const loadSiteOptions: readonly OptionSpec[] = [
  { flags: '--pool <id>', summary: 'pool that the hosts join (default: staff)' },
  { flags: '--resource <id>', summary: 'resource of that pool (default: staff-desktop)' },
  { flags: '--groups <names>', summary: 'groups of the made-up users (default: staff)' },
  { flags: '--tokens <file>', summary: 'access tokens of your users, one a line' },
  { flags: '--keep-hosts', summary: 'leave the simulated hosts in the pool afterwards' },
  { flags: '--i-own-this-target', summary: 'the site is not on this machine, and is yours' },
]

/** Adds swarm and swarm-sum. */
export const defineLoadSwarm = (load: Command, define: Define): void => {
  define(load, {
    name: 'swarm',
    summary: 'simulate hosts and users in bulk, over the real protocols',
    examples: [
      'load swarm --hosts 1000 --users 1000 --profile ramp',
      'load swarm --hosts 50 --users 50 --profile churn --result churn.json --page churn.html',
      'load swarm --hosts 10000 --users 10000 --part 1/4 --start-at 2026-01-31T09:00:00Z',
    ],
    options: [
      { flags: '--hosts <count>', summary: 'simulated hosts of all parts', required: true },
      { flags: '--users <count>', summary: 'simulated users of all parts', required: true },
      {
        flags: '--profile <name>',
        summary: 'ramp, storm, churn, host-failures, partition, idle, or a file (default: ramp)',
      },
      { flags: '--transport <kind>', summary: 'raw, or arm as FreeRDP does (default: raw)' },
      { flags: '--part <n/m>', summary: 'be the n-th of m processes that add up' },
      { flags: '--start-at <when>', summary: 'an ISO time at which all parts begin' },
      { flags: '--join <token>', summary: 'registration token for all hosts (default: a new one)' },
      { flags: '--seed <number>', summary: 'draws times and victims (default: 1)' },
      { flags: '--result <file>', summary: 'write the result as JSON' },
      { flags: '--page <file>', summary: 'write it as an HTML page with charts' },
      ...loadSiteOptions,
    ],
    programs: ['client'],
    run: async (run) => {
      const { loadSwarm } = await import('./load-swarm-run.ts')
      return loadSwarm(run)
    },
  })
  define(load, {
    name: 'swarm-sum',
    summary: 'add up the results of several swarm processes',
    examples: ['load swarm-sum --from part1.json --from part2.json --page all.html'],
    options: [
      {
        flags: '--from <file>',
        summary: 'a result of load swarm; once for each',
        required: true,
        repeatable: true,
      },
      { flags: '--result <file>', summary: 'write the sum as JSON' },
      { flags: '--page <file>', summary: 'write it as an HTML page with charts' },
    ],
    run: async (run) => {
      const { sumSwarms } = await import('./load-swarm-result.ts')
      return sumSwarms(run)
    },
  })
}
