/** `causeway admin person erase`: found by name or id, asked for once more, then gone. */
import { z } from 'zod'
import type { EventLine } from '../../../projections/audit/event-line.ts'
import { type Api, openAdminApi } from './api.ts'
import { readEvents } from './audit-source.ts'
import { argument, type Run } from './command.ts'
import { CommandFault, usageFault } from './exit.ts'
import { askYes } from './prompt.ts'
import { terminalText } from './terminal-text.ts'

const erased = z.object({ userId: z.string(), wasNamed: z.boolean() })

/** As core/identity/user-id.ts makes them. */
export const isUserId = (text: string): boolean => /^u-[a-z2-7]{52}$/.test(text)

const afterColon = (actor: string): string => actor.slice(actor.indexOf(':') + 1)

/** Whom this event calls by this name; undefined for nobody. */
export const namedIn = (line: EventLine, name: string): string | undefined => {
  const { event, person, actor, actorName } = line
  if (person?.userName === name)
    return 'userId' in event.data ? event.data.userId : afterColon(actor)
  return actorName === name ? afterColon(actor) : undefined
}

/** The one whom the log ever called so. Throws for none and for several. */
const findByName = async (run: Run, api: Api, name: string): Promise<string> => {
  const found = new Set<string>()
  // What is noted of this read names nobody: notes outlive an erasure.
  await readEvents(run, api, 'person erase: whom a name belongs to', (line) => {
    const userId = namedIn(line, name)
    if (userId !== undefined) found.add(userId)
    return true
  })
  const [only] = found
  if (only === undefined) {
    const fix = 'give the user id, from `causeway audit connections` or `causeway admin grant list`'
    throw new CommandFault('failed', 'NOT_FOUND', 'the log names nobody so', fix)
  }
  if (found.size === 1) return only
  throw usageFault(`${found.size} were called so: ${[...found].join(', ')}`, 'give one by its id')
}

/** Erases one person. */
export const erasePerson = async (run: Run): Promise<undefined> => {
  const wanted = argument(run)
  const api = await openAdminApi(run)
  const userId = isUserId(wanted) ? wanted : await findByName(run, api, wanted)
  if (!run.has('yes')) {
    const who = wanted === userId ? userId : `${wanted} (${userId})`
    const question = `Erase ${who} for ever: names, addresses and device names in the log?`
    if (!(await askYes(run.io, terminalText(question)))) {
      throw usageFault('nobody was erased', 'answer yes, or give --yes')
    }
  }
  const path = `/api/admin/persons/${encodeURIComponent(userId)}`
  const answer = await api.ask(erased, { method: 'DELETE', path })
  run.out.result({ ...answer, erased: true }, () => {
    const known = answer.wasNamed ? '' : 'no name of theirs was known any more; '
    return `erased ${userId}: ${known}backups of the people folder still hold their key\n`
  })
  return undefined
}
