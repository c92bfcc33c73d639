import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseProfile } from '../../../load/swarm/profile.ts'

const folder = new URL('../../../load/swarm/profiles/', import.meta.url)

const faultsOf = (text: string): readonly string[] => {
  const parsed = parseProfile(text)
  return parsed.kind === 'faults' ? parsed.faults : []
}

describe('profiles', () => {
  it('those that come with the program are whole', () => {
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) {
      const text = readFileSync(new URL(file, folder), 'utf8')
      expect([file, faultsOf(text)]).toEqual([file, []])
    }
  })

  it('times are spans, and what is left out has its standard', () => {
    const text = 'title: T\nduration: 2m\nhosts: { joinOver: 500ms }\nusers:\n'
    const parsed = parseProfile(`${text}  - { at: 1s, stay: { min: 1s, max: 2s } }`)
    expect(parsed).toEqual({
      kind: 'profile',
      profile: {
        title: 'T',
        duration: 120_000,
        hosts: { joinOver: 500 },
        users: [{ at: 1_000, over: 0, share: 1, stay: { min: 1_000, max: 2_000 } }],
        send: { bytes: 100, every: 1_000 },
        faults: [],
      },
    })
  })

  it('every fault names its field', () => {
    const faults = faultsOf(`
title: T
duration: soon
hosts: { joinOver: 1s, joinFast: yes }
users:
  - { at: 1s, share: 1.5, stay: { min: 5s, max: 1s } }
faults:
  - { kind: earthquake, at: 1s }
`)
    const fields = faults.map((fault) => fault.split(': ')[0])
    expect(fields).toEqual(['duration', 'hosts', 'users.0.share', 'users.0.stay', 'faults.0.kind'])
  })

  it('what is no YAML is said to be none', () => {
    expect(faultsOf('a: [')[0]).toMatch(/^it is not YAML: /)
    expect(faultsOf('')).toHaveLength(1)
  })
})
