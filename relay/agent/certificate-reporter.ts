/**
 * Tells the broker the fingerprints of the RDP certificates that this host's targets show: each
 * after every reconnect, and when one changes. A target that does not answer says nothing, so an
 * outage never looks like a change.
 */
import type { System } from '../../core/broker/ports.ts'
import type { ControlMessage } from '../../proto/control-codec.ts'
import type { CertificateReading } from './rdp-certificate.ts'
import type { Target } from './target-dial.ts'

export type CertificateReporter = {
  /** A control channel is up: reads and reports all. */
  repeat(): void
  stop(): void
}

/** Starts with the first `repeat`. */
export const createCertificateReporter = (
  ports: {
    readonly system: Pick<System, 'after'>
    readonly read: (target: Target) => Promise<CertificateReading>
    readonly send: (message: ControlMessage) => boolean
  },
  options: { readonly targets: ReadonlyMap<string, Target>; readonly intervalMs: number },
): CertificateReporter => {
  const targets = [...options.targets].filter(([, target]) => target.protocol === 'rdp')
  /** What the broker has on this channel, in hex, by resource id. */
  const sent = new Map<string, string>()
  let turn = 0
  let cancelNext: () => void = () => undefined

  const readAll = async (mine: number): Promise<void> => {
    for (const [resourceId, target] of targets) {
      const reading = await ports.read(target)
      if (mine !== turn) return
      if (reading.kind === 'unreachable') continue
      const bytes = reading.kind === 'certificate' ? reading.fingerprintSha256 : new Uint8Array(0)
      const text = Buffer.from(bytes).toString('hex')
      if (sent.get(resourceId) === text) continue
      if (ports.send({ type: 'certificateReport', resourceId, fingerprintSha256: bytes })) {
        sent.set(resourceId, text)
      }
    }
    cancelNext = ports.system.after(options.intervalMs, () => void readAll(mine))
  }

  return {
    repeat: () => {
      turn += 1
      cancelNext()
      sent.clear()
      void readAll(turn)
    },
    stop: () => {
      turn += 1
      cancelNext()
    },
  }
}
