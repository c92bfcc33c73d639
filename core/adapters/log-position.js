import { Fault } from '../domain/errors.ts';
/** Makes the positions of one kind of log. */
export const createPositions = (letter) => {
    const prefix = `${letter}:`;
    const form = new RegExp(`^${letter}:[1-9][0-9]{0,15}$`);
    const parse = (text) => form.test(text) && Number.isSafeInteger(Number(text.slice(prefix.length)))
        ? // The one place where text becomes a position, after its form was checked.
            text
        : undefined;
    const sequenceOf = (position) => {
        if (parse(position) === undefined)
            throw new Fault('REQUEST_INVALID', `position ${position} is not one of this log`);
        return Number(position.slice(prefix.length));
    };
    return {
        // Sequences are counted by the log itself.
        of: (sequence) => (prefix + sequence),
        sequenceOf,
        parse,
        compare: (a, b) => sequenceOf(a) - sequenceOf(b),
    };
};
