/** Makes the empty set. */
export const createChannels = () => {
    const byKey = new Map();
    const keyOf = (role, machineId) => `${role} ${machineId}`;
    return {
        add: (channel) => {
            const key = keyOf(channel.role, channel.machineId);
            const older = byKey.get(key);
            byKey.set(key, channel);
            older?.close('a newer channel of the same machine took over');
        },
        remove: (channel) => {
            const key = keyOf(channel.role, channel.machineId);
            if (byKey.get(key) === channel)
                byKey.delete(key);
        },
        agent: (hostId) => byKey.get(keyOf('agent', hostId)),
        gateway: (gatewayId) => byKey.get(keyOf('gateway', gatewayId)),
        all: () => [...byKey.values()],
    };
};
