/**
 * `causeway feed args`: the arguments of xfreerdp3, one on a line, for its /args-from:stdin. The
 * token is fresh and never stands in the process table. FreeRDP reads up to the first empty line
 * and knows no quoting; the file must come first.
 */
import { readFileSync, statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { openUserApi } from './api.ts'
import { argument, type Run } from './command.ts'
import { CommandFault, failure, usageFault } from './exit.ts'
import { findResource, readFeed } from './feed.ts'
import { askSecret, readSecretLine } from './prompt.ts'

const fileBytesMax = 1_048_576

/** What of a .rdp file matters here. */
export type RdpTarget = { readonly resourceId: string; readonly gatewayHostname: string }

/** Reads `name:type:value` lines; a name counts once, as FreeRDP's last one. */
export const readRdpTarget = (text: string): RdpTarget | undefined => {
  const values = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, name = '', value = ''] = /^([^:]+):[sib]:(.*)$/.exec(line) ?? []
    if (name !== '') values.set(name.trim().toLowerCase(), value.trim())
  }
  const resourceId = values.get('full address')
  const gatewayHostname = values.get('gatewayhostname')
  return resourceId && gatewayHostname ? { resourceId, gatewayHostname } : undefined
}

const readFile = (run: Run, file: string): RdpTarget => {
  const path = resolve(run.io.cwd, file)
  let text: string
  try {
    if (statSync(path).size > fileBytesMax) throw new Error('it is larger than 1 MiB')
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw failure(`${file} cannot be read: ${reason}`, 'save it with `causeway feed save`', error)
  }
  const target = readRdpTarget(text)
  if (target !== undefined) return target
  throw failure(`${file} names no gateway and resource`, 'save it with `causeway feed save`')
}

/** `AA:BB:…`, the form that every FreeRDP knows. */
const pairs = (hex: string): string => (hex.toUpperCase().match(/../g) ?? []).join(':')

/** Pins the hosts' certificates; with none known, only what an authority vouches for passes. */
export const pinOption = (fingerprints: readonly string[]): string =>
  `/cert:${['deny', ...fingerprints.map((one) => `fingerprint:sha256:${pairs(one)}`)].join(',')}`

const withPort = (host: string): string => (/:\d+$/.test(host) ? host : `${host}:443`)
const addressOf = (url: string): string => withPort(new URL(url).host)

const hostPassword = async (run: Run, user: string | undefined): Promise<string | undefined> => {
  if (run.has('hostPasswordStdin')) {
    if (user !== undefined) return readSecretLine(run.io)
    throw usageFault('--host-password-stdin is given without --host-user', 'give both')
  }
  if (user === undefined || run.io.stdin.isTTY !== true) return undefined
  return askSecret(run.io, `password of ${user} on the host: `)
}

const clientConfig = z.looseObject({ apiUrl: z.string() })

/** Writes the arguments to standard output. */
export const printFreerdpArgs = async (run: Run): Promise<undefined> => {
  const file = argument(run)
  if (!file.endsWith('.rdp')) throw usageFault(`${file} is not a .rdp file`, 'name a .rdp file')
  const { resourceId, gatewayHostname } = readFile(run, file)
  const api = await openUserApi(run)
  // INVARIANT: the token goes to the API that it was issued for, whatever a file says.
  const { apiUrl } = await api.ask(clientConfig, { path: '/api/client-config' })
  const known = [apiUrl, api.baseUrl].filter((url) => URL.canParse(url)).map(addressOf)
  if (!known.includes(withPort(gatewayHostname))) {
    throw new CommandFault(
      'refused',
      'GATEWAY_FOREIGN',
      `${file} leads to ${gatewayHostname}, which is not the API you are signed in to`,
      `sign in there with \`causeway login --api https://${gatewayHostname}\`, if you trust it`,
    )
  }
  const item = findResource(await readFeed(api), resourceId)
  const user = run.text('hostUser')
  const password = await hostPassword(run, user)
  const args = [
    isAbsolute(file) || file.startsWith('./') ? file : `./${file}`,
    `/azure:ad:${gatewayHostname}`,
    `/gateway:bearer:${(await api.bearer()) ?? ''}`,
    pinOption(item.fingerprints),
    ...(user === undefined ? [] : [`/u:${user}`]),
    ...(password === undefined ? [] : [`/p:${password}`]),
  ]
  if (args.some((arg) => /[\r\n\0]/.test(arg))) {
    throw usageFault('an argument has more than one line', 'give names without line ends')
  }
  if (item.fingerprints.length === 0) {
    run.out.warn('no certificate of a host is known yet: only one signed by an authority passes')
  }
  run.out.result({ args }, () => `${args.join('\n')}\n`)
  return undefined
}
