/** One finding of `causeway doctor`. */

export type Check = {
  readonly name: string
  readonly state: 'ok' | 'warn' | 'fail'
  readonly detail: string
  /** What to do; the empty string when all is well. */
  readonly fix: string
}

export const ok = (name: string, detail: string): Check => ({ name, state: 'ok', detail, fix: '' })

export const warn = (name: string, detail: string, fix: string): Check => ({
  name,
  state: 'warn',
  detail,
  fix,
})

export const fail = (name: string, detail: string, fix: string): Check => ({
  name,
  state: 'fail',
  detail,
  fix,
})
