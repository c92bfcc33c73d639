/** How long to wait before Kafka is tried again. Pure: chance comes in. */
import { kafkaRetryMaxMs, kafkaRetryMinMs } from '../domain/limits.ts'

/** Pause before the next try: doubled each time up to a bound, spread over its upper half. */
export const kafkaRetryMs = (failures: number, random: () => number): number => {
  const full = Math.min(kafkaRetryMaxMs, kafkaRetryMinMs * 2 ** Math.min(failures, 30))
  return full / 2 + (random() * full) / 2
}
