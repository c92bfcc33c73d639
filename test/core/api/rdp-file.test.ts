import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadBalanceInfoOf, rdpFile, resourceOfHints } from '../../../core/api/rdp-file.ts'

const file = {
  resourceId: 'staff-desktop',
  name: 'Staff desktop',
  workspaceId: 'default',
  poolId: 'staff',
  gatewayHostname: 'api.test:8443',
  credSsp: true,
}

describe('the .rdp file', () => {
  it('is this, byte for byte', () => {
    const lines = [
      'full address:s:staff-desktop',
      'alternate full address:s:staff-desktop',
      'gatewayhostname:s:api.test:8443',
      'gatewayusagemethod:i:1',
      'gatewayprofileusagemethod:i:1',
      'gatewaycredentialssource:i:0',
      'gatewaybrokeringtype:i:1',
      'resourceprovider:s:arm',
      'wvd endpoint pool:s:staff',
      'workspace id:s:default',
      'loadbalanceinfo:s:Cookie: msts=staff-desktop',
      'remoteapplicationmode:i:0',
      'remoteapplicationprogram:s:||staff-desktop',
      'remotedesktopname:s:Staff desktop',
      'enablecredsspsupport:i:1',
      'negotiate security layer:i:1',
      'authentication level:i:2',
      'autoreconnection enabled:i:1',
      'disableconnectionsharing:i:1',
      'redirectclipboard:i:1',
    ]
    expect(rdpFile(file)).toBe(`${lines.join('\r\n')}\r\n`)
  })

  it.each([
    ['a line feed', '\n'],
    ['a carriage return', '\r'],
    ['NEL', '\u0085'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a form feed', '\f'],
    ['NUL', '\0'],
  ])('lets nobody add a property by %s in a name', (_name, end) => {
    const text = rdpFile({ ...file, name: `x${end}authentication level:i:0` })
    expect(text.split(/[\r\n\f\0\u0085\u2028\u2029]+/).filter((line) => line !== '')).toHaveLength(
      20,
    )
    expect(text).toContain('remotedesktopname:s:xauthentication level:i:0\r\n')
  })

  it('has the same properties whatever the values are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(text, text, text, text, (name, workspaceId, poolId, gatewayHostname) => {
        const made = rdpFile({ ...file, name, workspaceId, poolId, gatewayHostname })
        const names = made.split('\r\n').map((line) => line.split(':')[0])
        expect(names).toEqual(
          rdpFile(file)
            .split('\r\n')
            .map((line) => line.split(':')[0]),
        )
        expect(made.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u)
      }),
    )
  })

  it('holds neither a token nor a switch that turns pinning off', () => {
    expect(rdpFile(file)).not.toMatch(/token|ticket|authentication level:i:0|password/i)
  })
})

describe('what an ARM client sends back', () => {
  const hint = loadBalanceInfoOf('staff-desktop')

  it.each(['||staff-desktop', 'staff-desktop'])('names the resource by %s', (application) => {
    expect(resourceOfHints(application, hint)).toBe('staff-desktop')
  })

  it.each([
    ['another resource in one of the two', '||other', hint],
    ['no routing text', '||staff-desktop', ''],
    ['no application', '', hint],
    ['nothing', '', ''],
    ['an empty resource in both', '||', 'Cookie: msts='],
    ['a prefix of the routing text', '||staff-desktop', 'Cookie: msts=staff-desktop2'],
  ])('names none with %s', (_name, application, loadBalanceInfo) => {
    expect(resourceOfHints(application, loadBalanceInfo)).toBeUndefined()
  })
})
