/** `causeway doctor`: every finding with its fix; fails when one of them is a failure. */
import { type Config, configSchema } from '../config-schema.ts'
import { tlsFileFaults } from '../tls-files.ts'
import type { Run } from './command.ts'
import { checkApi } from './doctor-api.ts'
import { type Check, fail, ok } from './doctor-check.ts'
import { checkMachine } from './doctor-machine.ts'
import { checkSite } from './doctor-site.ts'
import { exitCodes } from './exit.ts'
import { formatTable } from './table.ts'
import { terminalText } from './terminal-text.ts'
import { softwareVersion } from './version.ts'

/** The settings that the other checks go by: the defaults, when those given are wrong. */
const checkSettings = async (run: Run): Promise<{ config: Config; checks: readonly Check[] }> => {
  const faults = await run.settingFaults()
  if (faults.length === 0) {
    const { config } = await run.settings()
    const files = tlsFileFaults(config.tls).map(({ what, fix }) => fail('settings', what, fix))
    return { config, checks: files.length > 0 ? files : [ok('settings', 'all are right')] }
  }
  const checks = faults.map(({ where, what, fix }) => fail('settings', `${where}: ${what}`, fix))
  return { config: configSchema.parse({}), checks }
}

/** Looks at machine, site and API; changes nothing. */
export const doctor = async (run: Run): Promise<number> => {
  const { config, checks: settings } = await checkSettings(run)
  const checks = [
    ok('causeway', softwareVersion()),
    ...settings,
    ...(await checkMachine(run.io)),
    ...(await checkSite(run.io, config)),
    ...(await checkApi(run.io, config)),
  ]
  const failed = checks.some(({ state }) => state === 'fail')
  run.out.result({ ok: !failed, checks }, () => {
    const rows = checks.map(({ state, name, detail }) => [state, name, detail])
    const fixes = checks
      .filter(({ fix }) => fix !== '')
      .map(({ state, name, fix }) => `${state} ${terminalText(name)}: ${terminalText(fix)}\n`)
    const advice = fixes.length === 0 ? '' : `\nwhat to do:\n${fixes.join('')}`
    return formatTable(['STATE', 'WHAT', 'FOUND'], rows) + advice
  })
  return failed ? exitCodes.failed : exitCodes.ok
}
