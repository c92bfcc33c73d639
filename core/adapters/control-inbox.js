/**
 * What one control channel has sent and is not handled yet. Messages of one lane are handled one
 * after the other, lanes side by side, so that a gateway's thousand connections share the log's
 * group commits; a barrier waits for all before it. Bounded in messages and bytes.
 */
/** Makes an empty inbox; work that is queued handles its own errors. */
export const createControlInbox = (options) => {
    const lanes = new Map();
    let behind = Promise.resolve();
    let count = 0;
    let bytes = 0;
    return {
        push: (lane, size, work) => {
            if (count >= options.countMax || bytes + size > options.bytesMax)
                return false;
            count += 1;
            bytes += size;
            const turn = (lanes.get(lane) ?? behind).then(work).finally(() => {
                count -= 1;
                bytes -= size;
                if (lanes.get(lane) === turn)
                    lanes.delete(lane);
            });
            lanes.set(lane, turn);
            return true;
        },
        barrier: (work) => {
            behind = Promise.all([behind, ...lanes.values()]).then(work);
            lanes.clear();
        },
        idle: async () => {
            await Promise.all([behind, ...lanes.values()]);
        },
    };
};
