import { expect, it } from 'vitest'
import type { FeaturesEvent } from '../../../core/domain/events.ts'
import { featureLevelMin, featuresDecider } from '../../../core/domain/features.ts'
import { specOf } from '../../support/given-when-then.ts'

const given = specOf(featuresDecider)
const raised = (level: number): FeaturesEvent => ({ type: 'FeatureLevelRaised', data: { level } })
const raise = (level: number) => ({ type: 'RaiseFeatureLevel', level }) as const

it('a log begins at the least level', () => {
  expect(given().state).toEqual({ featureLevel: featureLevelMin })
})

it('a level is raised, over several at once too', () => {
  given().when(raise(2)).thenRecorded(raised(2))
  given(raised(2)).when(raise(5)).thenRecorded(raised(5))
  expect(given(raised(2), raised(5)).state).toEqual({ featureLevel: 5 })
})

it('a level is never lowered, and raising it again changes nothing', () => {
  given().when(raise(featureLevelMin)).thenNothing()
  given(raised(3)).when(raise(3)).thenNothing()
  given(raised(3)).when(raise(2)).thenNothing()
  expect(given(raised(3), raised(2)).state).toEqual({ featureLevel: 3 })
})
