/** Log lines for operators: one JSON line a fact, on standard error. */
import { type Logger, pino } from 'pino'

/** Results go to standard output; what happened on the way goes here. */
export const createLogger = (level: string, process: string): Logger =>
  pino(
    { level, base: { process }, serializers: { error: pino.stdSerializers.err } },
    pino.destination({ fd: 2, sync: true }),
  )
