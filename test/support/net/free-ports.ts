/**
 * Free ports that stay the same across restarts of a site, for tests that kill its processes. All
 * other tests listen on port 0.
 */
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ranges from which kernels take the ports of outgoing connections. */
const lowest = 10_000
const highest = 15_900

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch {
    return false
  }
}

/** The first of so many free ports in a row. */
export const freePorts = async (count: number): Promise<number> => {
  for (;;) {
    const first = lowest + Math.floor(Math.random() * (highest - lowest))
    const ports = Array.from({ length: count }, (_, index) => first + index)
    const free = await Promise.all(ports.map(isFree))
    if (free.every(Boolean)) return first
  }
}

/** Settings of `causeway serve` with two gateway workers on ports of their own. */
export const fixedPorts = async (): Promise<readonly string[]> => {
  const first = await freePorts(5)
  const port = (index: number): string => String(first + index)
  return [
    ...['--api-port', port(0), '--control-port', port(1), '--gateway-port', port(2)],
    ...['--gateway-own-port', port(3), '--gateway-workers', '2'],
  ]
}
