/** `causeway log read`: events as they lie in the log, with their payloads decoded. */

import {
  createDescribedPayloads,
  type DescribedPayloads,
} from '../../../proto/described-payloads.ts'
import { storedDescriptors } from '../../../proto/event-descriptors.ts'
import type { RecordedEvent } from '../../broker/ports.ts'
import type { Run } from './command.ts'
import { formatTime } from './duration.ts'
import { usageFault } from './exit.ts'
import { type LogSource, openLogSource } from './log-source.ts'
import { terminalText } from './terminal-text.ts'

const countStandard = 100

const numberOf = (run: Run, name: string, least: number): number | undefined => {
  const text = run.text(name)
  if (text === undefined) return undefined
  if (/^[0-9]{1,9}$/.test(text) && Number(text) >= least) return Number(text)
  throw usageFault(`--${name} is ${text}, not a whole number from ${least}`, 'give a number')
}

/** At most so many, of one stream or of all. */
async function* wantedOf(
  run: Run,
  source: LogSource,
  countMax: number,
): AsyncGenerator<RecordedEvent> {
  const stream = run.text('stream')
  const batches =
    stream === undefined
      ? source.records(run.text('from'), false)
      : source.stream(stream, numberOf(run, 'from', 0) ?? 0, countMax)
  let left = countMax
  for await (const batch of batches) {
    for (const event of batch) {
      yield event
      left -= 1
      if (left === 0) return
    }
  }
}

/** What no description fits is given as it lies there. */
const decoded = (reader: DescribedPayloads, event: RecordedEvent) => {
  const { payload, ...envelope } = event
  const data = reader.read(event)
  const bytes = data === undefined ? { payload: Buffer.from(payload).toString('base64') } : { data }
  return { ...envelope, ...bytes }
}

type Decoded = ReturnType<typeof decoded>

const textOf = ({ position, stream, revision, type, recordedAt, actor, ...rest }: Decoded) => {
  const content = 'data' in rest ? JSON.stringify(rest.data) : `not decoded: ${rest.payload}`
  return [
    terminalText(
      `${position}  ${formatTime(recordedAt)}  ${type}  ${stream} @${revision}  ${actor}`,
    ),
    `    ${terminalText(content)}`,
  ].join('\n')
}

/** Shows them, one line of JSON each with --json. */
export const readLog = async (run: Run): Promise<undefined> => {
  const countMax = numberOf(run, 'count', 1) ?? countStandard
  const source = await openLogSource(run, 'log read')
  try {
    const reader = createDescribedPayloads((await source.descriptors()) ?? storedDescriptors())
    for await (const event of wantedOf(run, source, countMax)) {
      const one = decoded(reader, event)
      run.out.event(one)
      run.out.line(textOf(one))
    }
  } finally {
    await source.stop()
  }
  return undefined
}
