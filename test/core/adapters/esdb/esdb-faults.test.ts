import { describe, expect, it } from 'vitest'
import { esdbFault, isFinal } from '../../../../core/adapters/esdb/esdb-faults.ts'

const refused = (code: number, text: string): Error => Object.assign(new Error(text), { code })

describe('a failure of the server of a log', () => {
  it.each([
    [16, '16 UNAUTHENTICATED: no such user', /; check user and password in the url$/],
    [7, '7 PERMISSION_DENIED: auditor may only read', /; name a user in the url who may$/],
    [14, 'Last error: Error: connect ECONNREFUSED 127.0.0.1:1. Resolution note: ', /; nothing/],
    [14, 'Last error: Error: self-signed certificate in certificate chain', /tlsCAFile=/],
    [14, 'unable to verify the first certificate', /tlsCAFile=/],
    [14, "Hostname/IP does not match certificate's altnames: x", /for another name/],
    [14, 'certificate has expired', /; its certificate has expired: renew it$/],
    [14, 'Name resolution failed for target dns:nowhere:1', /its name is not known/],
    [14, 'No connection established. Last error: Failed to connect (2026)', /tls=false out/],
    [14, 'SSL routines: wrong version number', /tls=false/],
  ])('%d %s says what to do', (code, text, remedy) => {
    const fault = esdbFault(refused(code, text), 'read of the log')
    expect([fault.code, fault.retriable]).toEqual(['LOG_UNAVAILABLE', true])
    expect(fault.detail).toMatch(remedy)
    expect(fault.detail).not.toContain('Resolution note')
  })

  it('that is none of these is told as it is', () => {
    const fault = esdbFault(refused(14, 'stream was reset'), 'append to s')
    expect(fault.detail).toBe('append to s: stream was reset')
    expect(isFinal(refused(14, 'stream was reset'))).toBe(false)
  })
})
