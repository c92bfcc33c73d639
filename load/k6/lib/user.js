/**
 * A user at work, as k6 plays it: signs in, reads the feed, orders a desktop, opens the leg. The
 * one place where the scripts meet k6's own HTTP and WebSocket.
 */
import { check } from 'k6'
import crypto from 'k6/crypto'
import encoding from 'k6/encoding'
import http from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import { WebSocket } from 'k6/websockets'
import { createFrameReader, createFrameWriter } from './frames.ts'
import { armBody, csrfOf, feedFaults, formBody, parameterOf, probeUrl, rdpFaults } from './order.ts'
import { resultOf, summaryText } from './summary.ts'

export const connectFailures = new Counter('causeway_connect_failures')
export const connected = new Counter('causeway_connections')
export const frameFaults = new Counter('causeway_frame_faults')
export const framesEchoed = new Counter('causeway_frames_echoed')
export const bytesEchoed = new Counter('causeway_bytes_echoed')
export const roundTrip = new Trend('causeway_round_trip_ms', true)
export const orderTime = new Trend('causeway_order_ms', true)
export const firstByteTime = new Trend('causeway_first_byte_ms', true)
export const signInTime = new Trend('causeway_token_ms', true)
export const feedTime = new Trend('causeway_feed_ms', true)

const env = __ENV
const api = env.API_URL
const resource = env.RESOURCE

/** Of every script: nothing fails, nothing is damaged, and something was carried. */
export const frameThresholds = {
  causeway_connect_failures: ['count==0'],
  causeway_frame_faults: ['count==0'],
  causeway_frames_echoed: ['count>0'],
  checks: ['rate==1'],
}

/** Without the url and name of each request: with those k6 keeps a series for each connection. */
export const systemTags = [
  'scenario',
  'status',
  'method',
  'check',
  'error_code',
  'expected_response',
]

export const trendStats = ['avg', 'med', 'p(95)', 'p(99)', 'max', 'count']

const digest = (bytes) => crypto.sha256(bytes, 'hex')

const bearer = (token) => ({ Authorization: `Bearer ${token}` })

const fail = (what, why) => {
  connectFailures.add(1, { what })
  console.error(`${what}: ${why}`)
}

/**
 * An access token of that user, from the process that started k6: it has fresh ones, however long
 * the run.
 */
export const tokenOf = (number) => String(http.get(`${env.TOKEN_URL}/${number}`).body)

/** The code of a refusal, whichever form it has. */
const codeOf = (response) => {
  const text = String(response.body ?? '').slice(0, 200)
  return `${response.status} ${response.error || text}`
}

const callback = 'http://127.0.0.1/callback'
const scope = 'causeway'

/** Signs in by the issuer's pages with PKCE; the tokens, or undefined. */
export const signIn = ({ name, password }) => {
  const issuer = env.ISSUER_URL
  const jar = new http.CookieJar()
  const verifier = encoding.b64encode(crypto.randomBytes(32), 'rawurl')
  const address = `${issuer}/authorize?${formBody({
    response_type: 'code',
    client_id: 'causeway-cli',
    redirect_uri: callback,
    scope,
    state: 'k6',
    code_challenge: crypto.sha256(verifier, 'base64rawurl'),
    code_challenge_method: 'S256',
  })}`
  const page = http.get(address, { jar })
  const fields = { csrf: csrfOf(String(page.body)), name, password }
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const form = { jar, redirects: 0, headers: type }
  const answered = http.post(address, formBody(fields), form)
  const code = parameterOf(String(answered.headers.Location ?? ''), 'code')
  if (!check(code, { 'sign-in gives a code': (text) => text !== '' })) {
    fail('sign-in', codeOf(answered))
    return undefined
  }
  return takeTokens({
    ...{ grant_type: 'authorization_code', client_id: 'causeway-cli', code },
    ...{ redirect_uri: callback, code_verifier: verifier },
  })
}

const takeTokens = (fields) => {
  const answer = http.post(`${env.ISSUER_URL}/token`, formBody(fields), {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  signInTime.add(answer.timings.duration)
  if (!check(answer, { 'token endpoint answers 200': ({ status }) => status === 200 })) {
    fail('token', codeOf(answer))
    return undefined
  }
  const { access_token: access, refresh_token: refresh } = answer.json()
  return { access, refresh }
}

/** New tokens for a refresh token, which is good once. */
export const renew = (refresh) =>
  takeTokens({ grant_type: 'refresh_token', client_id: 'causeway-cli', refresh_token: refresh })

/** Reads the feed and, when wanted, the resource's .rdp file, and checks both. */
export const readFeed = (token, { withFile = false } = {}) => {
  const feed = http.get(`${api}/api/feed`, { headers: bearer(token) })
  feedTime.add(feed.timings.duration)
  const faults = feed.status === 200 ? feedFaults(feed.json(), resource) : [codeOf(feed)]
  check(faults, { 'feed names the resource': (found) => found.length === 0 })
  if (faults.length > 0) fail('feed', faults.join('; '))
  if (!withFile || faults.length > 0) return
  const file = http.get(`${api}/feed/rdp/${resource}.rdp`, { headers: bearer(token) })
  const lines = file.status === 200 ? rdpFaults(String(file.body)) : [codeOf(file)]
  check(lines, { '.rdp file is whole': (found) => found.length === 0 })
  if (lines.length > 0) fail('rdp', lines.join('; '))
}

/** Orders as Azure Virtual Desktop's clients do: where to open the leg, or undefined. */
const order = (token) => {
  const headers = { ...bearer(token), 'Content-Type': 'application/json' }
  const answer = http.post(`${api}/api/arm/v2/connections/`, armBody(resource), {
    headers,
    timeout: '60s',
  })
  if (!check(answer, { 'order is granted': ({ status }) => status === 200 })) {
    fail('order', codeOf(answer))
    return undefined
  }
  orderTime.add(answer.timings.duration)
  const { gatewayLocation } = answer.json()
  const jar = new http.CookieJar()
  // Answered by 403 and the cookie that ties the leg to its gateway.
  const expected = http.expectedStatuses(403)
  const probed = http.get(probeUrl(gatewayLocation), {
    ...{ headers: bearer(token), jar, responseCallback: expected },
  })
  const cookie = String(probed.headers['Set-Cookie'] ?? '').split(';')[0]
  if (!check(cookie, { 'gateway gives its cookie': (text) => text !== '' })) {
    fail('probe', codeOf(probed))
    return undefined
  }
  return { url: gatewayLocation, headers: { ...bearer(token), Cookie: cookie } }
}

/**
 * One connection from its order to its end. Frames go to the host's echo and are checked.
 *
 * - `sender` tells this user's bytes from all others'
 * - `size` bytes of a frame
 * - `frames` so many, or for `seconds`
 * - `outstanding` frames that may be on their way at once; with `everyMs`, one is sent so often
 */
export const connect = (token, { sender, size, frames, seconds, outstanding = 1, everyMs = 0 }) => {
  const startedAt = Date.now()
  const leg = order(token)
  if (leg === undefined) return
  const writer = createFrameWriter(sender, size)
  const reader = createFrameReader(sender, size, digest)
  const socket = new WebSocket(leg.url, null, { headers: leg.headers })
  socket.binaryType = 'arraybuffer'
  const sentAt = []
  let endsAt = Number.POSITIVE_INFINITY
  let sent = 0
  let echoed = 0
  let leaving = false
  let timer
  let deadline

  const isDone = () => (frames === undefined ? Date.now() >= endsAt : sent >= frames)
  const leave = () => {
    if (leaving) return
    leaving = true
    if (timer !== undefined) clearInterval(timer)
    clearTimeout(deadline)
    socket.close(1000)
  }
  const say = () => {
    if (isDone()) {
      if (echoed === sent) leave()
      return
    }
    sentAt.push(Date.now())
    sent += 1
    socket.send(writer.next())
  }
  const watch = () => {
    clearTimeout(deadline)
    deadline = setTimeout(() => {
      fail('echo', `nothing came for 30 s, after ${echoed} of ${sent} frames`)
      leave()
    }, 30_000)
  }

  socket.onopen = () => {
    connected.add(1)
    endsAt = Date.now() + (seconds ?? 0) * 1_000
    watch()
    if (everyMs > 0) timer = setInterval(say, everyMs)
    else for (let count = 0; count < outstanding; count++) say()
  }
  socket.onmessage = ({ data }) => {
    watch()
    const { frames: whole, faults } = reader.take(data)
    if (echoed === 0 && whole > 0) firstByteTime.add(Date.now() - startedAt)
    for (const fault of faults) frameFaults.add(1, { fault })
    for (let count = 0; count < whole + faults.length; count++) {
      roundTrip.add(Date.now() - sentAt.shift())
    }
    framesEchoed.add(whole)
    bytesEchoed.add(whole * size)
    echoed += whole + faults.length
    if (faults.length > 0) return leave()
    if (everyMs > 0) {
      if (isDone() && echoed === sent) leave()
    } else for (let count = 0; count < whole; count++) say()
  }
  socket.onclose = ({ code }) => {
    if (!leaving) fail('leg', `ended early with ${code}, after ${echoed} of ${sent} frames`)
    leave()
  }
  socket.onerror = (event) => {
    if (leaving) return
    fail('leg', event.error)
    leave()
  }
}

/** For handleSummary: the text for a person, and the JSON file that the runner asked for. */
export const summaryOf = (script) => (data) => {
  const result = resultOf(script, data)
  return {
    stderr: summaryText(result),
    ...(env.RESULT_FILE ? { [env.RESULT_FILE]: JSON.stringify(result, null, 2) } : {}),
  }
}
