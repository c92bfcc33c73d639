/** How a connection begins: request and authorisation are one append, so neither stands alone. */
import { encodePersonalData } from '../../proto/personal-data.ts'
import type { ConnectionCommand } from '../domain/connection.ts'
import type { Requester } from './grants.ts'
import type { PublishedResource } from './indexes.ts'
import type { PersonDirectory } from './ports.ts'
import { streamOf } from './streams.ts'

export type Opening = {
  readonly connectionId: string
  readonly requester: Requester
  readonly resource: PublishedResource
  readonly transport: string
  readonly gatewayId: string
  readonly predecessorId: string
  readonly ticketId: string
  readonly sealed: Uint8Array
  readonly ticketExpiresAt: number
}

/** The commands that open a connection for a resource that is granted. */
export const openingCommands = (
  ports: { readonly brokerId: string; readonly userSessionKey: (p: string, u: string) => string },
  opening: Opening,
): ConnectionCommand[] => {
  const { connectionId, requester, resource, transport, gatewayId } = opening
  const { predecessorId, ticketId, sealed, ticketExpiresAt } = opening
  const { userId } = requester
  const { poolId, workspaceId, groupId, resourceId } = resource
  const userSessionStream = streamOf('session', ports.userSessionKey(poolId, userId))
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
  ]
}

/** What is said of the person who connects, sealed with their own key. */
export const sealRequest = (
  people: PersonDirectory,
  requester: Requester,
  clientAddress: string,
  deviceName: string,
): Promise<Uint8Array> =>
  people.seal(
    requester.userId,
    encodePersonalData({
      userName: requester.userName.toWellFormed(),
      clientAddress,
      deviceName,
    }),
  )
