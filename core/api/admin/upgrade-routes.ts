/** The log's feature level: which versions of events may be written into it. */
import { z } from 'zod'
import { featuresId } from '../../broker/event-versions.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, json, type Route } from '../route.ts'
import { change, forAdministrators, forReaders } from './administration.ts'

const levelSchema = z.object({
  /** Of the log, as this broker knows it. */
  level: z.number(),
  /** The one that this broker could raise it to. */
  levelMax: z.number(),
})

/** Routes of upgrades. */
export const upgradeRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/upgrade',
    summary: 'The feature level of the log, and the one of this broker',
    access: forReaders,
    answer: levelSchema,
    handle: () => json(ports.broker.featureLevel()),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/admin/upgrade/finalize',
    summary: "Raises the log to this broker's feature level; older brokers stop",
    access: forAdministrators,
    answer: levelSchema,
    handle: async ({ caller }) => {
      const { levelMax } = ports.broker.featureLevel()
      const command = { type: 'RaiseFeatureLevel', level: levelMax } as const
      const result = await change(ports, caller, 'features', featuresId, command)
      return result.kind === 'refused' ? result : json(ports.broker.featureLevel())
    },
  }),
]
