/** Looks, before anything is started, whether a port can be had: uWebSockets would share it. */
import { createServer } from 'node:net'

/** Why nothing can listen there, or undefined when it can. Port 0 is always free. */
export const portFault = (host: string, port: number): Promise<string | undefined> => {
  if (port === 0) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use by another process' : String(error.code)
      resolve(`port ${port} of ${host} ${why}`)
    })
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => resolve(undefined))
    })
  })
}
