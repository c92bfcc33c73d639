/** `causeway log verify`: the fold of the whole log against what the running broker holds. */
import { z } from 'zod'
import {
  createVerification,
  type LiveDigest,
  type VerifyFinding,
} from '../../../projections/audit/verify.ts'
import { openAdminApi } from './api.ts'
import { readEvents, readLines } from './audit-source.ts'
import type { Run } from './command.ts'
import { CommandFault, exitCodes } from './exit.ts'
import { formatTable } from './table.ts'

const digestLine = z.object({
  stream: z.string(),
  revision: z.int().min(0),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})

const agreement = z.object({
  gateways: z.number(),
  agents: z.number(),
  relays: z.number(),
  findings: z.array(
    z.object({ machineId: z.string(), role: z.string(), kind: z.string(), id: z.string() }),
  ),
})

const disagreements: Readonly<Record<string, string>> = {
  'unknown-relay': 'relays a connection that the broker does not believe to be there',
  'missing-relay': 'does not have a relay that the broker believes in',
  'unknown-session': 'has a user session whose seat is not there',
  'missing-session': 'does not have a user session that holds a seat there',
  'no-answer': 'did not answer in time',
}

const meanings: Readonly<Record<VerifyFinding['kind'], string>> = {
  different: 'the broker holds another state than the log gives',
  'not-in-log': 'the broker holds what the log does not have',
  gap: 'a revision is missing in the log, or comes twice',
}

/** Compares and tells each stream that differs; fails when one does. */
export const verifyLog = async (run: Run): Promise<number> => {
  const api = await openAdminApi(run)
  // Before the log is read: what the broker learns meanwhile is in the log, but not in these.
  const digests: LiveDigest[] = []
  for await (const value of readLines(api, '/api/audit/live')) {
    const parsed = digestLine.safeParse(value)
    if (!parsed.success) {
      const fix = 'bring this program and the server to one version'
      const text = 'a line of the live state is not understood'
      throw new CommandFault('failed', 'ANSWER_INVALID', text, fix, parsed.error)
    }
    digests.push(parsed.data)
  }
  const verification = createVerification(digests)
  await readEvents(run, api, 'log verify', (line) => {
    verification.apply(line)
    return true
  })
  const result = verification.result()
  const { findings, events, streams, compared } = result
  const world = await api.ask(agreement, { path: '/api/audit/agreement' })
  const agrees = findings.length === 0 && world.findings.length === 0
  run.out.result({ ok: agrees, held: digests.length, ...result, machines: world }, () => {
    const counts =
      `${events} events of ${streams} streams folded; ` +
      `${compared} of ${digests.length} states that the broker holds compared\n` +
      `${world.gateways} gateways with ${world.relays} relays and ${world.agents} agents asked\n`
    if (agrees) return `${counts}the log, the running broker and its machines agree\n`
    const said = world.findings.map(({ role, machineId, kind, id }) => [
      `${role} ${machineId}`,
      id,
      disagreements[kind] ?? kind,
    ])
    const rows = findings.map(({ stream, revision, kind }) => [
      stream,
      String(revision),
      meanings[kind],
    ])
    const table = formatTable(['STREAM OR MACHINE', 'WHERE', 'FINDING'], [...rows, ...said])
    return `${counts}\n${table}`
  })
  return agrees ? exitCodes.ok : exitCodes.failed
}
