/** Commands that run a process until they are told to stop, and what looks after their settings. */
import type { Command } from 'commander'
import type { Define } from './command.ts'

/** Adds serve, broker, gateway, agent, config and doctor. */
export const defineProcessCommands = (parent: Command, define: Define): void => {
  define(parent, {
    name: 'serve',
    summary: 'run everything on this machine: broker, gateways, sign-in',
    examples: ['serve', 'serve --public-name desktops.example --api-host 0.0.0.0'],
    programs: ['serve'],
    run: async (run) => {
      const { config } = await run.settings()
      const { runServe } = await import('../serve.ts')
      return runServe(config, run.io, run.out)
    },
  })
  define(parent, {
    name: 'broker',
    summary: 'run one broker process',
    examples: [
      'broker --data-folder /var/lib/causeway',
      'broker --join site.keys --log esdb://broker:<password>@first:8447?tls=true',
    ],
    programs: ['broker'],
    run: async (run) => {
      const { config } = await run.settings()
      const { runBroker } = await import('../broker.ts')
      return runBroker(config, run.io, run.out)
    },
  })
  define(parent, {
    name: 'gateway',
    summary: 'run one gateway process',
    examples: [
      'gateway --gateway-join <token> --gateway-host 0.0.0.0 --tls-cert c.pem --tls-key k.pem',
    ],
    programs: ['gateway'],
    run: async (run) => {
      const { config } = await run.settings()
      const { runGateway } = await import('../gateway.ts')
      return runGateway(config, run.io, run.out)
    },
  })
  define(parent, {
    name: 'agent',
    summary: 'make this machine, or what it can dial, a session host',
    examples: [
      'agent --join <token> --target 127.0.0.1:3389',
      'agent --target desktop=127.0.0.1:3389 --target shell=tcp:127.0.0.1:22',
    ],
    programs: ['agent'],
    run: async (run) => {
      const { config } = await run.settings()
      const { runAgent } = await import('../agent.ts')
      return runAgent(config, run.io, run.out)
    },
  })
  defineConfigCommands(parent, define)
  define(parent, {
    name: 'doctor',
    summary: 'look at what is installed, loaded, reachable and wrong, and say the fix',
    examples: ['doctor', 'doctor --json'],
    programs: ['serve', 'client'],
    wholeKeys: true,
    run: async (run) => {
      const { doctor } = await import('./doctor.ts')
      return doctor(run)
    },
  })
}

const allPrograms = ['serve', 'broker', 'gateway', 'agent', 'client'] as const

const defineConfigCommands = (parent: Command, define: Define): void => {
  const config = parent.command('config').description('look at the settings').helpCommand(false)
  config.addHelpText('after', '\nExamples:\n  $ causeway config check\n  $ causeway config show')
  define(config, {
    name: 'check',
    summary: 'tell every fault of file, environment and flags at once',
    examples: ['config check', 'config check --config /etc/causeway.yaml --json'],
    programs: allPrograms,
    wholeKeys: true,
    run: async (run) => {
      const { checkConfig } = await import('./config-command.ts')
      return checkConfig(run)
    },
  })
  define(config, {
    name: 'show',
    summary: 'list every setting with its value and where it came from',
    examples: ['config show', 'config show --json'],
    programs: allPrograms,
    wholeKeys: true,
    run: async (run) => {
      const { showConfig } = await import('./config-command.ts')
      return showConfig(run)
    },
  })
}
