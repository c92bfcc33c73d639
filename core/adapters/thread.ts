/**
 * Starts a module as a worker thread, from the built JavaScript or, in development and tests, from
 * the TypeScript source.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ResourceLimits, Worker } from 'node:worker_threads'

/** A worker does not inherit the loader that its parent runs under, so it registers its own. */
const bootSource = (entry: URL): string => {
  const resolve = createRequire(import.meta.url).resolve
  const tsx = join(dirname(resolve('tsx/package.json')), 'dist', 'esm', 'api', 'index.mjs')
  return `import(${JSON.stringify(pathToFileURL(tsx).href)})
    .then((tsx) => { tsx.register(); return import(${JSON.stringify(entry.href)}) })`
}

export type ThreadStart = {
  /** `import.meta.url` of a file in the folder of the module. */
  readonly beside: string
  /** The module's name without its ending. */
  readonly name: string
  readonly workerData?: unknown
  readonly resourceLimits?: ResourceLimits
}

/** Starts the module with the given data. */
export const startThread = ({ beside, name, ...given }: ThreadStart): Worker => {
  // Run options of the parent, such as a test runner's, are not for it.
  const options = { ...given, execArgv: [] }
  if (!beside.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, beside), options)
  return new Worker(bootSource(new URL(`./${name}.ts`, beside)), { ...options, eval: true })
}
