/** What `npm run load` is asked for. Everything is checked before anything starts. */
import { parseArgs } from 'node:util'
import { usageFault } from '../../core/bin/cli/exit.ts'
import { isLoopback } from '../../core/bin/config-checks.ts'
import { frameBytesMax, headBytes } from './lib/frames.ts'
import { bytesOf, secondsOf } from './lib/settings.ts'

export const scripts = ['relay', 'connect', 'storm', 'soak', 'feed'] as const
export type Script = (typeof scripts)[number]

export const help = `Loads a site with k6 and judges what came back.

Usage: npm run load -- SCRIPT [options]

  relay     pairs through the relay: --pairs, --frame, --duration, --rate
  connect   the whole way, again and again: token, feed, order, legs, first byte: --users
  storm     so many new users a second: --rate, --duration
  soak      churn for hours; judges memory and what is left: --rate, --duration
  feed      the feed and its .rdp files: --users

  --pairs N         pairs of legs at once (16)
  --frame SIZE      bytes of a frame, such as 100, 64k (16k)
  --users N         users at once (16)
  --rate N          relay: frames a second of each pair, 0 as fast as it goes (0);
                    storm, soak: users a second (20)
  --duration TIME   such as 30s, 30m, 8h (30s)
  --growth-max X    soak: what memory may be at the end by that after the warm-up (1.05)
  --hosts N         simulated session hosts that give back what they get (4)

  --url URL         API of a site that runs; absent: one of its own is started and removed
  --ca FILE         authorities to trust there, PEM
  --tokens FILE     access tokens of its users, one a line, one for each user at once
  --resource ID     the desktop that is asked for (staff-desktop)
  --metrics URL     soak: a page of metrics to watch there; once for each process
  --i-own-this-target  the site is not on this machine, and is yours

  --k6 PATH         the program (PATH, then what test/real/install-k6.sh made)
  --out FILE        where the result goes as JSON
  --json            the result as one line of JSON on standard output
  --help            this text

Exit: 0 all held, 1 something did not, 2 wrong use, 130 interrupted.
Example: npm run load -- relay --pairs 16 --frame 64k
`

export type LoadOptions = {
  readonly script: Script
  readonly pairs: number
  readonly frameBytes: number
  readonly users: number
  readonly rate: number
  readonly seconds: number
  readonly growthMax: string
  readonly hosts: number
  readonly resource: string
  /** A site that runs; undefined: one of our own. */
  readonly site:
    | {
        readonly url: string
        readonly ca: string | undefined
        readonly tokensFile: string
        readonly metrics: readonly string[]
      }
    | undefined
  readonly k6: string | undefined
  readonly out: string | undefined
  readonly json: boolean
}

const text = { type: 'string' } as const

const parse = (words: readonly string[]) => {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...{ pairs: text, frame: text, users: text, rate: text, duration: text, hosts: text },
        ...{ 'growth-max': text, url: text, ca: text, tokens: text, resource: text },
        ...{ k6: text, out: text, metrics: { type: 'string', multiple: true } },
        'i-own-this-target': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw usageFault(message, 'see npm run load -- --help')
  }
}

const countOf = (name: string, given: string | undefined, standard: number, min = 1): number => {
  if (given === undefined) return standard
  const count = /^[0-9]{1,6}$/.test(given) ? Number(given) : -1
  if (count >= min) return count
  throw usageFault(`--${name} is ${given}, not a whole number from ${min}`, 'give a number')
}

const frameOf = (given: string): number => {
  const bytes = bytesOf(given)
  if (bytes !== undefined && bytes >= headBytes && bytes <= frameBytesMax) return bytes
  throw usageFault(`--frame is ${given}`, `give ${headBytes} to ${frameBytesMax / 1_024}k`)
}

const durationOf = (given: string): number => {
  const seconds = secondsOf(given)
  if (seconds !== undefined && seconds > 0) return seconds
  throw usageFault(`--duration is ${given}`, 'give a time such as 30s, 30m or 8h')
}

const urlOf = (given: string, owned: boolean): string => {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url?.protocol !== 'https:') throw usageFault(`--url is ${given}`, 'give an https url')
  if (owned || isLoopback(url.hostname)) return given.replace(/\/+$/, '')
  throw usageFault(
    `${given} is not on this machine`,
    'load only what is yours; if it is, add --i-own-this-target',
  )
}

/** The options of these words; 'help' when that is asked for. Throws a usage fault. */
export const readLoadOptions = (words: readonly string[]): LoadOptions | 'help' => {
  const { values, positionals } = parse(words)
  if (values.help) return 'help'
  const script = scripts.find((name) => name === positionals[0])
  if (script === undefined || positionals.length > 1) {
    const what = positionals.length === 0 ? 'no script is named' : `${positionals} is no script`
    throw usageFault(what, `give one of ${scripts.join(', ')}`)
  }
  const { url, ca, tokens, metrics = [] } = values
  const owned = values['i-own-this-target']
  if (url !== undefined && tokens === undefined) {
    throw usageFault('--url needs --tokens', 'give access tokens of users there, one a line')
  }
  if (url === undefined && (tokens !== undefined || ca !== undefined || metrics.length > 0)) {
    throw usageFault('--tokens, --ca and --metrics are for a site that runs', 'add its --url')
  }
  if (url !== undefined && script === 'soak' && metrics.length === 0) {
    throw usageFault('soak watches memory', 'give --metrics, a page of each process of the site')
  }
  const site =
    url === undefined || tokens === undefined
      ? undefined
      : { url: urlOf(url, owned), ca, tokensFile: tokens, metrics }
  return {
    script,
    pairs: countOf('pairs', values.pairs, 16),
    frameBytes: frameOf(values.frame ?? '16k'),
    users: countOf('users', values.users, 16),
    rate: countOf('rate', values.rate, script === 'relay' ? 0 : 20, script === 'relay' ? 0 : 1),
    seconds: durationOf(values.duration ?? '30s'),
    growthMax: values['growth-max'] ?? '1.05',
    hosts: countOf('hosts', values.hosts, 4),
    resource: values.resource ?? 'staff-desktop',
    site,
    ...{ k6: values.k6, out: values.out, json: values.json },
  }
}

/** Users that are there at the same time, at most; each has a token of its own. */
export const userCountOf = ({ script, pairs, users, rate }: LoadOptions): number => {
  if (script === 'relay') return pairs
  // A user who comes back within this time would end the own connection of before.
  return script === 'connect' || script === 'feed' ? users : Math.max(100, rate * 60)
}

/** Sockets that k6 has open at once, at most: two of HTTP and a leg for each user. */
export const socketCountOf = (options: LoadOptions): number => 3 * userCountOf(options)
