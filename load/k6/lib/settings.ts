/** What a script is told, by k6's environment: texts that are checked before anything is sent. */

export type Env = Readonly<Record<string, string | undefined>>

/** A whole number of at least `min`. Throws RangeError that names the setting. */
export const numberOf = (env: Env, name: string, min: number, standard?: number): number => {
  const text = env[name]
  if (text === undefined && standard !== undefined) return standard
  const value = /^[0-9]{1,9}$/.test(text ?? '') ? Number(text) : Number.NaN
  if (value >= min) return value
  throw new RangeError(`${name} is ${text}, not a whole number from ${min}`)
}

/** A text that must be there. Throws RangeError that names the setting. */
export const textOf = (env: Env, name: string): string => {
  const text = env[name]
  if (text === undefined || text === '') throw new RangeError(`${name} is missing`)
  return text
}

/** Seconds of a time such as 90s, 30m or 1h; undefined where it is none. */
export const secondsOf = (text: string): number | undefined => {
  const [, count = '', unit = ''] = /^([0-9]{1,6})(s|m|h)$/.exec(text) ?? []
  const scale = { s: 1, m: 60, h: 3_600 }[unit]
  return scale === undefined ? undefined : Number(count) * scale
}

/** Bytes of a size such as 100, 64k; undefined where it is none. */
export const bytesOf = (text: string): number | undefined => {
  const [, count = '', unit = ''] = /^([0-9]{1,6})(k?)$/.exec(text) ?? []
  return count === '' ? undefined : Number(count) * (unit === 'k' ? 1_024 : 1)
}
