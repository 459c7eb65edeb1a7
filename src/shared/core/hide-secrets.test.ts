/** Secrets never stay in what is kept of a request, however they are written, and all else stays as it was. */
import { describe, expect, test } from 'vitest'
import { hiddenValue } from '../contract/captured-request.ts'
import { hideInBody, hideInField, hideInHeaders, hideInQuery } from './hide-secrets.ts'

const canary = 'cAnArY0123456789'

test.each([
  ['JSON', `{"text":"x","token":"${canary}"}`, `{"text":"x","token":"${hiddenValue}"}`],
  ['spaces and capitals', `{ "API_Key" : "${canary}" , "a": 1 }`, `{ "API_Key" : "${hiddenValue}" , "a": 1 }`],
  ['compound names', `{"clientSecret":"${canary}","db-password":"${canary}"}`, `{"clientSecret":"${hiddenValue}","db-password":"${hiddenValue}"}`],
  ['numbers', `{"password":${1234567890},"n":2}`, `{"password":"${hiddenValue}","n":2}`],
  ['lists and objects', `{"authorization":["Bearer ${canary}",{"a":"${canary}]"}],"secret":{"v":"${canary}"},"n":2}`, `{"authorization":"${hiddenValue}","secret":"${hiddenValue}","n":2}`],
  ['escaped names', `{"to\\u006ben":"${canary}"}`, `{"to\\u006ben":"${hiddenValue}"}`],
  ['escapes in the value', `{"token":"a\\"${canary}\\\\","n":1}`, `{"token":"${hiddenValue}","n":1}`],
  ['JSON in a string', `{"payload":${JSON.stringify(`{"token":"${canary}"}`)}}`, `{"payload":${JSON.stringify(`{"token":"${hiddenValue}"}`)}}`],
  ['cut in the value', `{"a":1,"token":"${canary}`, `{"a":1,"token":"${hiddenValue}"`],
  ['cut in a list', `{"secret":["${canary}", "x`, `{"secret":"${hiddenValue}"`],
  ['a form', `text=x&access_token=${canary}&n=1`, `text=x&access_token=%5Bhidden%5D&n=1`],
  ['JSON in a form', `payload=${encodeURIComponent(`{"token":"${canary}"}`)}&n=a+b`, `payload=${encodeURIComponent(`{"token":"${hiddenValue}"}`)}&n=a+b`],
  ['escaped names in a form', `to%6Ben=${canary}`, `to%6Ben=%5Bhidden%5D`],
  ['XML', `<a><token>${canary}</token><b n="1">t</b><x:Password k="v">${canary}</x:Password></a>`, `<a><token>${hiddenValue}</token><b n="1">t</b><x:Password k="v">${hiddenValue}</x:Password></a>`],
  ['an address', `{"url":"https://build:${canary}@host/x"}`, `{"url":"https://build:${hiddenValue}@host/x"}`],
  ['an address without a name', `see redis://:${canary}@host/0, please`, `see redis://:${hiddenValue}@host/0, please`],
  ['a password with an at in it', `https://u:p%40${canary}@host`, `https://u:${hiddenValue}@host`],
  ['a long password', `https://u:${canary.repeat(50)}@host`, `https://u:${hiddenValue}@host`],
  ['an address in JSON of PHP', `{"url":"https:\\/\\/build:${canary}@host\\/x"}`, `{"url":"https:\\/\\/build:${hiddenValue}@host\\/x"}`],
  ['an address in JSON of PHP in JSON', JSON.stringify({ raw: `{"url":"https:\\/\\/u:${canary}@host"}` }), JSON.stringify({ raw: `{"url":"https:\\/\\/u:${hiddenValue}@host"}` })],
  ['an address in a form', `a=1&url=https%3A%2F%2Fu%3A${canary}%40host&b=x+y`, `a=1&url=https%3A%2F%2Fu%3A${encodeURIComponent(hiddenValue)}%40host&b=x+y`],
  ['an address in a form that leaves most as it is', `url=https://u:${canary}%40host`, `url=${encodeURIComponent(`https://u:${hiddenValue}@host`)}`],
  ['an address in a query of an address', `{"u":"https://a/?to=https%3A//u%3A${canary}%40host"}`, `{"u":"https://a/?to=https%3A//u%3A${encodeURIComponent(hiddenValue)}%40host"}`],
  ['an address in JSON in a form', `payload=${encodeURIComponent(`{"a":"https:\\/\\/u:${canary}@h"}`)}`, `payload=${encodeURIComponent(`{"a":"https:\\/\\/u:${hiddenValue}@h"}`)}`],
  ['a form that is cut in a letter', `payload=${encodeURIComponent(`{"token":"${canary}`)}%C`, `payload=${encodeURIComponent(`{"token":"${hiddenValue}"`)}`],
  ['lines', `name: x\npassword: ${canary}\n  api_key = "${canary}"\n`, `name: x\npassword: ${hiddenValue}\n  api_key = ${hiddenValue}\n`],
])('in a body: %s', (_name, body, expected) => {
  expect(hideInBody(body, [])).toBe(expected)
})

test.each([
  `{"text: "x", "token": "${canary}"}`,
  `{'token': '${canary}'}`,
  `{token: ${canary}}`,
  `[{"a":"b", "password" : "${canary}}]`,
  `{"x":"\\"token\\":\\"${canary}\\""`,
])('in a body that is broken: %s', (body) => {
  expect(hideInBody(body, [])).not.toContain(canary)
})

test.each(['', '{}', '{"text":"my token is secret: yes"}', '{"token":null,"secret":"","password":[],"authorization":{}}', '{"tokens":17,"secretary":"Ann"}', '{"at":"12:30","mail":"a@b.example","see":"https://b.example/@ann: hi@all"}', 'a=https%3A%2F%2Fhost%3A80%2F%40ann', 'a=b&c=d%20', 'password', '"', '{"a":"'.padEnd(200_000, '\\"')])('leaves alone, number %#', (body) => {
  expect(hideInBody(body, [])).toBe(body)
})

test('secrets that are known go wherever they stand', () => {
  const known = ['q7w8e9r0q7w8e9r0']
  expect(hideInBody(`{"text":"post to /hooks/${known[0]}!"}`, known)).toBe(`{"text":"post to /hooks/${hiddenValue}!"}`)
  expect(hideInHeaders([['X-Note', `a ${known[0]} b`]], known)).toEqual([['X-Note', `a ${hiddenValue} b`]])
  expect(hideInQuery([[`${known[0]}`, `x${known[0]}`]], known)).toEqual([[hiddenValue, `x${hiddenValue}`]])
  expect(hideInField('payload', `{"a":"${known[0]}"}`, known)).toBe(`{"a":"${hiddenValue}"}`)
})

test('passwords in addresses go from headers, queries and fields too', () => {
  const [given, kept] = [canary, hiddenValue].map((password) => `https://build:${password}@host/`) as [string, string]
  expect(hideInHeaders([['X-Callback', given], ['Link', `<${given}>; rel="next"`]], [])).toEqual([['X-Callback', kept], ['Link', `<${kept}>; rel="next"`]])
  expect(hideInQuery([['url', given], ['to', `//x?u=${encodeURIComponent(given)}`], ['payload', JSON.stringify({ a: given, token: canary })]], [])).toEqual([['url', kept], ['to', `//x?u=${encodeURIComponent(kept)}`], ['payload', JSON.stringify({ a: kept, token: hiddenValue })]])
  expect(hideInField('url', given, [])).toBe(kept)
})

describe('in headers', () => {
  test.each(['Authorization', 'Proxy-Authorization', 'cookie', 'X-Gitlab-Token', 'X-Hub-Signature-256', 'Stripe-Signature', 'X-Slack-Signature', 'webhook-signature', 'X-Shopify-Hmac-Sha256', 'X-Api-Key', 'X-Auth-Token', 'Referer', 'X-Original-URI', 'X-Forwarded-Uri'])('%s', (name) => {
    expect(hideInHeaders([[name, canary]], [])).toEqual([[name, hiddenValue]])
  })
  test('the one that the hook names; others stay in their order, repeated ones too', () => {
    const headers = [['Host', 'h'], ['X-Proof', canary], ['Accept', 'a'], ['accept', 'b'], ['Idempotency-Key', 'k'], ['X-GitHub-Delivery', 'd'], ['webhook-id', 'i']] as [string, string][]
    expect(hideInHeaders(headers, [], 'x-proof')).toEqual(headers.map(([name, value]) => [name, name === 'X-Proof' ? hiddenValue : value]))
  })
})

test('in a query: names of secrets and what looks like one', () => {
  const opaque = 'aB3'.repeat(12)
  expect(hideInQuery([['token', 'x'], ['key', 'y'], ['sig', 'z'], ['q', opaque], ['threadKey', opaque], ['thread_id', '9'.repeat(40)], ['wait', 'true']], [])).toEqual([
    ['token', hiddenValue], ['key', hiddenValue], ['sig', hiddenValue], ['q', hiddenValue], ['threadKey', opaque], ['thread_id', '9'.repeat(40)], ['wait', 'true'],
  ])
})

test('a field of a form by its name', () => {
  expect([hideInField('token', canary, []), hideInField('token', '', []), hideInField('text', canary, [])]).toEqual([hiddenValue, '', canary])
})

test('is quick, whatever comes', () => {
  const bodies = ['{"token":'.repeat(8000), '"token"'.repeat(9000), '{"a":"\\"token'.repeat(5000), `{"a":"${'['.repeat(64_000)} token`, 'token='.repeat(10_000), '<token>'.repeat(9000), `token${' '.repeat(64_000)}`, 'token:\n'.repeat(9000), `{"${'token_'.repeat(10_000)}`, '://a:'.repeat(20_000), `://${':'.repeat(60_000)}@`, '%3A%2F%2Fa%3A'.repeat(8000), `%3A%2F%2Fa%3A${'b'.repeat(60_000)}%40`, `:${'\\'.repeat(60_000)}@`, `token=${'%C3'.repeat(20_000)}@`]
  const startedAt = performance.now()
  for (const body of bodies) hideInBody(body, [])
  expect(performance.now() - startedAt).toBeLessThan(3000)
})
