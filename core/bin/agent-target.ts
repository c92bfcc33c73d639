/** How a person writes what an agent may dial. */
import type { Target } from '../../relay/agent/target-dial.ts'

/**
 * `host:port` for all resources or `resource=host:port` for one; `tcp:` before the host says that
 * it is no RDP server: no certificate is read there and nothing of its answer is looked at.
 */
export const agentTargetPattern =
  /^(?:([^=\s]+)=)?(tcp:)?(?:\[([0-9a-fA-F:.]+)\]|([^\s:=[\]]+)):([0-9]{1,5})$/

/** The resource, empty for all, and its target; undefined when the text is not of the pattern. */
export const parseAgentTarget = (text: string): readonly [string, Target] | undefined => {
  const match = agentTargetPattern.exec(text)
  const port = Number(match?.[5])
  if (!match || port < 1 || port > 65_535) return undefined
  const host = match[3] ?? match[4] ?? ''
  return [match[1] ?? '', { host, port, protocol: match[2] === undefined ? 'rdp' : 'tcp' }]
}
