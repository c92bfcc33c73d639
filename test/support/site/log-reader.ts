/** What a site's log says since a test last looked, and which seats are taken, over the API. */
import { waitUntil } from '../desktop/deadline.ts'
import { ask, tokenOf } from '../net/api-client.ts'
import type { Site } from './site.ts'

export type LogLine = {
  readonly type: string
  readonly connectionId: string
  readonly position: string
  readonly data: Readonly<Record<string, unknown>>
}

export type LogReader = {
  /** Events since the last call; at first those since the reader was made. */
  fresh(): Promise<readonly LogLine[]>
  /** The same, once there is an event of this type among them; rejects past the deadline. */
  freshWith(type: string): Promise<readonly LogLine[]>
  /** User sessions that hold a seat of any host. */
  seats(): Promise<readonly string[]>
  /** Waits until no connection is open and no seat is taken; rejects past the deadline. */
  quiet(): Promise<void>
}

const soonMs = 30_000

type Hosts = { readonly items: readonly { readonly seats: readonly SeatRow[] }[] }
type SeatRow = { readonly userSessionId: string }

/** Makes a reader that begins where the log ends now. */
export const createLogReader = async (site: Site): Promise<LogReader> => {
  const token = await tokenOf(site, 'admin', 'causeway-admin')
  const get = async (path: string) => {
    const answer = await ask(site, `${site.ready.apiUrl}${path}`, { token })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
    return answer
  }
  let position = String((await get('/api/audit/size')).body['head'])
  // The API's own answers have these forms: its tests hold them.
  const seats = async (): Promise<readonly string[]> => {
    const { items } = (await get('/api/admin/hosts')).body as unknown as Hosts
    return items.flatMap((host) => host.seats.map(({ userSessionId }) => userSessionId))
  }
  const openCount = async (): Promise<number> => {
    const { body } = await get('/api/admin/connections')
    return (body['items'] as readonly unknown[]).length
  }
  const fresh = async (): Promise<readonly LogLine[]> => {
    const { text } = await get(`/api/audit/events?from=${encodeURIComponent(position)}`)
    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine)
    position = lines.at(-1)?.position ?? position
    return lines
  }
  return {
    fresh,
    freshWith: async (type) => {
      const lines: LogLine[] = []
      return waitUntil(
        async () => {
          lines.push(...(await fresh()))
          return lines.some((line) => line.type === type) ? lines : undefined
        },
        soonMs,
        () => `no ${type} came`,
      )
    },
    seats,
    quiet: async () => {
      await waitUntil(
        async () => ((await openCount()) + (await seats()).length === 0 ? true : undefined),
        soonMs,
        () => 'connections are open or seats are taken',
      )
    },
  }
}
