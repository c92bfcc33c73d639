/** What is asked of the history thread, and what it answers. */
import type { Moment } from '../../projections/audit/moment.ts'
import type { ErrorCode } from '../domain/errors.ts'

export type HistoryJob =
  /** Leave snapshots behind up to the end of the log; answers how many. */
  | { readonly kind: 'snapshots' }
  /** Hold every snapshot against a fold from the first event. */
  | { readonly kind: 'verify' }
  /** The state at a moment, as a person reads it. */
  | { readonly kind: 'state'; readonly moment: Moment }

export type HistoryOrder = {
  readonly logUrl: string
  readonly logFolder: string
  readonly snapshotFolder: string
  /** Events between two snapshots. */
  readonly every: number
  readonly job: HistoryJob
}

export type HistoryAnswer =
  | { readonly kind: 'progress'; readonly events: number }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly code: ErrorCode | undefined; readonly detail: string }
