/** The few lines that `causeway serve` prints once it is ready: what a person does next. */
import { relative } from 'node:path'

export type ReadyFacts = {
  readonly apiUrl: string
  readonly controlUrl: string
  readonly gatewayUrl: string
  /** Where the log is served over EventStoreDB's protocol, if it is. */
  readonly esdbUrl?: string
  readonly dataFolder: string
  /** SHA-256 of the authority's certificate, for `login --authority-fingerprint`. */
  readonly authorityFingerprint: string
  readonly users: readonly { readonly name: string; readonly password: string }[]
}

export type ReadySite = {
  /** Has it users of its own? */
  readonly development: boolean
  /** The sign-in of the machine that was joined; undefined where none was. */
  readonly signInAt: string | undefined
}

const usualApiUrl = 'https://localhost:8443'

/** Text for a terminal. Passwords are shown at the start that made them, and only then. */
export const readyText = (facts: ReadyFacts, site: ReadySite): string => {
  const folder = relative(process.cwd(), facts.dataFolder)
  const shown = folder === '' || folder.startsWith('..') ? facts.dataFolder : `./${folder}`
  // Commands look for the API of this machine at its usual address, and for ./causeway-data.
  const elsewhere = facts.apiUrl !== usualApiUrl || shown !== './causeway-data'
  const api = elsewhere ? ` --api ${facts.apiUrl} --data-folder ${shown}` : ''
  const users = facts.users.map(({ name, password }) => `    ${name.padEnd(8)} ${password}`)
  const people =
    users.length > 0
      ? ['  Users made just now (passwords are not shown again):', ...users]
      : site.signInAt !== undefined
        ? [`  Users are those of ${site.signInAt}.`]
        : site.development
          ? [`  Users as before; ${shown}/users.json holds them.`]
          : []
  return [
    'Causeway is ready.',
    `  API, feed, sign-in  ${facts.apiUrl}`,
    `  Gateway             ${facts.gatewayUrl}`,
    `  Agents              ${facts.controlUrl}`,
    ...(facts.esdbUrl === undefined
      ? []
      : [`  Log (EventStoreDB)  ${facts.esdbUrl}`, `    users: ${shown}/esdb-users.json`]),
    `  Data                ${shown}`,
    `  Authority (sha256)  ${facts.authorityFingerprint}`,
    ...people,
    '  Join a session host (any RDP server on this machine):',
    `    npx causeway admin registration-token create --pool staff${api}`,
    '    npx causeway agent --join <token> --target 127.0.0.1:3389',
    '  Connect:',
    `    npx causeway login --user alice${api}`,
    '    npx causeway feed save staff-desktop',
    '  Ctrl-C stops everything.',
  ].join('\n')
}
