import { expect, it } from 'vitest'
import { readyText } from '../../../core/bin/ready-text.ts'

const facts = {
  apiUrl: 'https://desktops.example:8443',
  controlUrl: 'wss://desktops.example:8445',
  gatewayUrl: 'wss://desktops.example:8444',
  dataFolder: '/var/lib/causeway',
  authorityFingerprint: 'ab',
  users: [],
}

it('says where the users of a site are, at the machine that made it and at one that joined', () => {
  const issuer = 'https://first.example:8443/dev'
  const own = readyText(facts, { development: true, signInAt: undefined })
  expect(own).toContain('/var/lib/causeway/users.json holds them')
  const joined = readyText(facts, { development: true, signInAt: issuer })
  expect(joined).toContain(`Users are those of ${issuer}.`)
  expect(joined).not.toContain('users.json')
  expect(readyText(facts, { development: false, signInAt: undefined })).not.toContain('Users')
})
