/** Hands access tokens to k6, one user at a time, fresh however long a run takes. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { UserTokens } from '../swarm/user-tokens.ts'

export type TokenService = {
  /** `<url>/<number>` is the token of that user. Holds a secret: whoever knows it is any user. */
  readonly url: string
  stop(): void
}

/** Listens on loopback alone. */
export const startTokenService = (tokenOf: UserTokens): Promise<TokenService> => {
  const secret = randomBytes(24).toString('base64url')
  const server = createServer((request, response) => {
    const [, given, number = ''] = (request.url ?? '').split('/')
    if (given !== secret || !/^[0-9]{1,9}$/.test(number)) {
      response.writeHead(404).end()
      return
    }
    tokenOf(Number(number)).then(
      (token) => response.writeHead(200, { 'content-type': 'text/plain' }).end(token),
      () => response.writeHead(500).end(),
    )
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      // A listening TCP server has such an address.
      const { port } = server.address() as AddressInfo
      const stop = (): void => {
        server.close()
        server.closeAllConnections()
      }
      resolve({ url: `http://127.0.0.1:${port}/${secret}`, stop })
    })
  })
}
