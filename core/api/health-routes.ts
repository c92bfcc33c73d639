/** Is the process alive, and can it take requests? */
import { z } from 'zod'
import type { ApiPorts } from './ports.ts'
import { defineRoute, json, type Route } from './route.ts'

const healthSchema = z.object({ status: z.string() })

/** `/healthz` and `/readyz`, without authentication. */
export const healthRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/healthz',
    summary: 'The process is alive',
    access: { kind: 'public' },
    answer: healthSchema,
    handle: () => json({ status: 'ok' }),
  }),
  defineRoute({
    method: 'GET',
    path: '/readyz',
    summary: 'The broker has replayed its log and takes decisions',
    access: { kind: 'public' },
    answer: healthSchema,
    handle: () =>
      ports.isReady() ? json({ status: 'ready' }) : json({ status: 'not ready' }, 503),
  }),
]
