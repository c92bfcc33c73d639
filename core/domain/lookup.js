/** Looking things up by keys that others chose: a record answers for its own keys alone. */
/** The member of that name; undefined for what only the prototype has, such as `constructor`. */
export const own = (record, key) => Object.hasOwn(record, key) ? record[key] : undefined;
