/**
 * User sessions of a host that tells them itself, by a program of its operator's. The host's list
 * decides when a session is over; what it says of sessions that nobody assigned only takes up
 * seats.
 */
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { heartbeatIntervalMs } from '../../core/domain/limits.ts'
import { parseEventLine } from '../../projections/audit/event-line.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { ask, tokenOf } from '../support/net/api-client.ts'
import {
  allEnded,
  auditRow,
  type Connector,
  hangUp,
  type Path,
  relayEnding,
  sessionRows,
  soonMs,
  startConnector,
  verifyWith,
} from '../support/net/relay-path.ts'
import { dialTagged, startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'

type ListedSession = {
  readonly hostSessionId: string
  readonly userSessionId: string
  readonly state: 'active' | 'disconnected'
  readonly account: string
}

/** A host's program for `--sessions-hook`, and what it says. */
type HostList = {
  readonly program: string
  /** What the agent wrote to it the last time it ran, as text. */
  asked(): Promise<string>
  /** Lists these sessions from now on; resolves when the program has said so. */
  say(sessions: readonly ListedSession[]): Promise<void>
}

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '')

/** Keeps its input and what it prints, which is a file that the test puts there. */
const startHostList = async (folder: string): Promise<HostList> => {
  const program = join(folder, 'list-sessions')
  const put = async (text: string): Promise<void> => {
    await writeFile(`${program}.new`, text)
    await rename(`${program}.new`, `${program}.list`)
  }
  await put('[]')
  const keep = (name: string): string => `mv "$0.${name}.new" "$0.${name}"`
  const lines = [
    ...['#!/bin/sh', 'set -e', 'cat > "$0.asked.new"', keep('asked')],
    ...['tee "$0.said.new" < "$0.list"', keep('said'), ''],
  ]
  await writeFile(program, lines.join('\n'))
  await chmod(program, 0o700)
  return {
    program,
    asked: () => textOf(`${program}.asked`),
    say: async (sessions) => {
      const text = JSON.stringify(sessions)
      await put(text)
      const said = async () => ((await textOf(`${program}.said`)) === text ? true : undefined)
      await waitUntil(said, soonMs, () => 'the program was not asked again')
    },
  }
}

type HostRow = {
  readonly name: string
  readonly hostId: string
  readonly sessionCount: number
  readonly seats: readonly { readonly userSessionId: string; readonly phase: string }[]
  readonly unassigned: readonly string[]
}

describe('a host that lists its sessions', () => {
  let site: Site
  let target: Target
  let list: HostList
  let alice: Connector
  let bob: Connector
  let admin: string
  const agents: OwnedProcess[] = []

  beforeAll(async () => {
    ;[site, target] = await Promise.all([startSite(), startTarget()])
    list = await startHostList(site.folder)
    const hook = ['--sessions-hook', list.program]
    agents.push(await joinHost(site, 'tells', target.address, hook))
    agents.push(await joinHost(site, 'silent', target.address))
    const homeOfBob = join(site.folder, 'bob')
    await Promise.all([site.login('alice'), site.login('bob', homeOfBob)])
    ;[alice, bob] = await Promise.all([startConnector(site), startConnector(site, homeOfBob)])
    admin = await tokenOf(site, 'admin', 'openid causeway-admin')
  })

  afterEach(async () => {
    await list.say([])
    await allEnded(site)
    await site.ok(['admin', 'session', 'end', '--all'])
    await rowWhere('tells', ({ sessionCount }) => sessionCount === 0)
    const machines = { gateways: site.ready.pids.gateways.length, agents: agents.length }
    expect(await verifyWith(site, machines)).toMatchObject({ ok: true })
  })

  afterAll(async () => {
    await Promise.all([alice?.process.stop(), bob?.process.stop()])
    for (const agent of agents) await agent.stop()
    await site?.stop()
    await target?.stop()
  })

  const rowOf = async (name: string): Promise<HostRow> => {
    const listed = await site.ok(['admin', 'host', 'list', '--json'])
    const row = (lastJson(listed) as { hosts: HostRow[] }).hosts.find((host) => host.name === name)
    if (row === undefined) throw new Error(`there is no host ${name}`)
    return row
  }

  const rowWhere = async (name: string, holds: (row: HostRow) => boolean): Promise<HostRow> => {
    let last: HostRow | undefined
    return waitUntil(
      async () => {
        last = await rowOf(name)
        return holds(last) ? last : undefined
      },
      soonMs,
      () => `host ${name} is still ${JSON.stringify(last)}`,
    )
  }

  /** Waits for an event of a host; its data and its time. */
  const hostEvent = (hostId: string, type: string) =>
    waitUntil(
      async () => {
        const url = `${site.ready.apiUrl}/api/audit/events?purpose=test`
        const { text } = await ask(site, url, { token: admin })
        const found = text
          .trim()
          .split('\n')
          .map((line) => parseEventLine(JSON.parse(line)))
          .flatMap((parsed) => (parsed.kind === 'event' ? [parsed.line] : []))
          .findLast(({ event }) => event.type === type && JSON.stringify(event).includes(hostId))
        return found === undefined ? undefined : { data: found.event.data, at: found.recordedAt }
      },
      soonMs,
      () => `the log has no ${type} of host ${hostId}`,
    )

  /** Waits until the program has been asked anew with these relays. */
  const askedWith = async (relays: readonly unknown[]): Promise<void> => {
    const expected = `${JSON.stringify({ version: 1, relays })}\n`
    let last = ''
    await waitUntil(
      async () => {
        last = await list.asked()
        return last === expected ? true : undefined
      },
      soonMs,
      () => `the program was asked ${last}, not ${expected}`,
    )
  }

  /** Lets the next session of a user go to this host and to no other one. */
  const openOn = async (
    name: 'tells' | 'silent',
    tag: string,
    from: Connector,
  ): Promise<Path & { readonly connectionId: string }> => {
    const other = (await rowOf(name === 'tells' ? 'silent' : 'tells')).hostId
    await site.ok(['admin', 'host', 'drain', other])
    const path = await from.openKnown(target, tag)
    await site.ok(['admin', 'host', 'undrain', other])
    return path
  }

  const listed = (userSessionId: string, state: ListedSession['state']): ListedSession => ({
    ...{ hostSessionId: 'console-7', account: 'someone' },
    ...{ userSessionId, state },
  })

  /** A relay of alice's whose session the host lists. */
  const openListed = async (tag: string) => {
    const path = await openOn('tells', tag, alice)
    const { connectionId } = path
    const { seats } = await rowWhere('tells', (row) => row.seats[0]?.phase === 'taken')
    expect(seats).toHaveLength(1)
    const userSessionId = seats[0]?.userSessionId ?? ''
    await askedWith([{ connectionId, userSessionId }])
    await list.say([listed(userSessionId, 'active')])
    return { path, userSessionId }
  }

  it('is asked with its relays, and keeps a session whose relay ended', async () => {
    const { path, userSessionId } = await openListed('kept')
    hangUp(path)
    await relayEnding(site, path.connectionId)
    await list.say([listed(userSessionId, 'disconnected')])
    await askedWith([])
    expect(await rowOf('tells')).toMatchObject({ seats: [{ userSessionId }], unassigned: [] })
    expect(await sessionRows(site)).toMatchObject([{ phase: 'disconnected' }])
    const again = await alice.openKnown(target, 'kept-again')
    expect((await rowOf('tells')).hostId).toBe((await auditRow(site, again.connectionId)).hostId)
    hangUp(again)
  })

  it('ends a session within a beat of its log-off, and frees its seat', async () => {
    const { path, userSessionId } = await openListed('logged-off')
    hangUp(path)
    await relayEnding(site, path.connectionId)
    await list.say([listed(userSessionId, 'disconnected')])
    await askedWith([])
    const loggedOffAt = Date.now()
    await list.say([])
    const { hostId } = await rowWhere('tells', ({ seats }) => seats.length === 0)
    expect(await sessionRows(site)).toEqual([])
    const released = await hostEvent(hostId, 'SeatReleased')
    expect(released.data).toEqual({ hostId, userSessionId, reason: 'logged-off' })
    expect(released.at - loggedOffAt).toBeLessThan(heartbeatIntervalMs)
    expect(released.at).toBeGreaterThanOrEqual(loggedOffAt)
  })

  it('ends a session whose log-off closes the relay, and places the user anew', async () => {
    const { path } = await openListed('log-off-first')
    await list.say([])
    hangUp(path)
    const { hostId } = await rowWhere('tells', ({ seats }) => seats.length === 0)
    const next = await openOn('silent', 'placed-anew', alice)
    expect((await auditRow(site, next.connectionId)).hostId).not.toBe(hostId)
    hangUp(next)
  })

  it('keeps the seat of a session taken up that an administrator ended and the host did not', async () => {
    const { path } = await openListed('ended')
    const ended = relayEnding(site, path.connectionId)
    await site.ok(['admin', 'session', 'end', '--all'])
    expect(await ended).toMatchObject({ by: 'administrator' })
    expect(await sessionRows(site)).toEqual([])
    await rowWhere('tells', ({ unassigned }) => unassigned.includes('console-7'))
    expect(await rowOf('tells')).toMatchObject({ seats: [], sessionCount: 1 })
    await site.ok(['log', 'verify'])
    hangUp(path)
  })

  it('takes up a seat with a session that nobody assigned, and steers nobody by it', async () => {
    const first = await openOn('silent', 'elsewhere', alice)
    hangUp(first)
    await relayEnding(site, first.connectionId)
    const { hostId: silentId, seats } = await rowOf('silent')
    const claimedUserSessionId = seats[0]?.userSessionId ?? ''
    // The stranger claims to be alice's session, which lives on the other host.
    await list.say([listed(claimedUserSessionId, 'active')])
    const { hostId } = await rowWhere('tells', ({ sessionCount }) => sessionCount === 1)
    expect(await rowOf('tells')).toMatchObject({ seats: [], unassigned: ['console-7'] })
    const stranger = { hostId, hostSessionId: 'console-7' }
    const reported = await hostEvent(hostId, 'UnassignedSessionReported')
    expect(reported.data).toEqual({ ...stranger, claimedUserSessionId })
    await site.ok(['log', 'verify'])

    const again = await alice.openKnown(target, 'not-steered')
    expect((await auditRow(site, again.connectionId)).hostId).toBe(silentId)
    await site.ok(['admin', 'pool', 'change', 'staff', '--session-limit', '1'])
    const [, port] = await bob.process.waitForLog(/"port":(\d+)/, soonMs)
    const refused = await dialTagged(Number(port), 'no-room')
    await bob.process.waitForLog(/"event":"refused","status":503,"code":"ALL_HOSTS_FULL"/, soonMs)
    refused.destroy()

    await list.say([])
    await rowWhere('tells', ({ sessionCount }) => sessionCount === 0)
    expect((await hostEvent(hostId, 'UnassignedSessionEnded')).data).toEqual(stranger)
    const room = await bob.openKnown(target, 'room')
    expect((await auditRow(site, room.connectionId)).hostId).toBe(hostId)
    for (const path of [again, room]) hangUp(path)
    await site.ok(['admin', 'pool', 'change', 'staff', '--session-limit', '10'])
  })
})
