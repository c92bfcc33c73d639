/** Work of the same name one after the other, of different names at once. */

export type Turns = {
  /** Runs the work when all that was given before under this name is over, failed or not. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** Makes them; a name costs nothing once its work is over. */
export const createTurns = (): Turns => {
  const last = new Map<string, Promise<unknown>>()
  return {
    run: (name, work) => {
      const result = (last.get(name) ?? Promise.resolve()).then(work)
      const settled = result.then(
        () => {},
        () => {},
      )
      last.set(name, settled)
      void settled.then(() => {
        if (last.get(name) === settled) last.delete(name)
      })
      return result
    },
    idle: async () => {
      await Promise.all(last.values())
    },
  }
}
