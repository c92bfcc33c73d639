/**
 * Subscriptions over a log that can be read by sequence: catch up, then wait to be woken. One loop
 * reads and delivers, so there is no seam between the two at which an event could be lost or told
 * twice.
 */
import { setImmediate } from 'node:timers/promises';
import { readBatchCountMax } from '../domain/limits.ts';
/** Makes the subscriptions of one log. */
export const createFollowers = (log) => {
    const all = new Set();
    const follow = (after, options) => {
        let stopped = false;
        let waiting;
        const wake = () => {
            waiting?.();
            waiting = undefined;
        };
        const deliver = async () => {
            let at = after;
            let caughtUpAt = -1;
            // The first batch comes after subscribe has returned.
            await Promise.resolve();
            while (!stopped) {
                if (at < log.head()) {
                    const events = log.readAfter(at);
                    at += events.length;
                    await options.onEvents(events);
                    // Catching up is a long run of microtasks: let timers and sockets have their turn.
                    if (events.length === readBatchCountMax)
                        await setImmediate();
                }
                else if (caughtUpAt !== at) {
                    caughtUpAt = at;
                    options.onCaughtUp?.();
                }
                else {
                    await new Promise((resolve) => {
                        waiting = resolve;
                    });
                }
            }
        };
        const done = deliver()
            .catch((fault) => options.onFault?.(fault))
            .finally(() => all.delete(follower));
        const subscription = {
            stop: () => {
                stopped = true;
                wake();
                // Also waits for the handler under way, which therefore must not wait for this.
                return done;
            },
        };
        const follower = { wake, subscription };
        all.add(follower);
        return subscription;
    };
    return {
        follow,
        wake: () => {
            for (const follower of all)
                follower.wake();
        },
        stop: async () => {
            await Promise.all([...all].map((follower) => follower.subscription.stop()));
        },
    };
};
