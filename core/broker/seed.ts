/**
 * The first content of a fresh installation: one pool and one desktop on it, granted to one group.
 * Written once, on a log that knows no workspace; afterwards administrators own what is there.
 */
import { Fault } from '../domain/errors.ts'
import { disconnectedSessionMs } from '../domain/limits.ts'
import type { CommandOf } from './aggregates.ts'
import type { Broker } from './broker.ts'

export const seedPoolId = 'staff'
export const seedWorkspaceId = 'default'
export const seedGroupId = 'staff-desktops'
export const seedResourceId = 'staff-desktop'

export type SeedOptions = {
  /** Name of the group claim whose members see the desktop. */
  readonly group: string
  readonly brokerId: string
}

/**
 * Creates pool `staff`, workspace `default` with group `staff-desktops`, resource `staff-desktop`
 * and its grant. True when something was written; a crash halfway is finished by the next call.
 * Throws a Fault when the log does not take it.
 */
export const seedSite = async (
  broker: Pick<Broker, 'live' | 'handler'>,
  options: SeedOptions,
): Promise<boolean> => {
  const { live, handler } = broker
  for (const [, { category }] of live.entries()) if (category === 'workspace') return false
  // The cause is the same each time: two brokers that start at once write the same events.
  const cause = { actor: `broker:${options.brokerId}`, connectionId: '', causationId: 'seed' }

  const run = async <K extends 'pool' | 'workspace'>(
    category: K,
    id: string,
    commands: readonly CommandOf[K][],
  ): Promise<void> => {
    const result = await handler.execute(category, id, commands, cause)
    if (result.kind === 'refused' && result.code !== 'ALREADY_EXISTS') {
      throw new Fault('INTERNAL', `the seed was refused: ${result.code} ${result.detail}`)
    }
  }

  const settings = {
    placement: 'breadth-first',
    sessionLimit: 10,
    disconnectedLimitMs: disconnectedSessionMs,
  }
  await run('pool', seedPoolId, [
    { type: 'CreatePool', poolId: seedPoolId, name: 'Staff', settings },
  ])
  const groupId = seedGroupId
  await run('workspace', seedWorkspaceId, [
    { type: 'CreateWorkspace', workspaceId: seedWorkspaceId, name: 'Default' },
    { type: 'CreateApplicationGroup', groupId, name: 'Staff desktops', poolId: seedPoolId },
    {
      type: 'PublishResource',
      groupId,
      resourceId: seedResourceId,
      name: 'Staff desktop',
      kind: 'desktop',
    },
    { type: 'GrantAccess', groupId, principal: `group:${options.group}` },
  ])
  return true
}
