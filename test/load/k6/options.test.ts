import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findK6 } from '../../../load/k6/find-k6.ts'
import { readLoadOptions, socketCountOf, userCountOf } from '../../../load/k6/options.ts'

const read = (words: string) => {
  const options = readLoadOptions(words.split(' '))
  if (options === 'help') throw new Error('that asks for help')
  return options
}

describe('what npm run load is asked for', () => {
  it('has units and defaults', () => {
    expect(read('relay --pairs 16 --frame 64k')).toMatchObject({
      ...{ script: 'relay', pairs: 16, frameBytes: 65_536, rate: 0, seconds: 30 },
      ...{ site: undefined, json: false },
    })
    expect(read('soak --rate 100 --duration 30m')).toMatchObject({ rate: 100, seconds: 1_800 })
    expect(readLoadOptions(['--help'])).toBe('help')
  })

  it.each([
    ['', /no script/],
    ['relays', /relays is no script/],
    ['relay storm', /is no script/],
    ['relay --pairs 0', /--pairs is 0/],
    ['relay --frame 1m', /--frame is 1m/],
    ['relay --frame 8', /--frame is 8/],
    ['relay --frame 129k', /--frame is 129k/],
    ['storm --rate 0', /--rate is 0/],
    ['storm --duration 30', /--duration is 30/],
    ['storm --duration 0s', /--duration is 0s/],
    ['storm --speed 3', /--speed/],
    ['feed --url https://localhost:1', /--url needs --tokens/],
    ['feed --tokens t', /--tokens, --ca and --metrics are for a site that runs/],
    ['soak --url https://localhost:1 --tokens t', /soak watches memory/],
    ['feed --tokens t --url http://localhost:1', /--url is http/],
    ['feed --tokens t --url nowhere', /--url is nowhere/],
  ])('%s is refused', (words, message) => {
    expect(() => readLoadOptions(words.split(' ').filter((word) => word !== ''))).toThrow(message)
  })

  it('a target that is not on this machine is refused unless it is owned', () => {
    const words = 'feed --tokens t --url https://desktops.example'
    expect(() => read(words)).toThrow(/is not on this machine/)
    expect(read(`${words} --i-own-this-target`).site?.url).toBe('https://desktops.example')
    expect(read('feed --tokens t --url https://127.0.0.1:8443/').site?.url).toBe(
      'https://127.0.0.1:8443',
    )
  })

  it('users are as many as are there at once', () => {
    expect(userCountOf(read('relay --pairs 9'))).toBe(9)
    expect(userCountOf(read('connect --users 5'))).toBe(5)
    expect(userCountOf(read('storm --rate 50'))).toBe(3_000)
    expect(socketCountOf(read('relay --pairs 9'))).toBe(27)
  })
})

describe('k6', () => {
  const program = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-k6-test-'))
    const file = join(folder, 'k6')
    writeFileSync(file, `#!/bin/sh\n${text}\n`)
    chmodSync(file, 0o755)
    return { file, folder, remove: () => rmSync(folder, { recursive: true }) }
  }

  it('is what says that it is', () => {
    const good = program('echo "k6 v1.8.1 (go1.26, linux/amd64)"')
    const bad = program('exit 1')
    try {
      expect(findK6(good.file, {})).toEqual({ program: good.file, version: '1.8.1' })
      expect(() => findK6(bad.file, {})).toThrow(/is no k6/)
    } finally {
      good.remove()
      bad.remove()
    }
  })

  it('is found where our script puts it, and its absence says how to install it', () => {
    const good = program('echo "k6 v1.8.1 (go1.26, linux/amd64)"')
    const path = process.env['PATH']
    process.env['PATH'] = '/usr/bin:/bin'
    try {
      expect(findK6(undefined, { CAUSEWAY_K6_HOME: good.folder }).program).toBe(good.file)
      good.remove()
      expect(() => findK6(undefined, { CAUSEWAY_K6_HOME: good.folder })).toThrow(
        expect.objectContaining({ fix: expect.stringContaining('test/real/install-k6.sh') }),
      )
    } finally {
      process.env['PATH'] = path
    }
  })
})
