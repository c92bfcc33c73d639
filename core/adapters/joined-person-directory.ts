/**
 * Two person directories as one: new keys and names go to the first, what either knows is found,
 * and an erasure is one in both. For a site that has begun, or ceased, to share its log.
 */
import type { PersonDirectory } from '../broker/ports.ts'

/** Joins them; stopping stops the first before the second. */
export const joinPersonDirectories = (
  first: PersonDirectory,
  second: PersonDirectory,
): PersonDirectory => ({
  seal: first.seal,
  open: async (userId, sealed) =>
    (await first.open(userId, sealed)) ?? (await second.open(userId, sealed)),
  remember: first.remember,
  recall: async (userId) => (await first.recall(userId)) ?? (await second.recall(userId)),
  erase: async (userId) => {
    await first.erase(userId)
    await second.erase(userId)
  },
  stop: async () => {
    await first.stop()
    await second.stop()
  },
})
