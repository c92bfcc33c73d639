/** Where a broker that is killed keeps its log, and what its site has. */
import { join } from 'node:path'
import type { SitePlan } from '../../core/broker/sim-set-up.ts'

/** Two pools, since a user has one session in each. */
export const crashPlan: SitePlan = {
  pools: { desk: ['h1', 'h2', 'h3'], lab: ['h4', 'h5'] },
  gateways: ['g1', 'g2'],
  sessionLimit: 4,
  disconnectedLimitMs: 8 * 3_600_000,
}

export const brokerLogFolder = (folder: string): string => join(folder, 'log')
