/** Rows as aligned columns, the last one ragged. Every cell is made fit for a terminal. */
import { cellCount, terminalText } from './terminal-text.ts'

const gap = '  '

/** Lines of a table with a head; no trailing blanks, every line ended. */
export const formatTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string => {
  const lines = [head, ...rows].map((row) => head.map((_, at) => terminalText(row[at] ?? '')))
  const widths = head.map((_, at) =>
    lines.reduce((most, row) => Math.max(most, cellCount(row[at] ?? '')), 0),
  )
  const padded = (cell: string, at: number): string =>
    cell + ' '.repeat((widths[at] ?? 0) - cellCount(cell))
  return lines.map((row) => `${row.map(padded).join(gap).trimEnd()}\n`).join('')
}
