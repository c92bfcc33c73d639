/** Names a peer by address and port, on the raw socket and on the TLS one above it alike. */
export const peerOf = (socket) => `${socket.remoteAddress ?? ''} ${socket.remotePort ?? 0}`;
/** Makes a door through which nobody has come yet. */
export const createHalfOpenDoor = (ports, options) => {
    const halfOpen = new Map();
    const byAddress = new Map();
    let admitted = 0;
    let refusedTotal = 0;
    let lateTotal = 0;
    const leave = (peer, guest) => {
        guest.cancel();
        if (halfOpen.get(peer) === guest)
            halfOpen.delete(peer);
        const count = (byAddress.get(guest.address) ?? 1) - 1;
        if (count === 0)
            byAddress.delete(guest.address);
        else
            byAddress.set(guest.address, count);
    };
    return {
        enter: (socket) => {
            const address = socket.remoteAddress ?? '';
            const count = byAddress.get(address) ?? 0;
            if (count >= options.perAddressMax || halfOpen.size >= options.countMax) {
                refusedTotal += 1;
                socket.destroy();
                return;
            }
            const peer = peerOf(socket);
            const cancel = ports.system.after(options.deadlineMs, () => {
                lateTotal += 1;
                socket.destroy();
            });
            const guest = { socket, address, cancel, in: false };
            byAddress.set(address, count + 1);
            halfOpen.set(peer, guest);
            socket.once('close', () => {
                if (guest.in)
                    admitted -= 1;
                else
                    leave(peer, guest);
            });
        },
        admit: (peer) => {
            const guest = halfOpen.get(peer);
            if (!guest || admitted >= options.admittedCountMax)
                return false;
            leave(peer, guest);
            guest.in = true;
            admitted += 1;
            return true;
        },
        counts: () => ({ halfOpen: halfOpen.size, admitted, refusedTotal, lateTotal }),
        clear: () => {
            for (const { socket } of halfOpen.values())
                socket.destroy();
        },
    };
};
