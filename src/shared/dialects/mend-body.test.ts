/** Broken JSON on each address: where tools are not held to it, what can be read is posted and the verdict says what was mended. */
import { describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import { decodeRequest } from './decode-request.ts'
import type { Decoded, RawPost } from './dialect.ts'
import { getDialect } from './index.ts'

function decode(id: DialectId, request: Partial<RawPost>): Decoded {
  return decodeRequest(getDialect(id), { method: 'POST', headers: {}, query: new URLSearchParams(), rawText: '', ...request })
}

/** As netdata puts it together when an alarm's words have quotes. */
const netdata = '{"channel":"#alarms","text":"web1 is *critical*","attachments":[{"fallback":"disk "sda" is full","color":"danger","title":"disk "sda" is full","fields":[{"title":"chart","short":true}]}]}'
const note = (byte: number): string => `JSON that was mended: quotes or backslashes in a text were not escaped, the first at byte ${byte}`
const attachments = [{ fallback: 'disk "sda" is full', color: 'danger', title: 'disk "sda" is full', fields: [{ title: 'chart', value: '', short: true }] }]

describe.each([
  ['as it is', { rawText: netdata }],
  ['as a form', { rawText: `payload=${encodeURIComponent(netdata)}` }],
  ['as a form that is not encoded', { rawText: `payload=${netdata}` }],
  ['as a part of a form', { form: [['payload', netdata]] as const }],
])('%s', (_name, request) => {
  test('Slack and any tool: what can be read is posted', () => {
    expect(decode('slack', request)).toMatchObject({ ok: true, post: { text: 'web1 is **critical**', rawChannel: '#alarms', attachments, readAs: note(82) } })
    expect(decode('any', request)).toMatchObject({ ok: true, post: { text: 'web1 is *critical*', attachments, readAs: note(82) } })
  })

  test('those whose documents refuse broken JSON refuse it', () => {
    for (const id of ['mattermost', 'kchat', 'chatalot', 'emakin'] as const) expect(decode(id, request)).toMatchObject({ ok: false, reason: 'bad_json' })
  })
})

test('a sender’s own format is mended at any address', () => {
  const headers = { 'x-github-event': 'star' }
  expect(decode('mattermost', { headers, rawText: '{"action":"created","sender":{"login":"le"na"},"repository":{"full_name":"a/b"}}' })).toMatchObject({
    ok: true,
    post: { text: 'le"na starred a/b', readAs: `GitHub · star created; ${note(41)}` },
  })
})

test('what cannot be mended stays refused, or text', () => {
  expect(decode('slack', { rawText: '{"text":"a' })).toMatchObject({ ok: false, reason: 'bad_json' })
  expect(decode('any', { rawText: '{"text":"a' })).toMatchObject({ ok: true, post: { text: '{"text":"a' } })
  expect(decode('slack', { rawText: '' })).toMatchObject({ ok: false, reason: 'bad_payload' })
})
