/** `causeway config check | show`: what is set, where it was set, and every fault at once. */
import { settingValue } from '../config.ts'
import { listSettings } from '../config-keys.ts'
import { tlsFileFaults } from '../tls-files.ts'
import type { Run } from './command.ts'
import { exitCodes } from './exit.ts'
import { terminalText } from './terminal-text.ts'

const mask = '(hidden)'

/** Files are looked at once the settings that name them can be read. */
const faultsOf = async (run: Run) => {
  const faults = await run.settingFaults()
  if (faults.length > 0) return faults
  const { config } = await run.settings()
  return tlsFileFaults(config.tls)
}

/** Tells every fault of the settings and of the files that they name; fails when there is one. */
export const checkConfig = async (run: Run): Promise<number> => {
  const faults = await faultsOf(run)
  run.out.result({ ok: faults.length === 0, faults }, () => {
    if (faults.length === 0) return 'all settings are right\n'
    return faults
      .map(({ where, what, fix }) => {
        const place = where === '' ? '' : `${where}: `
        return `${terminalText(`${place}${what}`)}\n  fix: ${terminalText(fix)}\n`
      })
      .join('')
  })
  return faults.length === 0 ? exitCodes.ok : exitCodes.usage
}

const shown = (value: unknown): string => {
  if (value === undefined) return '-'
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** Lists every setting with its value and where it came from; secrets are masked. */
export const showConfig = async (run: Run): Promise<number> => {
  const { config, sources } = await run.settings()
  const rows = listSettings().map((setting) => {
    const value = settingValue(config, setting)
    const source = sources.get(setting.key)
    const visible = setting.doc.secret && value !== undefined ? mask : value
    return {
      key: setting.key,
      value: visible ?? null,
      source: source?.kind ?? 'default',
      where: source?.where ?? '',
      env: setting.env,
    }
  })
  run.out.table(
    rows,
    ['KEY', 'VALUE', 'SOURCE'],
    rows.map(({ key, value, source, where }) => [
      key,
      shown(value ?? undefined),
      where === '' ? source : `${source} ${where}`,
    ]),
  )
  return exitCodes.ok
}
