/** What a gateway keeps between two starts: its key, who it is, where its brokers are. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { newMachineKey } from '../identity/machine-keys.ts'

const schema = z.object({
  gatewayId: z.string().min(1).max(256),
  brokerUrls: z.array(z.url()).min(1).max(16),
  ca: z.string().max(65_536).optional(),
})

export type GatewayMemory = z.infer<typeof schema>

export type GatewayFolder = {
  /** PKCS #8 PEM, made at the first start. */
  readonly keyPem: string
  readonly memory: GatewayMemory | undefined
  save(memory: GatewayMemory): void
}

const writeOwn = (file: string, text: string): void => {
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Opens the folder (0700), making it and the key where they are missing. */
export const openGatewayFolder = (folder: string): GatewayFolder => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keyFile = join(folder, 'gateway-key.pem')
  const memoryFile = join(folder, 'gateway.json')
  if (!existsSync(keyFile)) writeOwn(keyFile, newMachineKey())
  let memory: GatewayMemory | undefined
  if (existsSync(memoryFile)) {
    const parsed = schema.safeParse(JSON.parse(readFileSync(memoryFile, 'utf8')))
    if (!parsed.success) throw new Error(`${memoryFile} is damaged: delete it and join again`)
    memory = parsed.data
  }
  return {
    keyPem: readFileSync(keyFile, 'utf8'),
    memory,
    save: (next) => writeOwn(memoryFile, `${JSON.stringify(next)}\n`),
  }
}
