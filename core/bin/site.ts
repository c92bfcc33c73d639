/** Names and urls of a site, as others know it. */
import type { System } from '../broker/ports.ts'
import { type DataFolder, openDataFolder } from '../identity/data-folder.ts'
import { DataFolderFault } from '../identity/private-files.ts'
import { failure } from './cli/exit.ts'
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

/** Opens the data folder, or says for a person why it cannot be used and what to do. */
export const openSiteFolder = async (config: Config, system: System): Promise<DataFolder> => {
  const options = { folder: config.dataFolder, names: certificateNames(config) }
  try {
    return await openDataFolder({ system }, options)
  } catch (error) {
    if (error instanceof DataFolderFault) throw failure(error.message, error.fix, error)
    throw error
  }
}
