/** Byte comparisons for pure code, which has no Buffer. */
/** Compares in time that depends on the length alone: some of these bytes are secret hashes. */
export const sameBytes = (a, b) => {
    if (a.length !== b.length)
        return false;
    let difference = 0;
    for (let index = 0; index < a.length; index++)
        difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
    return difference === 0;
};
/** A name that people choose and that stands in stream names, URLs and files. */
export const isSlug = (text) => /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text);
