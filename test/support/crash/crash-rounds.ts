/** How many rounds of killing a run has, and from which seed. */

const roundsInCi = 40
const roundsElsewhere = 8

const numberOf = (name: string): number | undefined => {
  const text = process.env[name]
  return text === undefined || text === '' ? undefined : Number(text)
}

/** `CRASH_ROUNDS`; without it 40 in CI and a few elsewhere. */
export const crashRounds = (): number =>
  numberOf('CRASH_ROUNDS') ?? (process.env['CI'] === 'true' ? roundsInCi : roundsElsewhere)

/** `CRASH_SEED`, to begin where a failure said; without it some other seed each time. */
export const crashSeed = (): number =>
  numberOf('CRASH_SEED') ?? Math.floor(Math.random() * 1_000_000)
