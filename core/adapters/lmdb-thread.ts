/**
 * Starts a module of this folder as a worker thread, from the built JavaScript or, in development
 * and tests, from the TypeScript source.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/** A worker does not inherit the loader that its parent runs under, so it registers its own. */
const bootSource = (entry: URL): string => {
  const resolve = createRequire(import.meta.url).resolve
  const tsx = join(dirname(resolve('tsx/package.json')), 'dist', 'esm', 'api', 'index.mjs')
  return `import(${JSON.stringify(pathToFileURL(tsx).href)})
    .then((tsx) => { tsx.register(); return import(${JSON.stringify(entry.href)}) })`
}

/** Starts `<name>` of this folder with the given data. */
export const startThread = (name: string, workerData: unknown): Worker => {
  // Run options of the parent, such as a test runner's, are not for it.
  const options = { workerData, execArgv: [] }
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL(`./${name}.js`, import.meta.url), options)
  return new Worker(bootSource(new URL(`./${name}.ts`, import.meta.url)), {
    ...options,
    eval: true,
  })
}
