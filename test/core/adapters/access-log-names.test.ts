import { describe, expect, it } from 'vitest'
import { withoutName } from '../../../core/adapters/access-log-names.ts'

const lineOf = (purpose: string): string =>
  JSON.stringify({ at: 'now', actor: 'admin:u-ada', action: 'audit-ada', query: { purpose } })

describe('a line of the access log', () => {
  it.each([
    ['connections --user ada', 'connections --user u-1'],
    ['ada', 'u-1'],
    ['(ada) and ada.', '(u-1) and u-1.'],
    ['adapter of nevada', 'adapter of nevada'],
    ['ADA', 'ADA'],
  ])('"%s" becomes "%s"', (before, after) => {
    const { query, ...others } = JSON.parse(withoutName(lineOf(before), 'ada', 'u-1'))
    expect(query).toEqual({ purpose: after })
    expect(others).toEqual({ at: 'now', actor: 'admin:u-ada', action: 'audit-ada' })
  })

  it.each(['a.*b', 'O\'Neil-"Q"', 'zoë', 'x\\y', 'ada (lab)', '$&', 'a/b|c'])(
    'loses the name %s, whatever it is written with',
    (name) => {
      const line = withoutName(lineOf(`connections --user ${name} now`), name, 'u-1')
      expect(JSON.parse(line).query).toEqual({ purpose: 'connections --user u-1 now' })
    },
  )

  it('is as it was where the name is not', () => {
    const line = '{"query":{"purpose":"x"},  "odd":1}'
    expect(withoutName(line, 'ada', 'u-1')).toBe(line)
    expect(withoutName(lineOf('ada'), '', 'u-1')).toBe(lineOf('ada'))
  })

  it('loses the name also when a crash has torn it', () => {
    expect(withoutName('{"at":"now","query":{"purpose":"--user ada', 'ada', 'u-1')).toBe(
      '{"at":"now","query":{"purpose":"--user u-1',
    )
  })
})
