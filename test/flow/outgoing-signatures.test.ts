/** What a receiver verifies, with the tools that receivers use: `standardwebhooks`, openssl and a few lines of Python. */
import { execFileSync } from 'node:child_process'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Received } from '../helpers/receiver.ts'
import { hour, minute, startRig, type Rig } from '../helpers/outgoing.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
})
afterEach(() => r.stop())

const last = (): Received => r.receiver.received.at(-1)!
const text = 'Grüße / \u{1F6A2} "quoted"'

function openssl(digest: string, key: string, body: string): string {
  return execFileSync('openssl', ['dgst', `-${digest}`, '-hmac', key], { input: body, encoding: 'utf8' }).trim().replace(/^.*= /, '')
}

const python = `import hashlib, hmac, sys
key, given = sys.argv[1].encode(), sys.argv[2]
name = given.split("=")[0] if "=" in given else "sha1"
made = hmac.new(key, sys.stdin.buffer.read(), name).hexdigest()
print(hmac.compare_digest(made, given.split("=")[-1]))`
const verifyInPython = (key: string, given: string, body: string): string => execFileSync('python3', ['-c', python, key, given], { input: body, encoding: 'utf8' }).trim()

describe.each([
  ['hmac-sha1', 'x-signature', 'sha1', /^[0-9a-f]{40}$/],
  ['github-sha256', 'x-hub-signature-256', 'sha256', /^sha256=[0-9a-f]{64}$/],
] as const)('%s', (signature, header, digest, shape) => {
  test.each(['mattermost-json', 'kommo-v2', 'mattermost-form'] as const)('of exactly the bytes of %s', async (format) => {
    const { secret } = await r.subscribe({ signature, format })
    await r.say(text)
    await r.idle()
    const given = String(last().headers[header])
    expect(given).toMatch(shape)
    expect(given.replace(/^sha256=/, '')).toBe(openssl(digest, secret, last().body))
    expect(verifyInPython(secret, given, last().body)).toBe('True')
    expect(verifyInPython(secret, given, `${last().body} `)).toBe('False')
  })
})

describe('standard', () => {
  const verify = (secret: string, { headers, body } = last()): unknown => new Webhook(secret).verify(body, headers as Record<string, string>)

  test('verified by its library, and by nobody with another secret', async () => {
    const { secret } = await r.subscribe({ signature: 'standard', format: 'standard-webhooks' })
    await r.say(text)
    await r.idle()
    expect(verify(secret)).toMatchObject({ type: 'message.posted', data: { message: { text } } })
    expect(() => verify(`whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow()
    expect(Number(last().headers['webhook-timestamp'])).toBe(Math.floor(r.clock.now() / 1000))
  })

  test('after the secret was changed both verify while they overlap, and then the new one alone', async () => {
    const { id, secret: old } = await r.subscribe({ signature: 'standard', format: 'standard-webhooks' })
    const { secret } = await r.client.subscriptions.regenerate({ id, overlapMs: minute })
    await r.say('during')
    await r.idle()
    expect(String(last().headers['webhook-signature']).split(' ')).toHaveLength(2)
    expect([verify(old), verify(secret)]).toHaveLength(2)
    await r.pass(2 * minute)
    await r.say('after')
    await r.idle()
    // The library looks at the real clock, which is close enough.
    expect(verify(secret)).toMatchObject({ data: { message: { text: 'after' } } })
    expect(() => verify(old)).toThrow()
  })

  test('each attempt has its own time, a redelivery too, and all have the same id', async () => {
    r.receiver.answer = () => ({ status: r.receiver.received.length === 1 ? 500 : 200 })
    const { id } = await r.subscribe({ signature: 'standard', format: 'standard-webhooks' })
    await r.say('one')
    await r.pass(hour)
    const [delivery] = await r.deliveriesOf(id)
    const again = await r.client.deliveries.redeliver({ id: delivery!.id })
    await r.idle()
    const seen = r.receiver.received.map(({ headers }) => [headers['webhook-id'], Number(headers['webhook-timestamp'])] as const)
    expect(seen.map(([webhookId]) => webhookId)).toEqual(Array(3).fill(delivery!.id))
    expect(new Set(seen.map(([, timestamp]) => timestamp)).size).toBe(3)
    expect([again.redeliveryOf, again.id === delivery!.id, new Set(r.receiver.received.map(({ body }) => body)).size]).toEqual([delivery!.id, false, 1])
  })
})

test('none and token: no signature, and the token where Mattermost has it', async () => {
  await r.subscribe({ signature: 'none' })
  const { token } = await r.subscribe({ name: 'B', signature: 'token' })
  await r.say('one')
  await r.idle()
  const seen = r.receiver.received.map(({ headers, body }) => [(JSON.parse(body) as { token: string }).token, headers['x-hookline-token'], headers['x-signature'], headers['webhook-signature']])
  expect(seen.sort()).toEqual([['', undefined, undefined, undefined], [token, token, undefined, undefined]].sort())
})
