/**
 * Asks the host for its user sessions through a command of the operator's: JSON on its standard
 * input, a JSON list on its standard output. Bounded in time and output; nothing is interpreted by
 * a shell.
 */
import { spawn } from 'node:child_process'
import { z } from 'zod'
import type { System } from '../../core/broker/ports.ts'
import {
  controlNameCharsMax,
  controlSessionCountMax,
  sessionsHookBytesMax,
} from '../../core/domain/limits.ts'
import type { AgentRelay } from './rendezvous.ts'

const name = z.string().min(1).max(controlNameCharsMax)

const sessionList = z
  .array(
    z.object({
      hostSessionId: name,
      userSessionId: z.string().max(controlNameCharsMax).default(''),
      state: z.enum(['active', 'disconnected']),
      account: z.string().max(controlNameCharsMax).default(''),
    }),
  )
  .max(controlSessionCountMax)

/** A session on the host, as the operating system knows it. */
export type HostSession = Readonly<z.output<typeof sessionList>[number]>

export type HookAnswer =
  | { readonly kind: 'sessions'; readonly sessions: readonly HostSession[] }
  | { readonly kind: 'failed'; readonly detail: string }

export type SessionsHook = (relays: readonly AgentRelay[]) => Promise<HookAnswer>

/**
 * Makes the hook of one command.
 * @param command program and its arguments, at least the program
 */
export const createSessionsHook = (
  ports: { readonly system: Pick<System, 'after'> },
  command: readonly string[],
  options: { readonly deadlineMs: number },
): SessionsHook => {
  const [program = '', ...args] = command
  return (relays) =>
    new Promise((resolve) => {
      const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
      const chunks: Buffer[] = []
      let size = 0
      let failure: string | undefined
      const giveUp = (detail: string): void => {
        failure ??= detail
        child.kill('SIGKILL')
      }
      const cancel = ports.system.after(options.deadlineMs, () => giveUp('took too long'))
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > sessionsHookBytesMax) giveUp('answered too much')
        else chunks.push(chunk)
      })
      child.once('error', (error) => {
        cancel()
        resolve({ kind: 'failed', detail: error.message })
      })
      child.once('close', (code) => {
        cancel()
        if (failure === undefined && code !== 0) failure = `ended with status ${code}`
        if (failure !== undefined) resolve({ kind: 'failed', detail: failure })
        else resolve(parseAnswer(Buffer.concat(chunks).toString('utf8')))
      })
      // A hook that does not read its input is no failure.
      child.stdin.on('error', () => undefined)
      child.stdin.end(`${JSON.stringify({ version: 1, relays })}\n`)
    })
}

const parseAnswer = (text: string): HookAnswer => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'failed', detail: 'answered something that is not JSON' }
  }
  const parsed = sessionList.safeParse(json)
  if (parsed.success) return { kind: 'sessions', sessions: parsed.data }
  const issue = parsed.error.issues[0]
  return { kind: 'failed', detail: `answered ${issue?.path.join('.')}: ${issue?.message}` }
}
