/** Whether the API of these settings answers, is trusted, is ready, and agrees on the time. */

import { clockSkewMs } from '../../domain/limits.ts'
import type { Config } from '../config-schema.ts'
import { apiUrlOf, trustOf } from './api.ts'
import { type Check, fail, ok, warn } from './doctor-check.ts'
import { CommandFault } from './exit.ts'
import { askHttp } from './http.ts'
import type { Io } from './io.ts'

/** A Date header counts whole seconds. */
const headerMs = 1_000

const checkClock = (date: unknown, beforeMs: number, afterMs: number): Check => {
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN
  if (Number.isNaN(at)) return warn('clock', 'the API tells no time', 'compare the clocks yourself')
  const behind = Math.max(0, beforeMs - (at + headerMs))
  const ahead = Math.max(0, at - afterMs)
  const skewMs = Math.max(behind, ahead)
  const detail = `${skewMs === 0 ? 'less than 1' : Math.round(skewMs / 1_000)} s from the API's`
  if (skewMs < clockSkewMs / 2) return ok('clock', detail)
  return fail('clock', detail, 'set both clocks by NTP: tokens are refused')
}

/** Asks /healthz and /readyz. An API that does not run is a warning: maybe it should not. */
export const checkApi = async (io: Io, config: Config): Promise<readonly Check[]> => {
  let baseUrl = ''
  try {
    baseUrl = apiUrlOf(io, config)
    const { ca } = trustOf(io, config, baseUrl)
    const target = { baseUrl, ca, signal: io.signal }
    const beforeMs = io.nowMs()
    const health = await askHttp(target, { path: '/healthz' })
    const clock = checkClock(health.headers['date'], beforeMs, io.nowMs())
    const ready = await askHttp(target, { path: '/readyz' })
    const fix = "look at the server's log"
    const healthy =
      health.status === 200
        ? ok('API', `${baseUrl} answers`)
        : fail('API', `${baseUrl} answers with status ${health.status}`, fix)
    const readiness =
      ready.status === 200
        ? ok('ready', 'takes connections')
        : warn('ready', `takes no connections now (status ${ready.status})`, fix)
    return [healthy, readiness, clock]
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error
    const absent = error.code === 'UNREACHABLE'
    return [absent ? warn('API', error.message, error.fix) : fail('API', error.message, error.fix)]
  }
}
