/** What Uptime Kuma's webhook becomes. Payload: what its `webhook` provider sends (version 2), with the fields of its heartbeats and monitors. */
import { expect, test } from 'vitest'
import { decodeSender } from './index.ts'
import { decodeAs, type Read } from '../../../../test/helpers/decode-as.ts'

const heartbeat = { monitorID: 1, status: 0, time: '2024-06-01 10:02:03.456', msg: 'connect ECONNREFUSED 127.0.0.1:9', important: true, duration: 61, timezone: 'Europe/Berlin', timezoneOffset: '+02:00', localDateTime: '2024-06-01 12:02:03', ping: null }
const monitor = { id: 1, name: 'my_site', url: 'https://site.example.com/', hostname: null, port: null, type: 'http', tags: [{ name: 'prod', value: 'eu' }, { name: 'web', value: '' }] }
const tags = { title: 'Tags', value: 'prod: eu, web', short: true }
const at = '[my\\_site](https://site.example.com/)'
const read = (readAs: string, text: string, attachments: Read['attachments'] = [], ignored: string[] = []): Read => ({ readAs: `Uptime Kuma${readAs}`, text, attachments, ignored })

test.each([
  [{ status: 0 }, ' · down', `${at} is **down**`, { color: 'danger', text: 'connect ECONNREFUSED 127.0.0.1:9', fields: [tags] }],
  [{ status: 1, msg: '200 - OK', ping: 23 }, ' · up', `${at} is **up**`, { color: 'good', text: '200 - OK', fields: [{ title: 'Answered in', value: '23 ms', short: true }, tags] }],
  [{ status: 2, msg: '' }, ' · pending', `${at} is **pending**`, { color: 'warning', fields: [tags] }],
  [{ status: 3, msg: '' }, ' · maintenance', `${at} is **under maintenance**`, { color: '#6e7781', fields: [tags] }],
])('%j', (change, readAs, text, card) => {
  expect(decodeAs({}, { heartbeat: { ...heartbeat, ...change }, monitor, msg: '[my_site] [🔴 Down]' })).toEqual(read(readAs, text, [{ ...card, ts: 1717236123 }]))
})

test('of what has no web address', () => {
  const ping = { ...monitor, type: 'port', url: 'https://', hostname: 'db_1', port: 5432, tags: [] }
  expect(decodeAs({}, { heartbeat, monitor: ping, msg: 'x' })).toEqual(
    read(' · down', 'my\\_site is **down**', [{ color: 'danger', text: 'connect ECONNREFUSED 127.0.0.1:9', fields: [{ title: 'Host', value: '`db_1:5432`', short: true }], ts: 1717236123 }]),
  )
})

test('its test, and its notice of a certificate', () => {
  expect(decodeAs({}, { heartbeat: null, monitor: null, msg: 'My Webhook Alert (1) Testing' })).toEqual(read('', 'My Webhook Alert (1) Testing'))
  expect(decodeAs({}, { heartbeat: null, monitor: null, msg: '[a_b][https://a.example] server certificate a.example will expire in 7 days' })).toEqual(read('', '\\[a\\_b\\]\\[https://a.example\\] server certificate a.example will expire in 7 days'))
})

test('as a form', () => {
  const form: [string, string][] = [['data', JSON.stringify({ heartbeat: null, monitor: null, msg: 'Testing' })]]
  expect(decodeSender({ method: 'POST', headers: {}, query: new URLSearchParams(), rawText: '', form })).toMatchObject({ ok: true, post: { text: 'Testing', readAs: 'Uptime Kuma', mentions: 'none' } })
})

test('wrong types: what can be read is posted, what could not is named', () => {
  expect(decodeAs({}, { heartbeat: { status: 'down', msg: {}, time: 'soon' }, monitor: { name: 'A', tags: 'x' }, msg: 'A is down' })).toEqual(read('', 'A is down', [], ['heartbeat.msg', 'heartbeat.status', 'monitor.tags']))
})
