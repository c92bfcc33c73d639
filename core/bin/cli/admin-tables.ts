/** Every noun of `causeway admin`, in the order of its help. */
import { chaosNoun } from './admin-chaos.ts'
import { grant } from './admin-grants.ts'
import { gateway, host } from './admin-machines.ts'
import type { AdminNoun } from './admin-noun.ts'
import { pool, registrationToken } from './admin-pools.ts'
import { connection, session } from './admin-sessions.ts'
import { upgrade } from './admin-upgrade.ts'
import { group, resource, workspace } from './admin-workspaces.ts'

export const adminNouns: readonly AdminNoun[] = [
  registrationToken,
  pool,
  host,
  workspace,
  group,
  resource,
  grant,
  gateway,
  session,
  connection,
  upgrade,
  chaosNoun,
]
