/** Names and urls of a site, as others know it. */
import type { System } from '../broker/ports.ts'
import { type DataFolder, openDataFolder } from '../identity/data-folder.ts'
import { readMarker } from '../identity/folder-marker.ts'
import { DataFolderFault } from '../identity/private-files.ts'
import { readBundle, type SiteBundle } from '../identity/site-bundle.ts'
import { failure, usageFault } from './cli/exit.ts'
import type { Config } from './config-schema.ts'

/** Everything the development certificate must cover. */
const certificateNames = (config: Config): string[] => {
  const urls = [
    config.api.publicUrl,
    config.control.publicUrl,
    config.gateway.publicUrl,
    config.gateway.ownPublicUrl,
  ]
  const fromUrls = urls.flatMap((url) => (url === undefined ? [] : [new URL(url).hostname]))
  return [...new Set([config.publicName, 'localhost', '127.0.0.1', ...fromUrls])]
}

/** The url of a listener: as given, or of the public name and the port it got. */
export const publicUrl = (
  config: Config,
  scheme: 'https' | 'wss',
  given: string | undefined,
  port: number,
): string => given?.replace(/\/$/, '') ?? `${scheme}://${config.publicName}:${port}`

/** The url of one worker's own port; a `*` in what is set stands for the worker's name. */
export const ownUrl = (config: Config, name: string | undefined, port: number): string => {
  const given = config.gateway.ownPublicUrl
  if (given?.includes('*') && name === undefined) {
    throw usageFault(
      'gateway.ownPublicUrl has a *, and this gateway no name',
      'give --gateway-name',
    )
  }
  return publicUrl(config, 'wss', given?.replace('*', name ?? ''), port)
}

/** The keys of the site that is joined; undefined when the folder has them already. */
const bundleOf = (config: Config): SiteBundle | undefined => {
  const { join } = config.broker
  if (join === undefined) return undefined
  const bundle = readBundle(join)
  if (bundle !== undefined || readMarker(config.dataFolder)?.joined === true) return bundle
  const fix = 'make one with `causeway admin keys export` on a machine of the site'
  throw new DataFolderFault(`there is no ${join} to join a site with`, fix)
}

/** Opens the data folder, or says for a person why it cannot be used and what to do. */
export const openSiteFolder = async (config: Config, system: System): Promise<DataFolder> => {
  try {
    const join = bundleOf(config)
    const folder = await openDataFolder(
      { system },
      {
        folder: config.dataFolder,
        names: certificateNames(config),
        ...(join === undefined ? {} : { join }),
      },
    )
    return { ...folder, brokerId: config.broker.id ?? folder.brokerId }
  } catch (error) {
    if (error instanceof DataFolderFault) throw failure(error.message, error.fix, error)
    throw error
  }
}
