/** What a gateway refuses by itself, and what it leaves to its broker. */
import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { rawPublicKey } from '../../core/identity/machine-keys.ts'
import { createTickets } from '../../core/identity/tickets.ts'
import { createTicketLook, type TicketLook } from '../../relay/ticket-look.ts'

const siteId = 'site-1'
const machineId = 'gateway-1'
const minterOf = (nowMs = Date.UTC(2026, 0, 1)) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const keys = { signing: () => privateKey, find: () => undefined }
  const tickets = createTickets(keys, { siteId, nowMs: () => nowMs })
  const claims = { connectionId: 'c', userId: 'u', resourceId: 'r', principal: 'group:staff' }
  return {
    raw: rawPublicKey(publicKey),
    mint: (audience = `site:${siteId}`) =>
      tickets.mint({ ticketId: 't', ...claims, audience, expiresAt: nowMs + 1 }),
  }
}
const lookWith = (...ticketPublicKeys: readonly Uint8Array[]): TicketLook => {
  const look = createTicketLook()
  look.welcome({ siteId, machineId, ticketPublicKeys: [...ticketPublicKeys] })
  return look
}
const invalid = { code: 'TICKET_INVALID' }

it('a ticket of any key of the list is the broker’s to judge, whatever its age', async () => {
  const [one, two, future] = [minterOf(), minterOf(), minterOf(Date.UTC(2126, 0, 1))]
  const look = lookWith(one.raw, two.raw, future.raw)
  for (const { mint } of [one, two, future]) {
    expect(await look.refusalOf(await mint(), 'websocket')).toBeUndefined()
    expect(await look.refusalOf(await mint(machineId), 'arm')).toBeUndefined()
  }
})

it('junk, a stranger’s ticket and one for another gateway are refused', async () => {
  const one = minterOf()
  const look = lookWith(one.raw)
  expect(await look.refusalOf('junk', 'websocket')).toMatchObject(invalid)
  expect(await look.refusalOf(await minterOf().mint(), 'websocket')).toMatchObject(invalid)
  expect(await look.refusalOf(await one.mint('gateway-2'), 'arm')).toMatchObject(invalid)
  expect(await look.refusalOf(await one.mint(machineId), 'websocket')).toMatchObject(invalid)
})

it('a new list takes the place of the one before', async () => {
  const [one, two] = [minterOf(), minterOf()]
  const look = lookWith(one.raw)
  look.learn([two.raw, one.raw])
  expect(await look.refusalOf(await one.mint(), 'websocket')).toBeUndefined()
  expect(await look.refusalOf(await two.mint(), 'websocket')).toBeUndefined()
  look.learn([two.raw])
  expect(await look.refusalOf(await one.mint(), 'websocket')).toMatchObject(invalid)
})

it('a gateway that was told no key asks about everything', async () => {
  expect(await createTicketLook().refusalOf('junk', 'websocket')).toBeUndefined()
  expect(await lookWith().refusalOf('junk', 'arm')).toBeUndefined()
})
