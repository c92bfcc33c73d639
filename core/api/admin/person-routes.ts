/**
 * Erasing a person: the directory forgets key and name, so that what events say of them opens no
 * more. Grants, seats and timelines go on by the opaque id.
 */
import { z } from 'zod'
import { personIdCharsMax } from '../../domain/limits.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, json, type Route } from '../route.ts'
import { change, forAdministrators } from './administration.ts'

const erasedSchema = z.object({
  userId: z.string(),
  /** Did the directory hold a name of theirs? They may be unknown, or erased before. */
  wasNamed: z.boolean(),
})

/** Routes of persons; erasing twice erases what came in between. */
export const personAdminRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'DELETE',
    path: '/api/admin/persons/:userId',
    summary: 'Erases a person for ever: names, addresses and device names in the log open no more',
    access: forAdministrators,
    params: z.object({ userId: z.string().min(1).max(personIdCharsMax) }),
    answer: erasedSchema,
    handle: async ({ caller, params: { userId } }) => {
      const name = await ports.people.recall(userId)
      const wasNamed = name !== undefined
      // First the deed, then its record: a record without the deed would be believed. The name
      // goes from the notes while it is still known.
      if (wasNamed) await ports.accessLog.forget(name, userId)
      await ports.people.erase(userId)
      const command = { type: 'ErasePerson', userId } as const
      const result = await change(ports, caller, 'person', userId, command)
      return result.kind === 'refused' ? result : json({ userId, wasNamed })
    },
  }),
]
