/**
 * Makes protobufjs hand out 64-bit integers as plain numbers. Must be imported before anything
 * generated, which captures the choice when it loads; the codecs check for safe integers.
 */
import protobuf from 'protobufjs/minimal.js';
// The typings call it a constructor, the library's own documentation sets it to null.
const configurable = protobuf.util;
configurable.Long = null;
protobuf.configure();
