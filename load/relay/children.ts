/** Child processes of a bench: started beside this file, asked one thing at a time. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Opening some hundred pairs under TLS is the longest that is asked for. */
const answerMs = 60_000

/** Starts a compiled script with a channel for messages. */
export const startChild = (file: URL, words: readonly string[] = []): ChildProcess =>
  fork(fileURLToPath(file), [...words], { execArgv: [] })

/** Sends an order and waits for its answer; a child that ends first is an error. */
export const ask = async <O extends object, A extends { kind: string }, K extends A['kind']>(
  child: ChildProcess,
  order: O,
  kind: K,
): Promise<Extract<A, { kind: K }>> => {
  const gone = new AbortController()
  const { signal } = gone
  const late = delay(answerMs, undefined, { signal, ref: false }).then(() => {
    throw new Error(`a process of the bench did not answer in ${answerMs / 1_000} s`)
  })
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('a process of the bench ended early')
  })
  // Only one of them is waited for in the end.
  ended.catch(() => undefined)
  late.catch(() => undefined)
  try {
    child.send(order)
    const [answer] = (await Promise.race([once(child, 'message', { signal }), ended, late])) as [A]
    if (answer.kind !== kind) throw new Error(`unexpected answer ${answer.kind}`)
    // The kind has just been compared.
    return answer as Extract<A, { kind: K }>
  } finally {
    gone.abort()
  }
}
