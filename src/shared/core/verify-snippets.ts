/** Lines with which a receiver makes sure that a request is ours: one function that is given the raw body and the headers. Pure. */
import type { Signature } from '../contract/subscription.ts'

export const verifyTools = [
  { value: 'node', label: 'Node.js' },
  { value: 'python', label: 'Python' },
] as const
export type VerifyTool = (typeof verifyTools)[number]['value']

/** `isOurs(headers, body)` or `is_ours(headers, body)`: names of headers in lower case, the body as it came, unparsed. */
export function buildVerifySnippet(tool: VerifyTool, signature: Exclude<Signature, 'none'>): string {
  return snippets[tool][signature]
}

const node = {
  token: `import { timingSafeEqual } from 'node:crypto'

const same = (a, b) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

export function isOurs(headers, body) {
  return same(headers['x-hookline-token'] ?? '', process.env.HOOKLINE_TOKEN)
}
`,
  'hmac-sha1': `import { createHmac, timingSafeEqual } from 'node:crypto'

const same = (a, b) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

export function isOurs(headers, body) {
  const hmac = createHmac('sha1', process.env.HOOKLINE_SECRET)
  const expected = hmac.update(body).digest('hex')
  return same(headers['x-signature'] ?? '', expected)
}
`,
  'github-sha256': `import { createHmac, timingSafeEqual } from 'node:crypto'

const same = (a, b) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

export function isOurs(headers, body) {
  const hmac = createHmac('sha256', process.env.HOOKLINE_SECRET)
  const expected = hmac.update(body).digest('hex')
  return same(headers['x-hub-signature-256'] ?? '', 'sha256=' + expected)
}
`,
  standard: `import { createHmac, timingSafeEqual } from 'node:crypto'

const same = (a, b) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

export function isOurs(headers, body) {
  const id = headers['webhook-id']
  const seconds = headers['webhook-timestamp']
  const given = headers['webhook-signature'] ?? ''
  if (!(Math.abs(Date.now() / 1000 - Number(seconds)) < 300)) return false // too old
  const [, secret] = process.env.HOOKLINE_SECRET.split('_')
  const hmac = createHmac('sha256', Buffer.from(secret, 'base64'))
  const expected = 'v1,' + hmac.update(id + '.' + seconds + '.' + body).digest('base64')
  return given.split(' ').some((one) => same(one, expected))
}
`,
} satisfies Record<Exclude<Signature, 'none'>, string>

const python = {
  token: `import hmac, os

def is_ours(headers, body):
    given = headers.get("x-hookline-token", "")
    return hmac.compare_digest(given, os.environ["HOOKLINE_TOKEN"])
`,
  'hmac-sha1': `import hashlib, hmac, os

def is_ours(headers, body):
    key = os.environ["HOOKLINE_SECRET"].encode()
    expected = hmac.new(key, body, hashlib.sha1).hexdigest()
    return hmac.compare_digest(headers.get("x-signature", ""), expected)
`,
  'github-sha256': `import hashlib, hmac, os

def is_ours(headers, body):
    key = os.environ["HOOKLINE_SECRET"].encode()
    expected = hmac.new(key, body, hashlib.sha256).hexdigest()
    given = headers.get("x-hub-signature-256", "")
    return hmac.compare_digest(given, "sha256=" + expected)
`,
  standard: `import base64, hashlib, hmac, os, time

def is_ours(headers, body):
    seconds = headers.get("webhook-timestamp", "0")
    if abs(time.time() - int(seconds)) > 300:
        return False  # too old
    key = base64.b64decode(os.environ["HOOKLINE_SECRET"].removeprefix("whsec_"))
    signed = f'{headers.get("webhook-id", "")}.{seconds}.'.encode() + body
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(digest).decode()
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(one, expected) for one in given)
`,
} satisfies Record<Exclude<Signature, 'none'>, string>

const snippets: Record<VerifyTool, Record<Exclude<Signature, 'none'>, string>> = { node, python }
