/** Starts at a fixed moment of 2026. */
export const createManualSystem = () => {
    const startMs = Date.UTC(2026, 0, 5, 8);
    const timers = new Set();
    let elapsed = 0;
    let ids = 0;
    return {
        nowMs: () => startMs + elapsed,
        monotonicMs: () => elapsed,
        after: (delayMs, callback) => {
            const timer = { at: elapsed + delayMs, callback };
            timers.add(timer);
            return () => timers.delete(timer);
        },
        newId: () => {
            ids += 1;
            return `01900000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`;
        },
        randomBytes: (length) => {
            ids += 1;
            return new Uint8Array(length).fill(ids % 251);
        },
        random: () => 0.5,
        advance: (ms) => {
            const until = elapsed + ms;
            for (;;) {
                const due = [...timers].filter((timer) => timer.at <= until);
                const next = due.sort((a, b) => a.at - b.at)[0];
                if (!next)
                    break;
                timers.delete(next);
                elapsed = Math.max(elapsed, next.at);
                next.callback();
            }
            elapsed = until;
        },
        waiting: () => timers.size,
    };
};
