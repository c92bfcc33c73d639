/**
 * Which gateway a new connection goes to. Pure: what is known of the gateways and the home region
 * of the pool come in.
 */

export type GatewayCandidate = {
  readonly gatewayId: string
  readonly region: string
  /** Connections that it has or will have, as far as is known. */
  readonly connections: number
  /** The broker that holds its channel seems to be gone: it is taken when there is no other. */
  readonly doubtful: boolean
}

const rank = (candidate: GatewayCandidate, homeRegion: string): number =>
  (candidate.doubtful ? 2 : 0) + (candidate.region === homeRegion ? 0 : 1)

/**
 * Of those that can be reached those of the home region, else those of any; of these the one with
 * the fewest connections, the first of equals. Undefined only when there is none.
 * @param homeRegion empty for a pool without one: every gateway is as near
 */
export const chooseGateway = (
  candidates: readonly GatewayCandidate[],
  homeRegion: string,
): GatewayCandidate | undefined => {
  let best: GatewayCandidate | undefined
  for (const candidate of candidates) {
    if (best === undefined) {
      best = candidate
      continue
    }
    const nearer = rank(candidate, homeRegion) - rank(best, homeRegion)
    if (nearer < 0 || (nearer === 0 && candidate.connections < best.connections)) best = candidate
  }
  return best
}
