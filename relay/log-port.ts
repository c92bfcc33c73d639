/** Where the programs of the relay write what a person may want to know. pino's loggers fit. */

type Write = (fields: Readonly<Record<string, unknown>>, text: string) => void

export type Log = {
  /** One-off turns of events. */
  readonly debug: Write
  /** Rare milestones. */
  readonly info: Write
  /** Trouble that the program goes on with. */
  readonly warn: Write
}
