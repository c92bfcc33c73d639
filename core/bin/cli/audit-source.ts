/** The log as the API gives it, line by line, with a bar where a person waits. */
import { z } from 'zod'
import { type EventLine, parseEventLine } from '../../../projections/audit/event-line.ts'
import type { Api } from './api.ts'
import type { Run } from './command.ts'
import { CommandFault, faultOfAnswer } from './exit.ts'
import { startProgress } from './progress.ts'

/** `head` is absent while the log is empty. */
const logEnds = z.looseObject({ size: z.number(), head: z.string().optional() })
const faultLine = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Told often enough to move, seldom enough to cost nothing. */
const progressCount = 1_000

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch (error) {
    const fix = 'bring this program and the server to one version'
    throw new CommandFault('failed', 'ANSWER_INVALID', 'a line of the log is not JSON', fix, error)
  }
}

const throwFault = (value: object): void => {
  const fault = faultLine.safeParse(value)
  if (fault.success) throw faultOfAnswer(500, fault.data.error.code, fault.data.error.message)
}

/** Every line as JSON; a line that is a fault ends the command with it. */
export async function* readLines(api: Api, path: string): AsyncGenerator<unknown> {
  for await (const line of await api.lines(path)) {
    const value = parseLine(line)
    // Looked at closely only where it may be one: there can be tens of thousands of lines.
    if (typeof value === 'object' && value !== null && 'error' in value) throwFault(value)
    yield value
  }
}

/** A parsed line as an event. Throws a CommandFault for one that this version cannot read. */
export const readLine = (value: unknown): EventLine => {
  const parsed = parseEventLine(value)
  if (parsed.kind === 'event') return parsed.line
  const fix = 'bring this program and the server to one version'
  throw new CommandFault('failed', 'ANSWER_INVALID', parsed.detail, fix)
}

/** Lets the server note what is about to be shown; the event that comes with it is dropped. */
export const noteRead = async (api: Api, purpose: string): Promise<void> => {
  const query = new URLSearchParams({ purpose, limit: '1' })
  for await (const _ of readLines(api, `/api/audit/events?${query}`));
}

const endedEarly = (done: number, head: string): CommandFault =>
  new CommandFault(
    'failed',
    'ANSWER_INVALID',
    `the server gave ${done} events and not the one at ${head}`,
    "try again; look at the server's log",
  )

/**
 * Hands over the events of the log from the first one, until it ends or nobody wants more. Throws
 * a CommandFault for an event that this version cannot read.
 */
export const readEvents = async (
  run: Run,
  api: Api,
  /** What is looked for, in the words of the command line: the server notes it. */
  purpose: string,
  /** False: the rest is not wanted. */
  onEvent: (line: EventLine) => boolean,
): Promise<void> => {
  const { size, head } = await api.ask(logEnds, { path: '/api/audit/size' })
  const bar = await startProgress(run, 'reading the log', size)
  let done = 0
  let last: string | undefined
  /** What was the end when it began was handed over; there is more by now, perhaps. */
  let whole = head === undefined
  try {
    // One answer has a bound: the next one goes on behind its last event.
    while (!whole) {
      const before = done
      const query = new URLSearchParams({ purpose: purpose.slice(0, 256).toWellFormed() })
      if (last !== undefined) query.set('from', last)
      for await (const value of readLines(api, `/api/audit/events?${query}`)) {
        const line = readLine(value)
        if (!onEvent(line)) return
        last = line.position
        whole ||= last === head
        done += 1
        if (done % progressCount === 0) bar.update(done, Math.max(size, done))
      }
      if (done === before) throw endedEarly(done, head ?? '')
    }
  } finally {
    bar.stop()
  }
}
