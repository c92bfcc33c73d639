/** Names of streams, and which aggregate a stream holds. */
const categories = [
    'workspace',
    'pool',
    'host',
    'session',
    'connection',
    'gateway',
];
export const streamOf = (category, id) => `${category}-${id}`;
/** The category of one of our streams; undefined for a foreign one. */
export const categoryOf = (stream) => categories.find((category) => stream.startsWith(`${category}-`));
/** What stands behind the category. */
export const idOf = (stream) => stream.slice(stream.indexOf('-') + 1);
