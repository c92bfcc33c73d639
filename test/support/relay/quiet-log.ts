/** A log that a test can read. */
import type { Log } from '../../../relay/log-port.ts'

export type RecordedLine = {
  readonly level: 'debug' | 'info' | 'warn'
  readonly fields: Readonly<Record<string, unknown>>
  readonly text: string
}

export const createRecordedLog = (): Log & { readonly lines: RecordedLine[] } => {
  const lines: RecordedLine[] = []
  const at = (level: RecordedLine['level']) => (fields: RecordedLine['fields'], text: string) => {
    lines.push({ level, fields, text })
  }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn') }
}
