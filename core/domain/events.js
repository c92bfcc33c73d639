/**
 * Every event of the decision log as the domain sees it. Payload fields are those of
 * proto/events.proto; proto/event-codec.ts turns one into the other.
 */
export {};
