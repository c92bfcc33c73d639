/** Calls `onDead` at most once, with the reason; the returned function ends the watch. */
export const keepControlAlive = (socket, ports, options, onDead) => {
    const { system } = ports;
    let heardAt = system.monotonicMs();
    let stopped = false;
    let cancel = () => undefined;
    const stop = () => {
        stopped = true;
        cancel();
    };
    const die = (reason) => {
        if (stopped)
            return;
        stop();
        onDead(reason);
    };
    const heard = () => {
        heardAt = system.monotonicMs();
        // Pongs are sent unasked: a peer that pings and never reads is cut.
        if (socket.bufferedAmount > options.bufferedBytesMax)
            die('the machine does not read');
    };
    const beat = () => {
        if (system.monotonicMs() - heardAt >= options.silenceMs) {
            die('nothing was heard from the machine');
            return;
        }
        if (socket.readyState === socket.OPEN)
            socket.ping();
        cancel = system.after(options.keepaliveMs, beat);
    };
    for (const name of ['message', 'ping', 'pong'])
        socket.on(name, heard);
    cancel = system.after(options.keepaliveMs, beat);
    return stop;
};
