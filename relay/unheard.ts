/**
 * Counts TCP connections that have not sent a whole request yet, per address and in all, so that
 * nobody fills the gateway with silent ones. uWebSockets does not say whose connection closed, so a
 * place is given back by a request of its address or by time, never by a closing.
 */

export type Unheard = {
  /** Takes a place for a fresh connection of this address, or says that there is none. */
  enter(address: string, nowMs: number): boolean
  /** A connection of this address sent a request. */
  heard(address: string): void
}

export type UnheardLimits = {
  readonly unheardPerAddressMax: number
  readonly unheardCountMax: number
  /** No connection stays unheard for longer. */
  readonly unheardMs: number
}

/** Makes a count of nobody. */
export const createUnheard = (limits: UnheardLimits): Unheard => {
  type Place = { readonly address: string; readonly enteredMs: number }
  // Both in order of arrival.
  const places = new Set<Place>()
  const byAddress = new Map<string, Set<Place>>()

  const leave = (place: Place): void => {
    places.delete(place)
    const ofAddress = byAddress.get(place.address)
    ofAddress?.delete(place)
    if (ofAddress?.size === 0) byAddress.delete(place.address)
  }

  const forgetClosed = (nowMs: number): void => {
    for (const place of places) {
      if (nowMs - place.enteredMs < limits.unheardMs) return
      leave(place)
    }
  }

  return {
    enter: (address, nowMs) => {
      forgetClosed(nowMs)
      const ofAddress = byAddress.get(address) ?? new Set()
      if (ofAddress.size >= limits.unheardPerAddressMax) return false
      if (places.size >= limits.unheardCountMax) return false
      const place = { address, enteredMs: nowMs }
      byAddress.set(address, ofAddress.add(place))
      places.add(place)
      return true
    },
    heard: (address) => {
      // INVARIANT: the oldest goes, so that those left are never gone before their connections.
      for (const place of byAddress.get(address) ?? []) return leave(place)
    },
  }
}
