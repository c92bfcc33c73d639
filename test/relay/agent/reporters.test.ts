import { describe, expect, it } from 'vitest'
import type { ControlMessage } from '../../../proto/control-codec.ts'
import { createCertificateReporter } from '../../../relay/agent/certificate-reporter.ts'
import type { CertificateReading } from '../../../relay/agent/rdp-certificate.ts'
import type { HookAnswer } from '../../../relay/agent/sessions-hook.ts'
import { createSessionsReporter } from '../../../relay/agent/sessions-reporter.ts'
import type { Target } from '../../../relay/agent/target-dial.ts'
import { createRecordedLog } from '../../support/relay/quiet-log.ts'

/** Timers that run when the test says so, and a channel that can be down. */
const createStage = () => {
  const timers = new Set<() => void>()
  const sent: ControlMessage[] = []
  const stage = {
    up: true,
    sent,
    timerCount: () => timers.size,
    system: {
      after: (_: number, callback: () => void) => {
        timers.add(callback)
        return () => timers.delete(callback)
      },
    },
    send: (message: ControlMessage): boolean => {
      if (stage.up) sent.push(message)
      return stage.up
    },
    settle: () => new Promise<void>((resolve) => setImmediate(resolve)),
    /** Lets every timer that waits now run, and what follows from it. */
    tick: async () => {
      for (const callback of [...timers]) {
        timers.delete(callback)
        callback()
      }
      await stage.settle()
    },
  }
  return stage
}

describe('certificates', () => {
  const certificate = (fill: number): CertificateReading => ({
    kind: 'certificate',
    fingerprintSha256: new Uint8Array(32).fill(fill),
  })
  const target = (protocol: Target['protocol']): Target => ({ host: 'h', port: 1, protocol })
  const start = (readings: CertificateReading[]) => {
    const stage = createStage()
    const reporter = createCertificateReporter(
      { ...stage, read: async () => readings.shift() ?? { kind: 'none' } },
      {
        targets: new Map([
          ['', target('rdp')],
          ['ssh', target('tcp')],
        ]),
        intervalMs: 1,
      },
    )
    const fills = () =>
      stage.sent.flatMap((message) =>
        message.type === 'certificateReport' ? (message.fingerprintSha256[0] ?? 'none') : [],
      )
    return { stage, reporter, fills }
  }

  it('are reported when they change, not when they stay, and for RDP targets alone', async () => {
    const readings = [certificate(1), certificate(1), certificate(2)]
    const { stage, reporter, fills } = start(readings)
    reporter.repeat()
    await stage.settle()
    await stage.tick()
    expect(fills()).toEqual([1])
    await stage.tick()
    expect(fills()).toEqual([1, 2])
    await stage.tick()
    expect(fills()).toEqual([1, 2, 'none'])
    reporter.stop()
    expect(stage.timerCount()).toBe(0)
  })

  it('a target that does not answer is no change', async () => {
    const silent: CertificateReading = { kind: 'unreachable', detail: 'refused' }
    const { stage, reporter, fills } = start([certificate(1), silent, certificate(1)])
    reporter.repeat()
    await stage.settle()
    await stage.tick()
    await stage.tick()
    expect(fills()).toEqual([1])
    reporter.stop()
  })

  it('are repeated on a new channel', async () => {
    const { stage, reporter, fills } = start([certificate(1), certificate(1)])
    reporter.repeat()
    await stage.settle()
    reporter.repeat()
    await stage.settle()
    expect(fills()).toEqual([1, 1])
    reporter.stop()
  })
})

describe('sessions', () => {
  const listed = (...ids: string[]): HookAnswer => ({
    kind: 'sessions',
    sessions: ids.map((hostSessionId) => ({
      hostSessionId,
      userSessionId: '',
      state: 'active',
      account: '',
    })),
  })
  const start = (answers: HookAnswer[]) => {
    const stage = createStage()
    const log = createRecordedLog()
    let asked = 0
    const hook = async (): Promise<HookAnswer> => {
      asked += 1
      return answers.shift() ?? listed()
    }
    const reporter = createSessionsReporter(
      { ...stage, log, hook, relays: () => [] },
      { intervalMs: 1 },
    )
    const lists = () =>
      stage.sent.flatMap((message) =>
        message.type === 'sessionsReport'
          ? [message.sessions.map((session) => session.hostSessionId).join(' ')]
          : [],
      )
    return { stage, log, reporter, lists, asked: () => asked }
  }

  it('are reported when the list changes, whatever its order', async () => {
    const answers = [listed('1', '2'), listed('2', '1'), listed('2')]
    const { stage, reporter, lists } = start(answers)
    await stage.settle()
    await stage.tick()
    expect(lists()).toEqual(['1 2'])
    await stage.tick()
    await stage.tick()
    expect(lists()).toEqual(['1 2', '2', ''])
    reporter.stop()
    expect(stage.timerCount()).toBe(0)
  })

  it('a failing hook changes nothing and is told once', async () => {
    const failed: HookAnswer = { kind: 'failed', detail: 'took too long' }
    const { stage, log, reporter, lists } = start([listed('1'), failed, failed, listed('1')])
    await stage.settle()
    for (let round = 0; round < 3; round++) await stage.tick()
    expect(lists()).toEqual(['1'])
    expect(reporter.current()?.length).toBe(1)
    expect(log.lines.filter(({ level }) => level === 'warn').length).toBe(1)
    reporter.stop()
  })

  it('that could not be sent are sent on the next channel', async () => {
    const { stage, reporter, lists } = start([listed('1')])
    stage.up = false
    await stage.settle()
    expect(lists()).toEqual([])
    stage.up = true
    reporter.repeat()
    expect(lists()).toEqual(['1'])
    reporter.stop()
  })

  it('are asked for again when a relay ends while the hook runs', async () => {
    const { stage, reporter, asked } = start([listed('1')])
    reporter.poke()
    reporter.poke()
    await stage.settle()
    expect(asked()).toBe(2)
    reporter.stop()
    reporter.poke()
    expect(asked()).toBe(2)
  })
})
