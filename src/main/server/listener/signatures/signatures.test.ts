/** Each scheme against values of its vendor's documents; where a vendor gives none, it says whose the value is. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { defaultHookRules, type SignatureRule } from '#shared/contract/hook-rules.ts'
import { schemes } from './index.ts'

type Checked = keyof typeof schemes

interface Vector {
  readonly scheme: Checked
  readonly secret: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly rule?: Partial<SignatureRule>
  /** Unix seconds that it was signed at. */
  readonly time?: number
}

const slackBody =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
const kommoBody =
  '{"receiver":"b55770b5-974f-4dd6-8dd3-0356c08dc600","conversation_id":"a4a5ab10-ea6f-4af4-8514-a8265e5c71bd","type":"text","text":"What is the best way to reach you?","media":"","thumbnail":"","file_name":"","file_size":0}'
const jefe = { secret: 'Jefe', body: 'what do ya want for nothing?' }
const sha512 = '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737'

const vectors: Record<string, Vector> = {
  'Standard Webhooks: the example of its reference libraries': {
    scheme: 'standard-webhooks',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    headers: { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' },
    body: '{"test": 2432232314}',
    time: 1614265330,
  },
  'Standard Webhooks, as Svix names it, the right one last, the secret without its prefix': {
    scheme: 'standard-webhooks',
    secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    headers: { 'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'svix-timestamp': '1614265330', 'svix-signature': 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,xx v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' },
    body: '{"test": 2432232314}',
    time: 1614265330,
  },
  'GitHub: “Validating webhook deliveries”, testing': {
    scheme: 'github',
    secret: "It's a Secret to Everybody",
    headers: { 'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' },
    body: 'Hello, World!',
  },
  'GitLab: the token as it stands, which is all that its documents say': { scheme: 'gitlab-token', secret: 'glhook-Ünïcode-17', headers: { 'x-gitlab-token': Buffer.from('glhook-Ünïcode-17').toString('latin1') }, body: '{}' },
  'Slack: “Verifying requests from Slack”': {
    scheme: 'slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    headers: { 'x-slack-request-timestamp': '1531420618', 'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503' },
    body: slackBody,
    time: 1531420618,
  },
  // Its documents show a header without body and secret: made with generateTestHeaderString of Stripe's own library, version 23.1.0.
  'Stripe: by its own library, beside a v0 and an older v1': {
    scheme: 'stripe',
    secret: 'whsec_test_secret',
    headers: { 'stripe-signature': `t=1492774577,v1=${'0'.repeat(64)},v1=91110bb4292e56d95b06660f55b3f65c0157840684729f1271e6da44c1ed57eb,v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39` },
    body: '{"id":"evt_1","object":"event","type":"charge.succeeded"}',
    time: 1492774577,
  },
  // Its documents give the body and the rule, no value: computed with openssl.
  'Kommo: the example body of its documents': { scheme: 'kommo', secret: '465d28d3f9cb6a1d0e83c23a0bfd1f9e5e3a5c1d', headers: { 'x-signature': '09ebe9096469360b130a3d62c20a9ab04e219b0b' }, body: kommoBody },
  'HMAC-SHA1: RFC 2202, case 2': { scheme: 'hmac', ...jefe, headers: { 'x-signature': 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79' }, rule: { algorithm: 'sha1' } },
  'HMAC-SHA256: RFC 4231, case 2': { scheme: 'hmac', ...jefe, headers: { 'x-mine': 'sha256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843' }, rule: { header: 'X-Mine', prefix: 'sha256=' } },
  'HMAC-SHA512 in base64: RFC 4231, case 2': { scheme: 'hmac', ...jefe, headers: { 'x-signature': Buffer.from(sha512, 'hex').toString('base64') }, rule: { algorithm: 'sha512', encoding: 'base64' } },
}

function read({ scheme, headers, body, rule }: Vector) {
  return schemes[scheme].read({ headers, bytes: Buffer.from(body), rule: { ...defaultHookRules.signature, scheme, ...rule } })
}

function judge(vector: Vector, secret = vector.secret): boolean | string {
  const claim = read(vector)
  return 'reason' in claim ? claim.reason : claim.isBy(secret)
}

/** The end of the signature says something else, in the same alphabet. */
function damage(headers: Record<string, string>): Record<string, string> {
  const end = /[0-9A-Za-z-]{5}(?==*(?:,v0=\S*)?$)/
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, /signature|mine|token/.test(name) ? value.replace(end, (text) => [...text].map((one) => (one === 'a' ? 'b' : 'a')).join('')) : value]))
}

describe.each(Object.entries(vectors))('%s', (_, vector) => {
  test('is right', () => {
    expect(judge(vector)).toBe(true)
    const claim = read(vector)
    expect('signed' in claim ? claim.signed?.at : undefined).toBe(vector.time === undefined ? undefined : vector.time * 1000)
  })

  test('another secret, body or signature is not', () => {
    expect(judge(vector, `${vector.secret}x`)).toBe(false)
    expect(damage(vector.headers)).not.toEqual(vector.headers)
    expect(judge({ ...vector, headers: damage(vector.headers) })).toBe(false)
    if (vector.scheme !== 'gitlab-token') expect(judge({ ...vector, body: `${vector.body} ` })).toBe(false)
  })

  test('another time is not', () => {
    if (vector.time === undefined) return
    const later = Object.fromEntries(Object.entries(vector.headers).map(([name, value]) => [name, value.replace(String(vector.time), String(vector.time! + 1))]))
    expect(judge({ ...vector, headers: later })).toBe(false)
  })

  test.each(Object.keys(vector.headers))('without %s it is unsigned', (name) => {
    expect(judge({ ...vector, headers: Object.fromEntries(Object.entries(vector.headers).filter(([other]) => other !== name)) })).toBe('signature_missing')
  })
})

describe('Standard Webhooks', () => {
  // No value of v1a is published: signed by another implementation of ed25519, with the first key of RFC 8032 §7.1.
  test('takes an asymmetric signature among others, and only with its own key', () => {
    const key = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
    const publicKey = `whpk_${Buffer.from(ed25519.getPublicKey(key)).toString('base64')}`
    const signature = Buffer.from(ed25519.sign(Buffer.from('msg_1.1614265330.{}'), key)).toString('base64')
    const vector: Vector = { scheme: 'standard-webhooks', secret: publicKey, headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': '1614265330', 'webhook-signature': `v1,AAAA v1a,${signature}` }, body: '{}' }
    expect(judge(vector)).toBe(true)
    expect(judge({ ...vector, body: '{ }' })).toBe(false)
    expect(judge(vector, `whpk_${Buffer.alloc(32, 7).toString('base64')}`)).toBe(false)
    // A public key is public: nothing may be signed with it.
    const forged = new Webhook(publicKey.replace('whpk_', 'whsec_')).sign('msg_1', new Date(1614265330_000), '{}')
    expect(judge({ ...vector, headers: { ...vector.headers, 'webhook-signature': forged } })).toBe(false)
  })

  test('takes what its library signs', () => {
    const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
    const signature = new Webhook(secret).sign('msg_é', new Date(1614265330_000), '{"text":"déjà"}')
    expect(judge({ scheme: 'standard-webhooks', secret, headers: { 'webhook-id': 'msg_é', 'webhook-timestamp': '1614265330', 'webhook-signature': signature }, body: '{"text":"déjà"}' })).toBe(true)
  })

  test('a secret of another scheme is no key', () => {
    const vector = vectors['Standard Webhooks: the example of its reference libraries']!
    expect(judge(vector, 'hello')).toBe(false)
    expect(judge(vector, 'whpk_hello')).toBe(false)
  })
})

test.each([
  ['stripe', { 'stripe-signature': 't=soon,v1=00' }],
  ['stripe', { 'stripe-signature': 't=1492774577,v0=00' }],
  ['slack', { 'x-slack-request-timestamp': '-1', 'x-slack-signature': 'v0=00' }],
  ['standard-webhooks', { 'webhook-id': 'a', 'webhook-timestamp': '1e9', 'webhook-signature': 'v1,AAAA' }],
  ['github', { 'x-hub-signature-256': 'sha1=00' }],
] as const)('%s that is malformed is unsigned: %j', (scheme, headers) => {
  expect(judge({ scheme, headers, secret: 'x'.repeat(20), body: '' })).toBe('signature_missing')
})
