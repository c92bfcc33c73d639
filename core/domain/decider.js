export const accept = (...events) => ({ kind: 'accepted', events });
/** The command changes nothing: it was done before. */
export const nothing = { kind: 'accepted', events: [] };
