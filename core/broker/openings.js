/** How a connection begins: request and authorisation are one append, so neither stands alone. */
import { encodePersonalData } from '../../proto/event-codec.ts';
import { streamOf } from './streams.ts';
/** The commands that open a connection for a resource that is granted. */
export const openingCommands = (ports, opening) => {
    const { connectionId, requester, resource, transport, gatewayId } = opening;
    const { predecessorId, ticketId, sealed, ticketExpiresAt } = opening;
    const { userId } = requester;
    const { poolId, workspaceId, groupId, resourceId } = resource;
    const userSessionStream = streamOf('session', ports.userSessionKey(poolId, userId));
    return [
        {
            type: 'RequestConnection',
            connectionId,
            userId,
            resourceId,
            transport,
            gatewayId,
            predecessorId,
            brokerId: ports.brokerId,
            sealed,
            ticketId,
        },
        {
            type: 'AuthorizeConnection',
            poolId,
            userSessionStream,
            ticketExpiresAt,
            workspaceId,
            groupId,
        },
    ];
};
/** What is said of the person who connects, sealed with their own key. */
export const sealRequest = (people, requester, clientAddress, deviceName) => people.seal(requester.userId, encodePersonalData({ userName: requester.userName, clientAddress, deviceName }));
