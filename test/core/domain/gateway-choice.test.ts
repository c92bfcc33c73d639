import { describe, expect, it } from 'vitest'
import { chooseGateway, type GatewayCandidate } from '../../../core/domain/gateway-choice.ts'

const gateway = (gatewayId: string, region: string, connections: number): GatewayCandidate => ({
  gatewayId,
  region,
  connections,
  doubtful: false,
})
const chosen = (candidates: readonly GatewayCandidate[], homeRegion: string) =>
  chooseGateway(candidates, homeRegion)?.gatewayId

describe('a gateway for a pool', () => {
  const west = gateway('w', 'west', 50)
  const east = gateway('e', 'east', 0)

  it('is one of its home region, however busy', () => {
    expect(chosen([west, east], 'west')).toBe('w')
    expect(chosen([west, east], 'east')).toBe('e')
  })
  it('is any when there is none at home', () => {
    expect(chosen([west, east], 'north')).toBe('e')
    expect(chosen([west], 'east')).toBe('w')
    expect(chosen([], 'east')).toBeUndefined()
  })
  it('is the least busy where all are as near, the first of equals', () => {
    expect(chosen([west, east], '')).toBe('e')
    expect(chosen([gateway('a', 'west', 3), gateway('b', 'west', 3)], 'west')).toBe('a')
    expect(chosen([gateway('a', 'west', 3), gateway('b', 'west', 2)], 'west')).toBe('b')
  })
  it('is elsewhere before it is one whose broker seems to be gone', () => {
    const lost = { ...west, doubtful: true }
    expect(chosen([lost, east], 'west')).toBe('e')
    expect(chosen([lost, { ...east, doubtful: true }], 'west')).toBe('w')
  })
})
