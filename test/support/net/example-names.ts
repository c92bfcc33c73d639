/**
 * Names under `desktops.example` lead to this machine, without a name server: in this process, and in
 * processes of Node that are started with the environment given here.
 */

const patch = `
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
const { lookup } = dns
dns.lookup = (name, options, callback) => {
  const here = /(^|[.])desktops[.]example$/.test(name) ? '127.0.0.1' : name
  return lookup(here, options, callback)
}
syncBuiltinESMExports()
`

const moduleUrl = `data:text/javascript,${encodeURIComponent(patch)}`

/** For the environment of processes. */
export const exampleNames = { NODE_OPTIONS: `--import ${moduleUrl}` }

/** For this process; the other files of a test have processes of their own. */
export const useExampleNames = async (): Promise<void> => {
  await import(/* @vite-ignore */ moduleUrl)
}
