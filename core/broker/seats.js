import { idOf } from './streams.ts';
/** Frees the seat of a user session, if there is one. */
export const releaseSeat = async (handler, hostId, userSessionId, reason, cause) => {
    if (hostId === '' || userSessionId === '')
        return;
    await handler.execute('host', hostId, { type: 'ReleaseSeat', userSessionId, reason }, cause);
};
/** Seats whose user session is over or lives elsewhere: what a crash between two appends leaves. */
export const orphanedSeats = (live) => {
    const orphans = [];
    // Removed hosts too: whoever sat there counts when the host comes back.
    for (const [, { category, state }] of live.entries()) {
        if (category !== 'host')
            continue;
        // The category names the state.
        const { hostId, seats } = state;
        for (const [userSessionId, seat] of Object.entries(seats)) {
            const session = live.stateOf('session', idOf(seat.userSessionStream));
            const elsewhere = session.hostId !== '' && session.hostId !== hostId;
            if (session.userSessionId !== userSessionId || elsewhere) {
                orphans.push({ hostId, userSessionId });
            }
        }
    }
    return orphans;
};
