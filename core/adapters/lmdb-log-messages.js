/** Expected revision in a message, where the stream must not exist. */
export const noRevision = -1;
/** Numbers of one append in `shape`: expected revision, count of events, bytes. */
export const shapeWidth = 3;
/** Numbers of one append in `answers`: 1 appended or 0 conflict, revision, sequence. */
export const answerWidth = 3;
