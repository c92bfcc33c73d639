/**
 * What must hold between settings. Each check names the keys it looks at, and is left out when one
 * of them is wrong by itself.
 */
import { isIP } from 'node:net'
import type { Config } from './config-schema.ts'

export type ConfigCheck = {
  readonly keys: readonly string[]
  /** What is wrong and the fix; undefined when all is well. */
  readonly test: (config: Config) => { readonly what: string; readonly fix: string } | undefined
}

/** Names and addresses that only this machine itself reaches. */
export const isLoopback = (host: string): boolean => {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  if (isIP(bare) === 4) return bare.startsWith('127.')
  return bare === '::1' || bare === 'localhost'
}

/** Is the development sign-in in use? Another issuer takes its place. */
export const usesDevelopmentIssuer = ({ development, oidc }: Config): boolean =>
  development.issuer && oidc.issuer === undefined

const together = (a: string, b: string, given: (config: Config) => readonly unknown[]) => ({
  keys: [a, b],
  test: (config: Config) => {
    const [first, second] = given(config)
    if ((first === undefined) === (second === undefined)) return undefined
    const [there, missing] = first === undefined ? [b, a] : [a, b]
    return { what: `${there} is set without ${missing}`, fix: `set ${missing} as well` }
  },
})

/** Ports that differ unless they are 0, or their addresses do. */
const portsDiffer: ConfigCheck = {
  keys: ['api.port', 'control.port', 'gateway.port', 'gateway.ownPort', 'metrics.port'],
  test: ({ api, control, gateway, metrics }) => {
    const taken: [string, string, number][] = [
      ['api.port', api.host, api.port],
      ['control.port', control.host, control.port],
      ['gateway.port', gateway.host, gateway.port],
      ['gateway.ownPort', gateway.host, gateway.ownPort],
      ['metrics.port', metrics.host, metrics.port],
    ]
    for (const [index, [key, host, port]] of taken.entries()) {
      const other = taken.slice(0, index).find((one) => one[1] === host && one[2] === port)
      if (port === 0 || other === undefined) continue
      return {
        what: `${key} and ${other[0]} are both ${port}`,
        fix: `give ${key} another port, or 0`,
      }
    }
    return undefined
  },
}

/** Numbers about the site, without TLS or sign-in: the one listener that has neither. */
const metricsAtHome: ConfigCheck = {
  keys: ['metrics.host', 'metrics.allowNonLoopback'],
  test: ({ metrics }) =>
    metrics.allowNonLoopback || isLoopback(metrics.host)
      ? undefined
      : {
          what: `the metrics page would be reachable at ${metrics.host}, without TLS or sign-in`,
          fix: 'set metrics.host to 127.0.0.1, or metrics.allowNonLoopback on a network of its own',
        },
}

const oidcWhole: ConfigCheck = {
  keys: ['oidc.issuer', 'oidc.clientId', 'oidc.audience'],
  test: ({ oidc }) => {
    if (oidc.issuer === undefined) return undefined
    const needed = [
      ['oidc.clientId', oidc.clientId],
      ['oidc.audience', oidc.audience],
    ] as const
    const missing = needed.filter(([, value]) => value === undefined).map(([key]) => key)
    if (missing.length === 0) return undefined
    const keys = missing.join(' and ')
    return { what: `oidc.issuer is set without ${keys}`, fix: `set ${keys} as well` }
  },
}

/** What must hold, in the order in which it is told. */
export const configChecks: readonly ConfigCheck[] = [
  together('tls.cert', 'tls.key', ({ tls }) => [tls.cert, tls.key]),
  portsDiffer,
  {
    keys: ['limits.heartbeatTimeoutMs', 'limits.heartbeatIntervalMs'],
    test: ({ limits }) =>
      limits.heartbeatTimeoutMs >= 3 * limits.heartbeatIntervalMs
        ? undefined
        : {
            what: 'limits.heartbeatTimeoutMs is less than three heartbeat intervals',
            fix: `set it to ${3 * limits.heartbeatIntervalMs} or more`,
          },
  },
  {
    keys: ['broker.join', 'log.url'],
    test: ({ broker, log }) =>
      broker.join === undefined || log.url !== 'lmdb:'
        ? undefined
        : {
            what: 'broker.join is set, and the embedded log is not the log of the site',
            fix: "name the site's log with --log esdb://… or CAUSEWAY_LOG_URL",
          },
  },
  metricsAtHome,
  oidcWhole,
  {
    keys: ['oidc.audience', 'oidc.adminAudience'],
    test: ({ oidc }) =>
      oidc.audience === undefined || oidc.audience !== oidc.adminAudience
        ? undefined
        : {
            what: 'oidc.adminAudience is the audience of ordinary tokens',
            fix: 'give administration an audience of its own',
          },
  },
  {
    keys: ['development.issuer', 'oidc.issuer'],
    test: ({ development, oidc }) =>
      development.issuer || oidc.issuer !== undefined
        ? undefined
        : {
            what: 'development.issuer is false and oidc.issuer is absent, so nobody can sign in',
            fix: 'set oidc.issuer to the issuer of your users',
          },
  },
  {
    keys: ['api.host', 'development.issuer', 'development.allowNonLoopback'],
    test: (config) =>
      !usesDevelopmentIssuer(config) ||
      config.development.allowNonLoopback ||
      isLoopback(config.api.host)
        ? undefined
        : {
            what: `the development sign-in would be reachable at ${config.api.host} from elsewhere`,
            fix: 'set oidc.issuer, or development.allowNonLoopback for a trial network',
          },
  },
]
