/** What senders get back: addresses, success and every refusal in each dialect's words. */
import { describe, expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { reasonSchema } from '#shared/contract/verdict.ts'
import type { HookPost, PostedContext, Refusal } from './dialect.ts'
import { dialects, findAddressShape, findFamily, getDialect } from './index.ts'
import { anyAnswers, chatalotAnswers, discordAnswers, emakinAnswers, mattermostAnswers, rocketchatAnswers, slackAnswers } from '../../../test/fixtures/replies.ts'

const random = (sizeBytes: number): Uint8Array => Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 73 + 41) % 256)

describe('addresses', () => {
  test.each(dialects)('$id mints what it finds again, and nothing else finds it', (dialect) => {
    for (const bytes of [random, (size: number) => new Uint8Array(size), (size: number) => new Uint8Array(size).fill(255)]) {
      const path = dialect.mintPath(bytes)
      const secret = dialect.matchPath(path)
      expect(findAddressShape(path)).toEqual({ dialect, secret })
      expect(findFamily(path)).toBe(dialect)
      expect(path.endsWith(secret ?? '?')).toBe(true)
    }
  })

  test.each([
    ['/hooks/019C23E9-A9A8-735C-B6CE-0A69DF63AAF0', 'kchat', '019c23e9-a9a8-735c-b6ce-0a69df63aaf0'],
    ['/hooks/k8x3m1f7k8x3m1f7k8x3m1f7k8', 'mattermost', 'k8x3m1f7k8x3m1f7k8x3m1f7k8'],
    ['/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX', 'slack', 'T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'],
    [
      '/hooks/channels/F923D83A-3350-42D0-B9CB-620032730294/8459b574-62ea-4ea7-bbae-a132fbfee5df',
      'emakin',
      'f923d83a-3350-42d0-b9cb-620032730294/8459b574-62ea-4ea7-bbae-a132fbfee5df',
    ],
    [`/in/${'aB-_'.repeat(10)}xyz`, 'any', `${'aB-_'.repeat(10)}xyz`],
    [`/api/webhooks/execute/${'aB3z'.repeat(16)}`, 'chatalot', 'aB3z'.repeat(16)],
    [`/api/v10/webhooks/223704706495545344/${'aB3_'.repeat(17)}`, 'discord', `223704706495545344/${'aB3_'.repeat(17)}`],
    [`/hooks/5bFVL7rmHnTc3LbMu/${'aB3z'.repeat(12)}`, 'rocketchat', `5bFVL7rmHnTc3LbMu/${'aB3z'.repeat(12)}`],
    [`/hooks/5bFVL7rmHnTc3LbMu/rocket0cat0123456/${'aB3z'.repeat(12)}`, 'rocketchat', `5bFVL7rmHnTc3LbMu/${'aB3z'.repeat(12)}`],
  ])('%s', (path, id, secret) => expect(findAddressShape(path)).toEqual({ dialect: getDialect(id as 'any'), secret }))

  test.each([
    ['/hooks/typo', 'mattermost'],
    ['/hooks/xxx-generatedkey-xxx', 'mattermost'],
    ['/services/a/b/c', 'slack'],
    ['/hooks/channels/f923d83a-3350-42d0-b9cb-620032730294', 'emakin'],
    ['/hooks/channels/f923d83a-3350-42d0-b9cb-620032730294/x', 'emakin'],
    ['/hooks/channels', 'mattermost'],
    ['/hooks/5bFVL7rmHnTc3LbMu/typo', 'rocketchat'],
    ['/api/webhooks/223704706495545344/typo', 'discord'],
    ['/api/v10/webhooks/223704706495545344/typo/slack', 'discord'],
    ['/in/short', 'any'],
    ['/api/webhooks/execute', 'chatalot'],
    ['/api/webhooks/execute/YOUR_TOKEN_HERE', 'chatalot'],
    [`/api/webhooks/execute/${'aB3z'.repeat(16)}x`, 'chatalot'],
    [`/api/webhooks/execute/${'aB3z'.repeat(16)}/more`, 'chatalot'],
    ['/api/webhooks', undefined],
    ['/hooks/', undefined],
    ['/elsewhere', undefined],
  ])('%s is no address but has a family', (path, id) => {
    expect(findAddressShape(path)).toBeUndefined()
    expect(findFamily(path)?.id).toBe(id)
  })
})

const context = { requestId: 'req', query: new URLSearchParams(''), accept: '*/*' }
const message = {
  id: 'm', channelId: 'c', text: 'test', createdAt: 1713198308869, editedAt: null, threadRootId: null, username: 'webhook', iconUrl: null, iconEmoji: null,
  attachments: [], props: {}, files: [],
} as unknown as Message
const post: HookPost = { text: 'test', rawChannel: undefined, rawUsername: undefined, iconUrl: undefined, iconEmoji: undefined, attachments: [], props: {}, ignored: [] }
const posted: PostedContext = { ...context, messages: [message], hook: { name: 'test', ownerId: 'o' }, post }

describe('success', () => {
  test.each(['mattermost', 'slack', 'any'] as const)('%s says ok, as JSON to those that take nothing else', (id) => {
    const dialect = getDialect(id)
    expect(dialect.posted(posted)).toEqual({ status: 200, contentType: 'text/plain', body: 'ok' })
    expect(dialect.posted({ ...posted, accept: 'application/json, text/plain, */*' }).body).toBe('ok')
    expect(dialect.posted({ ...posted, accept: 'application/json' })).toEqual({ status: 200, contentType: 'application/json', body: '"ok"' })
  })

  test('kChat answers with the post: every key of the documented example, in its order', () => {
    const reply = getDialect('kchat').posted(posted)
    expect(reply).toMatchObject({ status: 200, contentType: 'application/json' })
    expect(reply.body).toBe(
      '{"id":"m","create_at":1713198308869,"update_at":1713198308869,"delete_at":0,"user_id":"o","channel_id":"c","root_id":"","original_id":"",' +
        '"participants":null,"message":"test","type":"","props":{"override_username":"webhook","override_icon_url":null,"override_icon_emoji":null,' +
        '"webhook_display_name":"test","attachments":[],"card":null,"from_webhook":"true"},"hashtags":null,"metadata":{"embeds":[{"type":"message_attachment"}],"files":[],"reactions":[]},' +
        '"file_ids":null,"has_reactions":false,"edit_at":0,"is_pinned":false,"remote_id":null,"reply_count":0,"pending_post_id":null,"is_following":false}',
    )
    const withAttachment = getDialect('kchat').posted({ ...posted, messages: [{ ...message, attachments: [{ text: 'a' }] }] })
    expect(JSON.parse(withAttachment.body ?? '')).toMatchObject({ metadata: { embeds: [{ type: 'message_attachment' }] } })
  })

  test('Chatalot answers 201 with exactly four keys, the time with microseconds and its offset', () => {
    expect(getDialect('chatalot').posted(posted)).toEqual({
      status: 201, contentType: 'application/json', body: '{"message_id":"m","channel_id":"c","created_at":"2024-04-15T16:25:08.869000+00:00","status":"ok"}',
    })
  })

  test('kChat says ok when asked for Slack’s format', () => {
    expect(getDialect('kchat').posted({ ...posted, query: new URLSearchParams('slack_return_format=true') })).toEqual({ status: 200, contentType: 'text/plain', body: 'ok' })
  })
})

describe('Emakin', () => {
  const json = (body: string | undefined): unknown => JSON.parse(body ?? '')
  const emakin = getDialect('emakin')

  test('a plain message has no case, an opening and an updating one have', () => {
    expect(emakin.posted(posted)).toEqual({ status: 200, contentType: 'application/json', body: '{"id":null,"messageId":"m","caseId":null}' })
    const report = (id: string | undefined, caseId: string) => emakin.posted({ ...posted, post: { ...post, case: { id, references: [] } }, messages: [{ ...message, caseId } as Message, message] })
    expect(json(report('event1', 'm').body)).toEqual({ id: 'event1', messageId: 'm', caseId: 'm' })
    expect(json(report(undefined, 'c').body)).toEqual({ id: null, messageId: 'm', caseId: 'c' })
  })

  test('a repeated report is answered with what was posted before', () => {
    const refusal = { reason: 'case_already_reported', detail: 'Because.', earlier: { id: 'event1', messageId: 'm', caseId: 'c' } } as const
    const reply = emakin.refused(refusal, context)
    expect([reply.status, reply.contentType, json(reply.body)]).toEqual([208, 'application/json', { id: 'event1', messageId: 'm', caseId: 'c', reason: 'case_already_reported' }])
  })

  test('a refusal says why', () => {
    expect(emakin.refused({ reason: 'case_not_found', detail: 'Because.' }, context)).toEqual({ status: 404, contentType: 'application/json', body: '{"error":"Because.","reason":"case_not_found"}' })
  })
})

describe('refusals', () => {
  const reasons = reasonSchema.options.filter((reason): reason is Refusal['reason'] => !['posted', 'counted', 'edited', 'deleted', 'discarded'].includes(reason))

  const tables = { kchat: mattermostAnswers, mattermost: mattermostAnswers, slack: slackAnswers, chatalot: chatalotAnswers, emakin: emakinAnswers, discord: discordAnswers, rocketchat: rocketchatAnswers, any: anyAnswers }

  test.each(dialects)('$id answers every reason as the table says', (dialect) => {
    const answers = reasons.map((reason) => {
      const reply = dialect.refused({ reason, detail: 'Because.' }, context)
      expect(reply.body ?? reply.status).toBeTruthy()
      const words = reply.contentType === 'application/json' ? (((JSON.parse(reply.body ?? '') ?? {}) as { id?: string | null }).id ?? undefined) : reply.body
      return [reason, words === undefined || reason === 'method_refused' ? [reply.status] : [reply.status, words]]
    })
    expect(Object.fromEntries(answers)).toEqual(tables[dialect.id as keyof typeof tables])
  })

  test.each(dialects)('$id says which methods post and when to come back', (dialect) => {
    const headers = (reason: Refusal['reason']) => dialect.refused({ reason, detail: 'Because.' }, context).headers
    expect(headers('method_refused')).toEqual({ Allow: dialect.calls === undefined ? 'POST, PUT' : 'GET, POST, PUT' })
    expect([headers('rate_limited'), headers('storage_failed')]).toEqual([expect.objectContaining({ 'Retry-After': '60' }), { 'Retry-After': '5' }])
  })

  test('Chatalot’s JSON is one sentence, which names its own field', () => {
    const refuse = (reason: Refusal['reason']): unknown => JSON.parse(getDialect('chatalot').refused({ reason, detail: 'Because.' }, context).body ?? '')
    expect(refuse('text_too_long')).toEqual({ error: 'Because.' })
    expect(refuse('method_refused')).toEqual({ error: expect.stringContaining('{"content": "Hello"}') })
  })

  test('Mattermost’s JSON, with our sentence where the sender can mend the body', () => {
    const refuse = (refusal: Refusal): unknown => JSON.parse(getDialect('mattermost').refused(refusal, context).body ?? '')
    expect(refuse({ reason: 'no_such_address', detail: 'x' })).toEqual({
      id: 'web.incoming_webhook.invalid.app_error', message: 'Invalid webhook.', detailed_error: '', request_id: 'req', status_code: 400,
    })
    expect(refuse({ reason: 'bad_json', detail: 'At byte 3.' })).toEqual({
      id: 'model.incoming_hook.parse_data.app_error', message: 'Unable to parse incoming data.', detailed_error: 'At byte 3.', request_id: 'req', status_code: 400,
    })
    expect(refuse({ reason: 'type_not_allowed', detail: 'x', field: 'post.type' })).toMatchObject({ message: 'Invalid post.type parameter.' })
  })
})
