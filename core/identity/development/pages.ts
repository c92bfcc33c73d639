/**
 * The issuer's pages: plain HTML that a text browser shows too. No script, no resource of another
 * place, every text escaped, and a banner that says what this is.
 */
import { createHash } from 'node:crypto'

export type Page = { readonly html: string; readonly headers: Readonly<Record<string, string>> }

const style = [
  'body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem}',
  'label{display:block;margin:1rem 0}input{display:block;width:100%;font:inherit;padding:.4rem}',
  'button{font:inherit;padding:.4rem 1.2rem;margin-right:.5rem}input,button{box-sizing:border-box}',
  '.banner{background:#fde68a;color:#000;padding:.6rem;border:2px solid #92400e}',
  '.fault{border-left:4px solid #b91c1c;padding-left:.6rem}code{overflow-wrap:anywhere}',
].join('')
const styleHash = createHash('sha256').update(style).digest('base64')

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

type Form = {
  /** Relative address, without escapes. */
  readonly action: string
  /** Proves that the form came from this page. */
  readonly csrf: string
  readonly fault: string
}

const page = (title: string, body: readonly string[], returnOrigin = ''): Page => {
  // A browser also checks where a form's answer redirects to; an IPv6 address has no form here.
  const target = returnOrigin.includes('[') ? 'http:' : returnOrigin
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<p class="banner"><strong>Development sign-in of Causeway: not for production.</strong></p>',
    `<h1>${escapeHtml(title)}</h1>`,
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n')
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action 'self' ${target}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
  }
}

const formOf = ({ action, csrf, fault }: Form, body: readonly string[]): string[] => [
  ...(fault === '' ? [] : [`<p class="fault" role="alert">${escapeHtml(fault)}</p>`]),
  `<form method="post" action="${escapeHtml(action)}">`,
  `<input type="hidden" name="csrf" value="${escapeHtml(csrf)}">`,
  ...body,
  '</form>',
]

const credentials: readonly string[] = [
  '<label>Name <input name="name" autocomplete="username" required autofocus></label>',
  '<label>Password <input name="password" type="password" autocomplete="current-password"',
  'required></label>',
]

/** Name and password, to go on to a client. */
export const signInPage = (
  form: Form & { readonly clientTitle: string; readonly returnOrigin: string },
): Page =>
  page(
    'Sign in',
    [
      `<p>to go on to ${escapeHtml(form.clientTitle)}.</p>`,
      ...formOf(form, [...credentials, '<button>Sign in</button>']),
    ],
    form.returnOrigin,
  )

/** The code that a device shows. */
export const deviceCodePage = (form: Form): Page =>
  page('Sign in a device', [
    '<p>Type the code that the device shows.</p>',
    ...formOf(form, [
      '<label>Code <input name="user_code" autocomplete="off" required autofocus></label>',
      '<button>Go on</button>',
    ]),
  ])

/** Who asks for what, and yes or no (RFC 8628 section 5.4: against being talked into it). */
export const deviceApprovalPage = (
  form: Form & {
    readonly userCode: string
    readonly clientTitle: string
    readonly scope: string
  },
): Page =>
  page('Let this device sign in?', [
    `<p>${escapeHtml(form.clientTitle)} shows the code`,
    `<strong>${escapeHtml(form.userCode)}</strong> and asks for`,
    `<code>${escapeHtml(form.scope)}</code>. Say yes only if you started it yourself.</p>`,
    ...formOf(form, [
      `<input type="hidden" name="user_code" value="${escapeHtml(form.userCode)}">`,
      ...credentials,
      '<button name="answer" value="yes">Sign in and allow</button>',
      '<button name="answer" value="no" formnovalidate>Refuse</button>',
    ]),
  ])

/** One thing said, nothing asked. `paste` is shown for copying. */
export const messagePage = (title: string, text: string, paste = ''): Page =>
  page(title, [
    `<p>${escapeHtml(text)}</p>`,
    ...(paste === '' ? [] : [`<p><code>${escapeHtml(paste)}</code></p>`]),
  ])
