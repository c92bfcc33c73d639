/**
 * What the broker needs from the outside: the decision log, the heartbeat log, clocks, ids and
 * randomness. Adapters implement these; nothing here knows a store, a socket or a file.
 */
export {};
