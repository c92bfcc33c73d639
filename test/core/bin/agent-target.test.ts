/** What may stand behind `--target`. */
import { describe, expect, it } from 'vitest'
import { parseAgentTarget } from '../../../core/bin/agent-target.ts'

describe('a target of an agent', () => {
  it.each([
    ['127.0.0.1:3389', '', '127.0.0.1', 3389, 'rdp'],
    ['[::1]:3389', '', '::1', 3389, 'rdp'],
    ['desktop=host.example:3389', 'desktop', 'host.example', 3389, 'rdp'],
    ['shell=tcp:127.0.0.1:22', 'shell', '127.0.0.1', 22, 'tcp'],
    ['tcp:[::1]:5900', '', '::1', 5900, 'tcp'],
    ['tcp:22', '', 'tcp', 22, 'rdp'],
  ])('%s', (text, resource, host, port, protocol) => {
    expect(parseAgentTarget(text)).toEqual([resource, { host, port, protocol }])
  })

  it.each(['', 'host', 'host:', 'host:0', 'host:65536', 'udp:host:1', 'a b=host:1', '::1:3389'])(
    'is not %o',
    (text) => expect(parseAgentTarget(text)).toBeUndefined(),
  )
})
