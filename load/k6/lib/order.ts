/** What the scripts say to the API and read from its answers. Pure: requests are k6's to make. */

/** The body of an order of Azure Virtual Desktop's kind. */
export const armBody = (resource: string): string =>
  JSON.stringify({
    application: `||${resource}`,
    loadBalanceInfo: `Cookie: msts=${resource}`,
    LogonToken: null,
    gatewayLoadBalancerToken: null,
  })

/** The address at which a leg is asked for over HTTP, before it is upgraded. */
export const probeUrl = (gatewayLocation: string): string =>
  gatewayLocation.replace(/^wss:/, 'https:')

/** The form's proof on a sign-in page; '' where the page has none. */
export const csrfOf = (html: string): string => /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? ''

/** One parameter of the address that a sign-in leads to; '' where it has none. */
export const parameterOf = (location: string, name: string): string => {
  const query = location.split('?')[1]?.split('#')[0] ?? ''
  for (const part of query.split('&')) {
    const [key, value = ''] = part.split('=')
    if (key === name) return decodeURIComponent(value.replace(/\+/g, ' '))
  }
  return ''
}

/** A form as a browser sends it. */
export const formBody = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&')

/** Faults of a feed's answer that a client would stumble over: one line each. */
export const feedFaults = (body: unknown, resource: string): readonly string[] => {
  const items = (body as { items?: unknown } | null)?.items
  if (!Array.isArray(items)) return ['the feed has no items']
  const item = items.find((one) => (one as { resourceId?: unknown }).resourceId === resource)
  if (item === undefined) return [`the feed lacks ${resource}`]
  const path = (item as { rdpPath?: unknown }).rdpPath
  return path === `/feed/rdp/${resource}.rdp` ? [] : [`rdpPath is ${JSON.stringify(path)}`]
}

/** Faults of an .rdp file: lines of name:type:value, among them those that a client needs. */
export const rdpFaults = (text: string): readonly string[] => {
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  const malformed = lines.filter((line) => !/^[a-z0-9 _-]+:[sib]:/i.test(line))
  const names = lines.map((line) => line.split(':')[0])
  const missing = ['full address', 'loadbalanceinfo'].filter((name) => !names.includes(name))
  return [
    ...malformed.map((line) => `not name:type:value: ${line.slice(0, 60)}`),
    ...missing.map((name) => `without ${name}`),
  ]
}
