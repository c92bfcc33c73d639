/** The agent process: settings in, an agent out, until it is told to stop. */
import { createAgent } from '../../relay/agent/agent.ts'
import { createSystem } from '../adapters/system.ts'
import { errorTable, Fault, isErrorCode } from '../domain/errors.ts'
import { parseAgentTarget } from './agent-target.ts'
import { CommandFault, exitCodes, failure, faultOfCode, usageFault } from './cli/exit.ts'
import type { Io } from './cli/io.ts'
import type { Output } from './cli/output.ts'
import { softwareVersion } from './cli/version.ts'
import type { Config } from './config-schema.ts'
import { createLogger } from './logger.ts'

const targetOf = (text: string) => {
  const target = parseAgentTarget(text)
  if (target !== undefined) return target
  throw usageFault(`target ${text} is not host:port or resource=host:port`, 'mend --target')
}

const openAgent = (config: Config, log: ReturnType<typeof createLogger>) => {
  const { agent } = config
  if (agent.targets.length === 0) {
    throw usageFault('no target is named', 'add --target 127.0.0.1:3389')
  }
  try {
    return createAgent(
      { system: createSystem(), log },
      {
        dataFolder: agent.dataFolder,
        softwareVersion: softwareVersion(),
        targets: new Map(agent.targets.map(targetOf)),
        ...(agent.join === undefined ? {} : { joinToken: agent.join }),
        ...(agent.name === undefined ? {} : { name: agent.name }),
        ...(agent.sessionsHook === undefined ? {} : { sessionsHook: [agent.sessionsHook] }),
      },
    )
  } catch (error) {
    if (error instanceof Fault) {
      throw new CommandFault('failed', error.code, error.message, errorTable[error.code].remedy)
    }
    throw error
  }
}

/** Runs the agent until a signal or a final rejection; gives the exit code. */
export const runAgent = async (config: Config, io: Io, out: Output): Promise<number> => {
  const log = createLogger(config.log.level, 'agent')
  const agent = openAgent(config, log)
  const stop = () => void agent.stop()
  io.signal.addEventListener('abort', stop, { once: true })
  if (io.signal.aborted) stop()
  const watch = setInterval(() => {
    if (!agent.isUp()) return
    clearInterval(watch)
    const hostId = agent.machineId() ?? ''
    out.event({ event: 'ready', hostId })
    out.line(`Host ${hostId} is connected; it listens on nothing. Ctrl-C ends it.`)
  }, 50)
  const result = await agent.finished
  clearInterval(watch)
  await agent.stop()
  if (result.kind === 'stopped') return exitCodes.ok
  if (result.kind === 'untrusted') {
    throw failure(result.detail, 'check the address, or create a new registration token')
  }
  if (isErrorCode(result.code)) throw faultOfCode(result.code, result.detail)
  throw failure(`the broker rejected this host: ${result.code}`, result.detail)
}
