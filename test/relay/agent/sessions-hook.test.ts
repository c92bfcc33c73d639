import { describe, expect, it } from 'vitest'
import { createSystem } from '../../../core/adapters/system.ts'
import { sessionsHookBytesMax } from '../../../core/domain/limits.ts'
import { createSessionsHook } from '../../../relay/agent/sessions-hook.ts'

/** Runs a piece of JavaScript as the hook. */
const ask = (script: string, deadlineMs = 20_000) =>
  createSessionsHook({ system: createSystem() }, [process.execPath, '-e', script], { deadlineMs })([
    { connectionId: 'connection-1', userSessionId: 'session-1' },
  ])

const session = { hostSessionId: '7', userSessionId: 'session-1', state: 'active', account: 'al' }

describe('an answer', () => {
  it('is a list of sessions', async () => {
    const answer = await ask(`console.log(${JSON.stringify(JSON.stringify([session]))})`)
    expect(answer).toEqual({ kind: 'sessions', sessions: [session] })
  })

  it('may leave out what the host does not know', async () => {
    expect(await ask(`console.log('[{"hostSessionId":"7","state":"disconnected"}]')`)).toEqual({
      kind: 'sessions',
      sessions: [{ hostSessionId: '7', userSessionId: '', state: 'disconnected', account: '' }],
    })
  })

  it('can rest on the relays that stand in the question', async () => {
    const script = `
      const { version, relays } = JSON.parse(require('fs').readFileSync(0, 'utf8'))
      const { userSessionId } = relays[version - 1]
      console.log(JSON.stringify([{ hostSessionId: '1', state: 'active', userSessionId }]))`
    expect(await ask(script)).toMatchObject({ sessions: [{ userSessionId: 'session-1' }] })
  })
})

describe('a failure', () => {
  it.each([
    ['no JSON', `console.log('hello')`, /not JSON/],
    ['an unknown state', `console.log('[{"hostSessionId":"1","state":"idle"}]')`, /0\.state/],
    ['no id', `console.log('[{"hostSessionId":"","state":"active"}]')`, /0\.hostSessionId/],
    ['a bad status', `process.exitCode = 3`, /status 3/],
    ['too much', `process.stdout.write('x'.repeat(${sessionsHookBytesMax + 1}))`, /too much/],
  ])('%s is told apart', async (_, script, pattern) => {
    expect(await ask(script)).toEqual({ kind: 'failed', detail: expect.stringMatching(pattern) })
  })

  it('a hook that never ends is killed', async () => {
    expect(await ask('setInterval(() => {}, 1000)', 100)).toEqual({
      kind: 'failed',
      detail: 'took too long',
    })
  })

  it('a program that does not exist', async () => {
    const hook = createSessionsHook({ system: createSystem() }, ['/no/such/program'], {
      deadlineMs: 1_000,
    })
    expect(await hook([])).toEqual({ kind: 'failed', detail: expect.stringMatching(/ENOENT/) })
  })
})
