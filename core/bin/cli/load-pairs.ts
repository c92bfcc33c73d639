/** `causeway load pairs`: what it takes. Work is loaded when it is done. */
import type { Command } from 'commander'
import type { Define } from './command.ts'

/** Adds pairs. */
export const defineLoadPairs = (load: Command, define: Define): void =>
  define(load, {
    name: 'pairs',
    summary: "find the ceiling of a relay of this version, and the generator's own",
    examples: [
      'load pairs --pairs 16 --frame 64k --tls',
      'load pairs --frame 1k --gathered --json',
    ],
    options: [
      { flags: '--pairs <count>', summary: 'relays at once (default: 16)' },
      {
        flags: '--frame <size>',
        summary: 'bytes of one frame, such as 1k or 65536 (default: 64k)',
      },
      { flags: '--gathered', summary: '64 KiB of frames in one write, not a write for each' },
      { flags: '--tls', summary: 'TLS on both legs' },
      { flags: '--seconds <count>', summary: 'how long it is measured (default: 5)' },
    ],
    run: async (run) => {
      const { loadPairs } = await import('./load-pairs-run.ts')
      return loadPairs(run)
    },
  })
