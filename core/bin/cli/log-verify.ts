/** `causeway log verify`: the fold of the whole log against what the running broker holds. */
import { z } from 'zod'
import { createVerification, type VerifyFinding } from '../../../projections/audit/verify.ts'
import { verifyStandingCountMax } from '../../domain/limits.ts'
import { type Api, openAdminApi } from './api.ts'
import { readEvents, readLines } from './audit-source.ts'
import { findLag, type Lag, readLiveView } from './broker-view.ts'
import type { Run } from './command.ts'
import { CommandFault, exitCodes } from './exit.ts'
import { startProgress } from './progress.ts'
import { formatTable } from './table.ts'

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

const progressLine = z.strictObject({ progress: z.number() })
const snapshotsLine = z.strictObject({
  verified: z.number(),
  findings: z.array(z.object({ events: z.number(), position: z.string(), what: z.string() })),
})

type Snapshots = z.infer<typeof snapshotsLine>

/** The server folds the log once more, by itself, and holds its snapshots against that. */
const verifySnapshots = async (run: Run, api: Api, events: number): Promise<Snapshots> => {
  const bar = await startProgress(run, 'verifying snapshots', events)
  try {
    for await (const value of readLines(api, '/api/audit/snapshots')) {
      const done = snapshotsLine.safeParse(value).data
      if (done !== undefined) return done
      bar.update(progressLine.safeParse(value).data?.progress ?? 0, events)
    }
  } finally {
    bar.stop()
  }
  const text = 'the server told nothing of its snapshots'
  throw new CommandFault('failed', 'ANSWER_INVALID', text, 'try again; look at its log')
}

type Finding = VerifyFinding | Lag

const meanings: Readonly<Record<Finding['kind'], string>> = {
  different: 'the broker holds another state than the log gives',
  'not-in-log': 'the broker holds what the log does not have',
  gap: 'a revision is missing in the log, or comes twice',
  stale: 'the broker holds this revision and passed over a later one',
  missing: 'the broker holds nothing of it and passed over this revision',
  index: 'the broker finds its way by another index than the log gives',
  'unknown-position': 'the broker says it has followed the log to here; the log has no such place',
  behind: 'the broker has followed the log to here, short of its end, and does not move',
}

const rowOf = (finding: Finding): [string, string, string] => {
  const meaning = meanings[finding.kind]
  switch (finding.kind) {
    case 'index':
      return ['the broker', finding.index, meaning]
    case 'unknown-position':
      return ['the broker', finding.position, meaning]
    case 'behind':
      return ['the broker', finding.followed ?? 'before the first event', meaning]
    default:
      return [finding.stream, String(finding.revision), meaning]
  }
}

/** Compares and tells what differs; fails when anything does. */
export const verifyLog = async (run: Run): Promise<number> => {
  const api = await openAdminApi(run)
  // Before the log is read: what the broker learns meanwhile is in the log, but not in this.
  const view = await readLiveView(api)
  const verification = createVerification(view)
  await readEvents(run, api, 'log verify', (line) => {
    verification.apply(line)
    return true
  })
  const lag = await findLag(api)
  const { findings: differences, ...counts } = verification.result()
  const findings: Finding[] = lag ? [...differences, lag] : [...differences]
  const snapshots = await verifySnapshots(run, api, counts.events)
  const world = await api.ask(agreement, { path: '/api/audit/agreement' })
  const ok = [findings, world.findings, snapshots.findings].every((list) => list.length === 0)
  const held = view.digests.length
  run.out.result({ ok, held, ...counts, findings, snapshots, machines: world }, () => {
    const { events, streams, compared, indexesCompared } = counts
    const indexes = indexesCompared
      ? 'its indexes compared\n'
      : `its indexes could not be compared: at none of ${verifyStandingCountMax} moments ` +
        'did it hold exactly what the log has up to one position\n'
    const told =
      `${events} events of ${streams} streams folded; ` +
      `${compared} of ${held} states that the broker holds compared; ${indexes}` +
      `${snapshots.verified} snapshots compared\n` +
      `${world.gateways} gateways with ${world.relays} relays and ${world.agents} agents asked\n`
    const so = indexesCompared ? '' : ', as far as they could be compared'
    if (ok) return `${told}the log, the running broker and its machines agree${so}\n`
    const said = world.findings.map(({ role, machineId, kind, id }) => [
      `${role} ${machineId}`,
      id,
      disagreements[kind] ?? kind,
    ])
    const stale = snapshots.findings.map(({ events, position, what }) => [
      `snapshot of ${events} events`,
      position,
      `it differs in ${what}: delete it, it will be made again`,
    ])
    const head = ['STREAM OR MACHINE', 'WHERE', 'FINDING']
    return `${told}\n${formatTable(head, [...findings.map(rowOf), ...stale, ...said])}`
  })
  return ok ? exitCodes.ok : exitCodes.failed
}
