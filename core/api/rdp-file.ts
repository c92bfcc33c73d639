/**
 * The .rdp file of one resource for the ARM order: where the client asks, and what for. It holds
 * no secret, so a file that leaks opens nothing. Lines are `name:type:value`; whatever could end a
 * line early is taken out of every value, so that no name chosen by anybody adds a property.
 */

export type RdpFile = {
  readonly resourceId: string
  /** The title a user sees. */
  readonly name: string
  readonly workspaceId: string
  readonly poolId: string
  /** Public `host:port` of the API: the client appends the ARM path itself. */
  readonly gatewayHostname: string
  /** Offer network level authentication; hosts without it answer with TLS alone. */
  readonly credSsp: boolean
}

/** C0 and C1 controls with NEL, the two Unicode line ends, bidi marks, and lone surrogates. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const valueCharsMax = 256

const clean = (value: string): string => value.replace(unsafe, '').trim().slice(0, valueCharsMax)

/**
 * The routing text for a resource. This form passes through FreeRDP's hosts unharmed, others end
 * the connection there (it becomes the first line of the X.224 request).
 */
export const loadBalanceInfoOf = (resourceId: string): string => `Cookie: msts=${resourceId}`

/** The resource that a client's `application` and `loadBalanceInfo` agree on. */
export const resourceOfHints = (
  application: string,
  loadBalanceInfo: string,
): string | undefined => {
  const resourceId = application.startsWith('||') ? application.slice(2) : application
  const agreed = loadBalanceInfo.trim() === loadBalanceInfoOf(resourceId)
  return agreed && resourceId !== '' ? resourceId : undefined
}

/** The whole file: CRLF line ends, UTF-8. Values are those of [MS-RDPBCGR]'s .rdp properties. */
export const rdpFile = (file: RdpFile): string => {
  const resourceId = clean(file.resourceId)
  const lines: readonly (readonly [string, 's' | 'i', string])[] = [
    ['full address', 's', resourceId],
    ['alternate full address', 's', resourceId],
    ['gatewayhostname', 's', clean(file.gatewayHostname)],
    ['gatewayusagemethod', 'i', '1'],
    ['gatewayprofileusagemethod', 'i', '1'],
    ['gatewaycredentialssource', 'i', '0'],
    ['gatewaybrokeringtype', 'i', '1'],
    ['resourceprovider', 's', 'arm'],
    ['wvd endpoint pool', 's', clean(file.poolId)],
    ['workspace id', 's', clean(file.workspaceId)],
    ['loadbalanceinfo', 's', loadBalanceInfoOf(resourceId)],
    ['remoteapplicationmode', 'i', '0'],
    ['remoteapplicationprogram', 's', `||${resourceId}`],
    ['remotedesktopname', 's', clean(file.name)],
    ['enablecredsspsupport', 'i', file.credSsp ? '1' : '0'],
    ['negotiate security layer', 'i', '1'],
    // 2 warns; 0 would switch off the pinning of the host's certificate in FreeRDP.
    ['authentication level', 'i', '2'],
    ['autoreconnection enabled', 'i', '1'],
    ['disableconnectionsharing', 'i', '1'],
    ['redirectclipboard', 'i', '1'],
  ]
  return lines.map(([name, type, value]) => `${name}:${type}:${value}\r\n`).join('')
}
