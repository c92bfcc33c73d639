/** Commands of a user: sign in, see the feed, connect. */
import type { Command } from 'commander'
import type { Define, OptionSpec } from './command.ts'

/** Adds login, logout, feed and connect. */
export const definePersonCommands = (parent: Command, define: Define): void => {
  defineSignIn(parent, define)
  defineFeed(parent, define)
  define(parent, {
    name: 'connect',
    summary: 'open a local port for any RDP, SSH or VNC client',
    examples: [
      'connect staff-desktop --listen 127.0.0.1:13389',
      'connect staff-desktop --print-ticket --json',
    ],
    args: [['<resource>', 'id or name from `causeway feed`']],
    options: [
      { flags: '--listen <host:port>', summary: 'where to listen; port 0 takes any free one' },
      { flags: '--allow-non-loopback', summary: 'lets others who reach that address use it' },
      { flags: '--print-ticket', summary: 'print url and ticket of one connection instead' },
    ],
    programs: ['client'],
    run: async (run) => {
      const { connect } = await import('./connect.ts')
      return connect(run)
    },
  })
}

const signInOptions: readonly OptionSpec[] = [
  { flags: '--user <name>', summary: 'your name, where the issuer asks for a password' },
  { flags: '--password-stdin', summary: 'read the password from the first line of input' },
  { flags: '--admin', summary: 'administration too, or fail; a second code at other issuers' },
  {
    flags: '--authority-fingerprint <sha256>',
    summary: 'trust the authority with this fingerprint from now on',
  },
]

const defineSignIn = (parent: Command, define: Define): void => {
  define(parent, {
    name: 'login',
    summary: 'sign in, and keep the tokens for later commands',
    examples: [
      'login --user alice',
      'login --api https://desktops.example:8443 --ca ca.pem',
      'login --user alice --password-stdin < password.txt',
    ],
    options: signInOptions,
    programs: ['client'],
    run: async (run) => {
      const { login } = await import('./login.ts')
      return login(run)
    },
  })
  define(parent, {
    name: 'logout',
    summary: 'forget the tokens of an API',
    examples: ['logout'],
    programs: ['client'],
    run: async (run) => {
      const { logout } = await import('./login.ts')
      return logout(run)
    },
  })
}

const defineFeed = (parent: Command, define: Define): void => {
  const feed = parent.command('feed')
  feed.description('the resources granted to you').helpCommand(false)
  feed.addHelpText('after', '\nExamples:\n  $ causeway feed\n  $ causeway feed save staff-desktop')
  define(feed, {
    name: 'list',
    isDefault: true,
    summary: 'list your resources with their state',
    examples: ['feed', 'feed list --json'],
    programs: ['client'],
    run: async (run) => {
      const { listFeed } = await import('./feed.ts')
      return listFeed(run)
    },
  })
  define(feed, {
    name: 'save',
    summary: 'write the .rdp file of a resource and print the command that opens it',
    examples: ['feed save staff-desktop', 'feed save staff-desktop --output desktop.rdp'],
    args: [['<resource>', 'id or name from `causeway feed`']],
    options: [{ flags: '--output <file>', summary: 'file to write (default: <resource>.rdp)' }],
    programs: ['client'],
    run: async (run) => {
      const { saveRdpFile } = await import('./feed-save.ts')
      return saveRdpFile(run)
    },
  })
  define(feed, {
    name: 'args',
    summary: 'print the arguments of xfreerdp3 for its /args-from:stdin, with a fresh token',
    examples: [
      'feed args staff-desktop.rdp --host-user alice | xfreerdp3 /args-from:stdin',
      'feed args staff-desktop.rdp --host-user alice --host-password-stdin < password.txt',
    ],
    args: [['<file>', 'a file of `causeway feed save`']],
    options: [
      { flags: '--host-user <name>', summary: 'user to log on to the host with' },
      { flags: '--host-password-stdin', summary: 'read the password on the host from input' },
    ],
    programs: ['client'],
    run: async (run) => {
      const { printFreerdpArgs } = await import('./feed-args.ts')
      return printFreerdpArgs(run)
    },
  })
}
