import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAgentFolder } from '../../../relay/agent/data-folder.ts'

let parent = ''
let folder = ''

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'causeway-agent-'))
  folder = join(parent, 'data')
})

afterEach(() => rmSync(parent, { recursive: true, force: true }))

const machine = { machineId: 'host-1', poolId: 'pool-1', brokerUrls: ['wss://127.0.0.1:8445'] }
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

describe('keeping', () => {
  it('a second run finds key, machine and authority of the first', () => {
    const first = openAgentFolder(folder)
    expect(first.machine).toBeUndefined()
    first.saveMachine(machine)
    first.saveCa('the authority')
    first.close()
    const second = openAgentFolder(folder)
    expect(second.keyPem).toBe(first.keyPem)
    expect(second.machine).toEqual(machine)
    expect(second.ca).toBe('the authority')
    second.close()
  })

  it('folder and files are for their owner alone', () => {
    const opened = openAgentFolder(folder)
    opened.saveMachine(machine)
    opened.saveCa('the authority')
    opened.close()
    expect(mode(folder)).toBe('700')
    const files = readdirSync(folder)
    expect(files.sort()).toEqual(['ca.pem', 'key.pem', 'machine.json'])
    expect(files.map((name) => mode(join(folder, name)))).toEqual(['600', '600', '600'])
  })

  it('a damaged file is named, and the folder is free again', () => {
    openAgentFolder(folder).close()
    writeFileSync(join(folder, 'machine.json'), '{"version":1')
    expect(() => openAgentFolder(folder)).toThrow(/machine\.json is damaged/)
    expect(() => openAgentFolder(folder)).toThrow(/machine\.json is damaged/)
  })
})

describe('one process at a time', () => {
  it('a folder in use is refused with the process that has it', () => {
    const first = openAgentFolder(folder)
    expect(() => openAgentFolder(folder)).toThrow(`held by process ${process.pid}`)
    expect(() => openAgentFolder(folder)).toThrow(expect.objectContaining({ code: 'LOG_IN_USE' }))
    first.close()
    first.close()
    openAgentFolder(folder).close()
  })

  it('the lock of a process that is gone is taken over', async () => {
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
    const { pid } = child
    await once(child, 'exit')
    openAgentFolder(folder).close()
    writeFileSync(join(folder, 'lock'), `${pid} 12345`)
    const opened = openAgentFolder(folder)
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain(`${process.pid} `)
    opened.close()
    expect(readdirSync(folder)).toEqual(['key.pem'])
  })

  it('the lock of an earlier process with the same number is taken over', () => {
    openAgentFolder(folder).close()
    writeFileSync(join(folder, 'lock'), `${process.pid} 1`)
    openAgentFolder(folder).close()
  })
})
