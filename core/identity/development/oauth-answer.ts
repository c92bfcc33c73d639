/** Forms and answers of OAuth endpoints: RFC 6749 sections 3 and 5, RFC 8628 section 3.5. */

export type OAuthError = {
  readonly kind: 'oauth-error'
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_scope'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
    | 'unsupported_response_type'
    | 'access_denied'
    | 'temporarily_unavailable'
    | 'authorization_pending'
    | 'slow_down'
    | 'expired_token'
  /** One clause for whoever reads the log of the client. */
  readonly description: string
}

export const oauthError = (error: OAuthError['error'], description: string): OAuthError => ({
  kind: 'oauth-error',
  error,
  description,
})

/** Parameters by name; an absent one reads as ''. */
export type Parameters = { get(name: string): string }

/** RFC 6749 section 3.1: a parameter may not come twice, and an empty one counts as absent. */
export const readParameters = (form: URLSearchParams): Parameters | OAuthError => {
  const values = new Map<string, string>()
  for (const [name, value] of form) {
    if (values.has(name)) return oauthError('invalid_request', `parameter ${name} comes twice`)
    values.set(name, value)
  }
  return { get: (name) => values.get(name) ?? '' }
}
