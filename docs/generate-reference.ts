/**
 * Writes docs/errors.md and docs/limits.md from the two tables in core/domain, so that what
 * operators read is what the program does. Run by `npm run generate`; a test holds both equal.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { errorTable } from '../core/domain/errors.ts'
import * as limits from '../core/domain/limits.ts'

const faultText = { user: "the user's", customer: "the customer's", service: 'ours' } as const

/** The page of error codes. */
export const errorsPage = (): string => {
  const rows = Object.entries(errorTable).map(
    ([code, row]) =>
      `| \`${code}\` | ${row.httpStatus} | \`${row.armCode}\` | ${faultText[row.fault]} | ` +
      `${row.retriable ? 'yes' : 'no'} | ${row.message} | ${row.remedy} |`,
  )
  return [
    '# Error codes',
    '',
    'Every answer that is not a success carries one of these codes: as `code` in JSON, at the start',
    'of the HTTP reason phrase on the ARM request and on refused upgrades, in `ConnectionRefused`',
    'and `ConnectionFailed`, and in `causeway audit timeline`. Codes are stable and never reused.',
    "“Whose fault” is the customer's where the hosts, their network or the site's settings are the",
    'cause, and ours where the broker or a gateway is.',
    '',
    '| Code | HTTP | ARM code | Whose fault | Retry | Meaning | What to do |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

const unitOf = (name: string): string => {
  if (name.endsWith('Ms')) return 'ms'
  if (/Bytes(Max)?$/.test(name)) return 'bytes'
  if (/CountMax$|UsersMax$/.test(name)) return 'count'
  return ''
}

/** The comment that stands above each exported bound; one comment may serve several. */
const commentsOf = (source: string): Map<string, string> => {
  const comments = new Map<string, string>()
  let text = ''
  for (const line of source.split('\n')) {
    const single = /^\/\*\* (.*) \*\/$/.exec(line)
    if (single?.[1] !== undefined) text = single[1]
    else if (line.startsWith('/**')) text = line.slice(3).trim()
    else if (line.startsWith(' * ')) text = `${text} ${line.slice(3)}`.trim()
    else if (line.startsWith('// ')) text = ''
    const name = /^export const (\w+)/.exec(line)?.[1]
    if (name !== undefined) comments.set(name, text)
  }
  return comments
}

/** The page of bounds. */
export const limitsPage = (): string => {
  const source = readFileSync(new URL('../core/domain/limits.ts', import.meta.url), 'utf8')
  const comments = commentsOf(source)
  const rows = Object.entries(limits)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      const shown = typeof value === 'number' ? value.toLocaleString('en') : String(value)
      return `| \`${name}\` | ${shown} ${unitOf(name)} | ${comments.get(name) ?? ''} |`
    })
  return [
    '# Limits',
    '',
    'Every queue, buffer, wait and input has a bound, and all of them stand in',
    '`core/domain/limits.ts` with their reasons and the relations between them. What a site may',
    'change has a key in `causeway.yaml` (`causeway config show`).',
    '',
    '| Name | Value | Why |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL('errors.md', import.meta.url), errorsPage())
  writeFileSync(new URL('limits.md', import.meta.url), limitsPage())
}
