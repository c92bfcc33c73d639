/**
 * Whether package-lock.json lists every optional package. A registry that does not carry the
 * builds for other platforms makes `npm install` leave them out, and `npm ci` then fails.
 */
import { z } from 'zod'

const lockShape = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
})

/** Folders that Node searches for what a package imports, nearest first. */
const searchPath = (from: string): string[] => {
  const folders: string[] = []
  for (let at = from; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    folders.push(`${at}/node_modules`)
  }
  return [...folders, 'node_modules']
}

/** Optional packages that no entry stands for, each with the package that names it. */
export const missingFromLock = (lock: unknown): string[] => {
  const { packages } = lockShape.parse(lock)
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.entries(optionalDependencies ?? {})
      .filter(([name]) => !searchPath(path).some((folder) => `${folder}/${name}` in packages))
      .map(([name, version]) => `${path} needs ${name}@${version}`),
  )
}
