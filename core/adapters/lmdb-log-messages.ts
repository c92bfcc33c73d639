/**
 * What the log and its writer thread say to each other. Numbers travel in one array and events in
 * one buffer, both handed over without a copy.
 */
import type { ErrorCode } from '../domain/errors.ts'
import type { LogRoomOptions } from './lmdb-log-room.ts'

/** What the writer thread is started with. */
export type WriterStart = { readonly folder: string; readonly room: LogRoomOptions }

/** Expected revision in a message, where the stream must not exist. */
export const noRevision = -1

/** Numbers of one append in `shape`: expected revision, count of events, bytes. */
export const shapeWidth = 3

export type AppendRequest = {
  readonly kind: 'append'
  /** One stream for each append. */
  readonly streams: readonly string[]
  readonly shape: Float64Array
  /** Sized envelopes of all events, one append after the other. */
  readonly bytes: Uint8Array
  readonly eventCount: number
}

export type CheckpointRequest = {
  readonly kind: 'checkpoint'
  readonly name: string
  readonly sequence: number
}

export type WriteRequest = AppendRequest | CheckpointRequest
export type ThreadRequest = WriteRequest | { readonly kind: 'stop' }

/** Numbers of one append in `answers`: 1 appended or 0 conflict, revision, sequence. */
export const answerWidth = 3

export type WriteAnswer =
  | { readonly kind: 'written'; readonly answers: Float64Array }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string }

/** Answers to successive requests, once they are durable. */
export type ThreadAnswer = {
  readonly answers: readonly WriteAnswer[]
  /** Sequence of the last durable event. */
  readonly head: number
}
