/** The checkpoint of an export: a small file, replaced whole after each acknowledged batch. */
import { z } from 'zod'
import type { AuditExportPorts, ExportPlace } from '../../adapters/audit-exporter.ts'
import { DataFolderFault, readPrivate, replacePrivate } from '../../identity/private-files.ts'
import { failure, usageFault } from './exit.ts'

const version = 1

const fileSchema = z.strictObject({
  version: z.literal(version),
  /** Where it exports to: a checkpoint of one topic says nothing of another. */
  topic: z.string().min(1),
  position: z.string().min(1),
  eventId: z.string().min(1),
  before: z.string().min(1).optional(),
})

type Places = AuditExportPorts<ExportPlace>['places']

const parse = (file: string, text: string) => {
  try {
    return fileSchema.parse(JSON.parse(text))
  } catch (error) {
    const fix = 'remove it, which exports everything again, or name another with --checkpoint'
    throw failure(`${file} is no checkpoint of this version`, fix, error)
  }
}

const asCommandFault = (error: unknown): unknown =>
  error instanceof DataFolderFault ? failure(error.message, error.fix, error) : error

/** Places in a file, which need not be there yet. */
export const createPlaceFile = (file: string, topic: string): Places => ({
  load: () => {
    let text: string | undefined
    try {
      text = readPrivate(file)?.toString('utf8')
    } catch (error) {
      throw asCommandFault(error)
    }
    if (text === undefined) return undefined
    const { topic: known, version: _, ...place } = parse(file, text)
    if (known === topic) return place
    throw usageFault(
      `${file} is the checkpoint of topic ${known}, not of ${topic}`,
      'name another file with --checkpoint',
    )
  },
  store: (place) => {
    try {
      replacePrivate(file, `${JSON.stringify({ version, topic, ...place })}\n`)
    } catch (error) {
      throw asCommandFault(error)
    }
  },
})

/** Places that end with the process, for what is written to standard output. */
export const createPassingPlaces = (): Places => {
  let last: ExportPlace | undefined
  return {
    load: () => last,
    store: (place) => {
      last = place
    },
  }
}
