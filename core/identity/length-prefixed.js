/**
 * Several texts or byte strings as one, so that no two lists give the same bytes: what keyed hashes
 * and signatures are computed over. Never decoded.
 */
/**
 * A context that is used for one purpose alone, then every part, each behind its length.
 *
 *   u32 big-endian length | bytes      for the context and each part
 */
export const encodeLengthPrefixed = (context, parts) => {
    const pieces = [context, ...parts].flatMap((part) => {
        const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(bytes.length);
        return [length, bytes];
    });
    return new Uint8Array(Buffer.concat(pieces));
};
