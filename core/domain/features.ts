/**
 * What holds for the log as a whole: its feature level. Events of a newer version are written only
 * from the level that brought them on, so that brokers of two versions share one log until an
 * administrator says that the older ones are gone. A level is never lowered.
 */
import { accept, type Decider, nothing } from './decider.ts'
import type { FeaturesEvent } from './events.ts'

/** Before anything was raised: what every version can read. */
export const featureLevelMin = 1
/** What this version can read. Raised together with the first schema of a new level. */
export const featureLevelMax = 1

export type Features = { readonly featureLevel: number }

export type FeaturesCommand = { readonly type: 'RaiseFeatureLevel'; level: number }

/** Decides the level of a log. */
export const featuresDecider: Decider<Features, FeaturesCommand, FeaturesEvent> = {
  initialState: { featureLevel: featureLevelMin },
  decide: (state, { level }) =>
    level > state.featureLevel ? accept({ type: 'FeatureLevelRaised', data: { level } }) : nothing,
  evolve: (state, { data }) => ({ featureLevel: Math.max(state.featureLevel, data.level) }),
}
