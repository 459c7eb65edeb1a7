/** What each outgoing format writes, byte for byte; Kommo's against the two examples of its document. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allEvents, type OutgoingEvent, type OutgoingFile } from './format.ts'
import { formats, getFormat } from './index.ts'

const ids = { workspace: '01976f00-0000-7000-8000-000000000001', channel: '01976f00-0000-7000-8000-000000000002', person: '01976f00-0000-7000-8000-000000000003', message: '01976f00-0000-7000-8000-000000000004' }
const file: OutgoingFile = { id: '01976f00-0000-7000-8000-000000000005', name: 'a.png', sizeBytes: 12, kind: 'picture', url: '', thumbnailUrl: '' }
const event: OutgoingEvent = {
  event: 'posted',
  at: 1_596_470_952_345,
  position: 7,
  workspace: { id: ids.workspace, name: 'Tide & Söhne' },
  channel: { id: ids.channel, name: 'town-square', type: 'public' },
  person: { id: ids.person, username: 'ada', displayName: 'Ada' },
  message: { id: ids.message, text: 'deploy a&b=ü', createdAt: 1_596_470_952_345, threadRootId: null, username: 'Ada', bot: false, hookName: null, caseId: null, files: [file, { ...file, id: ids.person }] },
  reaction: null,
  triggerWord: 'deploy',
  token: 'abcdefghijklmnopqrstuvwxyz',
  receiver: 'r-1',
}
const encode = (id: Parameters<typeof getFormat>[0], change: Partial<OutgoingEvent> = {}) => getFormat(id).encode({ ...event, ...change })

test('Mattermost as JSON: its keys in its order, the time in milliseconds', () => {
  const { contentType, body } = encode('mattermost-json')
  expect(contentType).toBe('application/json')
  expect(Object.entries(JSON.parse(body) as object)).toEqual([
    ['token', 'abcdefghijklmnopqrstuvwxyz'],
    ['team_id', expect.stringMatching(/^[a-z0-9]{26}$/)],
    ['team_domain', 'tide-sohne'],
    ['channel_id', expect.stringMatching(/^[a-z0-9]{26}$/)],
    ['channel_name', 'town-square'],
    ['timestamp', 1_596_470_952_345],
    ['user_id', expect.stringMatching(/^[a-z0-9]{26}$/)],
    ['user_name', 'ada'],
    ['post_id', expect.stringMatching(/^[a-z0-9]{26}$/)],
    ['text', 'deploy a&b=ü'],
    ['trigger_word', 'deploy'],
    ['file_ids', expect.stringMatching(/^[a-z0-9]{26},[a-z0-9]{26}$/)],
  ])
})

test('Mattermost as a form: the same fields sorted by key, the time in seconds', () => {
  const { contentType, body } = encode('mattermost-form')
  const fields = [...new URLSearchParams(body)]
  expect(contentType).toBe('application/x-www-form-urlencoded')
  expect(fields.map(([key]) => key)).toEqual(['channel_id', 'channel_name', 'file_ids', 'post_id', 'team_domain', 'team_id', 'text', 'timestamp', 'token', 'trigger_word', 'user_id', 'user_name'])
  expect(Object.fromEntries(fields)).toEqual({ ...(JSON.parse(encode('mattermost-json').body) as object), timestamp: '1596470952' })
  expect(body).toContain('text=deploy+a%26b%3D%C3%BC')
})

test('Slack: its own order, the time as it writes them', () => {
  const fields = [...new URLSearchParams(encode('slack').body)]
  expect(fields.map(([key]) => key)).toEqual(['token', 'team_id', 'team_domain', 'channel_id', 'channel_name', 'timestamp', 'user_id', 'user_name', 'text', 'trigger_word'])
  expect(Object.fromEntries(fields)['timestamp']).toBe('1596470952.000007')
})

test('Slack’s programs are told `&`, `<` and `>` as entities, as Slack tells them, and the others what was written', () => {
  const text = 'deploy a<b && c>d &amp; <@U1>'
  const textOf = (id: Parameters<typeof getFormat>[0]): string | null => new URLSearchParams(encode(id, { message: { ...event.message!, text } }).body).get('text')
  expect([textOf('slack'), textOf('mattermost-form')]).toEqual(['deploy a&lt;b &amp;&amp; c&gt;d &amp;amp; &lt;@U1&gt;', text])
})

test('Standard Webhooks: a dotted type, the time of the happening, minified data', () => {
  const { contentType, body } = encode('standard-webhooks')
  expect(contentType).toBe('application/json')
  expect(body).toBe(JSON.stringify(JSON.parse(body)))
  expect(JSON.parse(body)).toEqual({
    type: 'message.posted',
    timestamp: '2020-08-03T16:09:12.345Z',
    data: {
      position: 7,
      workspace: event.workspace,
      channel: event.channel,
      person: event.person,
      message: { ...event.message, createdAt: '2020-08-03T16:09:12.345Z', files: [file, { ...file, id: ids.person }].map(({ id, name, sizeBytes, kind }) => ({ id, name, sizeBytes, kind })) },
      triggerWord: 'deploy',
    },
  })
  const linked = encode('standard-webhooks', { message: { ...event.message!, files: [{ ...file, url: 'https://a.example/f' }] } })
  expect(JSON.parse(linked.body)).toMatchObject({ data: { message: { files: [{ id: file.id, name: 'a.png', sizeBytes: 12, kind: 'picture', url: 'https://a.example/f' }] } } })
  const types = allEvents.map((one) => (JSON.parse(encode('standard-webhooks', { event: one }).body) as { type: string }).type)
  expect(types.every((type) => /^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)+$/.test(type))).toBe(true)
  expect(encode('standard-webhooks', { event: 'deleted' }).body).not.toContain('deploy a&b')
})

test('what was deleted says no more than that, in every format that tells of it', () => {
  const telling = formats.filter(({ events }) => events.includes('deleted'))
  expect(telling.length).toBeGreaterThan(2)
  for (const format of telling) expect([format.id, format.encode({ ...event, event: 'deleted' }).body.includes('ü')]).toEqual([format.id, false])
})

describe('Kommo', () => {
  /** Without white space outside of strings. */
  const readExample = (name: string): string => readFileSync(new URL(`../../../test/fixtures/outgoing/${name}.json`, import.meta.url), 'utf8').replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
  const message = (fields: Partial<NonNullable<OutgoingEvent['message']>>) => ({ ...event.message!, files: [], ...fields })

  test('the first example of the document, byte for byte', () => {
    const { contentType, body } = encode('kommo-v1', {
      receiver: 'b55770b5-974f-4dd6-8dd3-0356c08dc600',
      channel: { ...event.channel, id: 'a4a5ab10-ea6f-4af4-8514-a8265e5c71bd' },
      message: message({ text: 'What is the best way to reach you?' }),
    })
    expect([contentType, body]).toEqual(['application/json', readExample('kommo-v1')])
  })

  test('the second, with the receiver’s profile fed in', () => {
    const { body } = encode('kommo-v2', {
      workspace: { id: 'af9945ff-1490-4cad-807d-945c15d88bec', name: 'x' },
      receiver: 'sk-1376265f-86df-4c49-a0c3-a4816df41af9',
      receiverProfile: { phone: '14151112233', email: 'example.client@example.com' },
      person: { ...event.person, id: 'd8d9f9c4-9611-4794-a136-a253a13e1bb5' },
      channel: { ...event.channel, id: 'skc-8e3e7640-49af-4448-a2c6-d5a421f7f217' },
      message: message({ id: 'c0a83937-3ed9-4774-9582-77224f7b9117', text: '', files: [{ ...file, name: 'security-cover-new.png', sizeBytes: 223_732, url: 'https://about.gitlab.com/images/blogimages/security-cover-new.png' }] }),
    })
    expect(body).toBe(readExample('kommo-v2'))
  })

  test('other values: no profile, a voice note first, slashes and quotes', () => {
    const files: OutgoingFile[] = [{ ...file, kind: 'voice', name: 'no/te.ogg', sizeBytes: 5, url: '', thumbnailUrl: '' }, file]
    expect(encode('kommo-v2', { at: 1999, message: message({ createdAt: 1000, text: '"a"/b\n', files }) }).body).toBe(
      `{"account_id":"${ids.workspace}","time":1,"message":{"receiver":{"id":"r-1"},"sender":{"id":"${ids.person}"},"conversation":{"id":"${ids.channel}"},"timestamp":1,` +
        `"message":{"id":"${ids.message}","type":"voice","text":"\\"a\\"\\/b\\n","media":"","thumbnail":"","file_name":"no\\/te.ogg","file_size":5}}}`,
    )
  })

  test.each(['picture', 'video', 'voice', 'audio', 'file'] as const)('the first file decides: %s', (kind) => {
    const files = [{ ...file, kind }, { ...file, kind: 'file' as const }]
    for (const id of ['kommo-v1', 'kommo-v2'] as const) expect(encode(id, { message: message({ files }) }).body).toContain(`"type":"${kind}"`)
    expect(encode('kommo-v1').body).toContain('"type":"picture"')
  })

  test('tells of people’s new messages alone', () => {
    for (const id of ['kommo-v1', 'kommo-v2'] as const) expect([getFormat(id).events, getFormat(id).tellsOfHooks]).toEqual([['posted', 'files'], false])
  })
})
