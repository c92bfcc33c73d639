/** Everything that exists at a moment, as sections of things by their id. */
import type { LiveState } from '../../../core/broker/live-state.ts'
import { type Section, type Thing, viewThings } from '../../../projections/audit/state-view.ts'

export type StateView = Record<Section, Record<string, Thing['value']>>

/** The whole view of a state. */
export const viewState = (live: LiveState): StateView => {
  const view: StateView = {
    ...{ workspaces: {}, pools: {}, hosts: {}, gateways: {}, userSessions: {}, connections: {} },
  }
  for (const { section, id, value } of viewThings(live)) view[section][id] = value
  return view
}
