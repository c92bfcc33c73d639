/**
 * What an agent keeps between runs: its key, who it is, its brokers and the authority it trusts.
 * The folder and its files are for their owner alone (0700, 0600). Files are replaced whole, so a
 * crash leaves the old or the new one.
 */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { newMachineKey } from '../../core/identity/machine-keys.ts'
import { lockFolder } from './folder-lock.ts'

const savedMachine = z.object({
  version: z.literal(1),
  machineId: z.string().min(1),
  poolId: z.string(),
  brokerUrls: z.array(z.string().min(1)).min(1),
})

/** Who this machine became when it joined. */
type SavedMachine = Readonly<Omit<z.output<typeof savedMachine>, 'version'>>

export type AgentFolder = {
  /** PKCS #8 PEM of the machine's Ed25519 key, made on first use. */
  readonly keyPem: string
  /** Undefined before the first registration. */
  readonly machine: SavedMachine | undefined
  /** PEM of the pinned authority, if one is pinned. */
  readonly ca: string | undefined
  saveMachine(machine: SavedMachine): void
  saveCa(pem: string): void
  /** Lets another process use the folder. Idempotent. */
  close(): void
}

/**
 * Opens or makes the folder. Throws Fault LOG_IN_USE when another process has it, and an error
 * naming the file when something in it cannot be read.
 */
export const openAgentFolder = (folder: string): AgentFolder => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700)
  const lock = lockFolder(folder)
  try {
    const keyPem = readText(folder, 'key.pem') ?? makeKey(folder)
    const saved = readText(folder, 'machine.json')
    return {
      keyPem,
      machine: saved === undefined ? undefined : parseMachine(join(folder, 'machine.json'), saved),
      ca: readText(folder, 'ca.pem'),
      saveMachine: (machine) => {
        const { machineId, poolId, brokerUrls } = machine
        const text = JSON.stringify({ version: 1, machineId, poolId, brokerUrls }, null, 2)
        replaceFile(folder, 'machine.json', `${text}\n`)
      },
      saveCa: (pem) => replaceFile(folder, 'ca.pem', pem),
      close: lock.release,
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const parseMachine = (path: string, text: string): SavedMachine => {
  try {
    const { machineId, poolId, brokerUrls } = savedMachine.parse(JSON.parse(text))
    return { machineId, poolId, brokerUrls }
  } catch (cause) {
    throw new Error(`${path} is damaged: move it away and join again`, { cause })
  }
}

const makeKey = (folder: string): string => {
  const pem = newMachineKey()
  replaceFile(folder, 'key.pem', pem)
  return pem
}

const readText = (folder: string, name: string): string | undefined => {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const replaceFile = (folder: string, name: string, text: string): void => {
  const path = join(folder, name)
  const fresh = `${path}.new`
  const file = openSync(fresh, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(fresh, path)
}
