/** Subscribes with EventStoreDB's client and a checkpoint callback that rejects; its url is given. */
import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client'

const client = EventStoreDBClient.connectionString(process.argv[2] ?? '')
const filter = streamNameFilter({
  prefixes: ['s'],
  maxSearchWindow: 1,
  checkpointInterval: 1,
  checkpointReached: () => Promise.reject(new Error('the checkpoint could not be stored')),
})
client.subscribeToAll({ filter }).on('data', () => undefined)
