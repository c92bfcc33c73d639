/** A broker that reads a long log is not given up while it gets on. */
import { expect, it } from 'vitest'
import { createStartDeadline } from '../../../core/bin/start-deadline.ts'
import { startMs } from '../../../core/domain/limits.ts'
import { createManualSystem } from '../../support/broker/manual-system.ts'

const never = new Promise<never>(() => undefined)

it('ends a start that says nothing, and names it', async () => {
  const system = createManualSystem()
  const deadline = createStartDeadline(system, 'the broker')
  deadline.restart()
  const waiting = deadline.of(never)
  system.advance(startMs)
  await expect(waiting).rejects.toThrow(`the broker was not ready in ${startMs} ms`)
})

it('counts anew with each sign, and not before the first', async () => {
  const system = createManualSystem()
  const deadline = createStartDeadline(system, 'the broker')
  let ready: (value: string) => void = () => undefined
  const waiting = deadline.of(new Promise<string>((resolve) => (ready = resolve)))
  system.advance(startMs * 2)
  for (let sign = 0; sign < 5; sign++) {
    deadline.restart()
    system.advance(startMs - 1)
  }
  ready('facts')
  await expect(waiting).resolves.toBe('facts')
  deadline.stop()
  system.advance(startMs * 2)
  await expect(deadline.of(Promise.resolve('later'))).resolves.toBe('later')
})
