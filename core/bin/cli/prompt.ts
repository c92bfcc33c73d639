/** Secrets from a person or a pipe: never echoed, never an argument that `ps` shows. */
import { usageFault } from './exit.ts'
import type { Io } from './io.ts'

const secretBytesMax = 4_096

/** The first line of standard input, for --…-stdin flags. Throws a usage fault when empty. */
export const readSecretLine = async (io: Io): Promise<string> => {
  let text = ''
  for await (const chunk of io.stdin) {
    text += chunk.toString()
    if (text.includes('\n') || text.length > secretBytesMax) break
  }
  const line = text.split(/\r?\n/, 1)[0] ?? ''
  if (line !== '' && line.length <= secretBytesMax) return line
  throw usageFault('standard input brought no password', 'pipe one line into the command')
}

/** Asks on the terminal without showing what is typed. Throws when there is no terminal. */
export const askSecret = (io: Io, question: string): Promise<string> => {
  const { stdin, stderr } = io
  if (stdin.isTTY !== true || stdin.setRawMode === undefined) {
    throw usageFault('there is no terminal to ask the password on', 'use --password-stdin')
  }
  stdin.setRawMode(true)
  stderr.write(question)
  return new Promise((resolve, reject) => {
    let typed = ''
    const finish = (act: () => void): void => {
      stdin.removeListener('data', onData)
      stdin.setRawMode?.(false)
      stdin.pause()
      stderr.write('\n')
      act()
    }
    const onData = (chunk: Buffer | string): void => {
      for (const character of chunk.toString()) {
        if (character === '\r' || character === '\n' || character === '\u0004') {
          finish(() => resolve(typed))
          return
        }
        if (character === '\u0003') {
          finish(() => reject(usageFault('no password was given', 'run it again')))
          return
        }
        if (character === '\u007f' || character === '\b') typed = [...typed].slice(0, -1).join('')
        else if (typed.length < secretBytesMax) typed += character
      }
    }
    stdin.on('data', onData)
    stdin.resume()
  })
}

/**
 * Asks a question on the terminal; true for `y` or `yes` alone. Throws when there is no terminal.
 */
export const askYes = (io: Io, question: string): Promise<boolean> => {
  const { stdin, stderr } = io
  if (stdin.isTTY !== true) {
    throw usageFault('there is no terminal to ask on', 'give --yes to go on without being asked')
  }
  stderr.write(`${question} [y/N] `)
  return new Promise((resolve) => {
    let typed = ''
    const finish = (): void => {
      stdin.removeListener('data', onData)
      stdin.removeListener('end', finish)
      stdin.pause()
      resolve(/^y(es)?$/i.test(typed.split('\n', 1)[0]?.trim() ?? ''))
    }
    const onData = (chunk: Buffer | string): void => {
      typed += chunk.toString()
      if (typed.includes('\n') || typed.length > secretBytesMax) finish()
    }
    stdin.on('data', onData)
    stdin.once('end', finish)
    stdin.resume()
  })
}
