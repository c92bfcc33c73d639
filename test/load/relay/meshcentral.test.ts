import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { meshCentral } from '../../../load/relay/meshcentral.ts'
import { peers } from '../../../load/relay/peers.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-mesh-'))
  vi.stubEnv('MESHCENTRAL_PATH', folder)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe('MeshCentral', () => {
  it('is one of the peers', () => {
    expect(peers).toContain(meshCentral)
  })

  it('is missed aloud where the named folder does not hold it', () => {
    expect(meshCentral.missing()).toContain('npm install -g meshcentral')
    expect(meshCentral.missing()).toContain('MESHCENTRAL_PATH')
  })

  it('is there where the named folder holds it', () => {
    writeFileSync(join(folder, 'meshcentral.js'), '')
    expect(meshCentral.missing()).toBeUndefined()
  })
})
