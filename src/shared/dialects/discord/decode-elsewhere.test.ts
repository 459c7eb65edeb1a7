/** Which bodies at other addresses are Discord's. */
import { expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { Message } from '#shared/contract/message.ts'
import { answerPosted, answerRefused } from '../answer-cards.ts'
import { decodeRequest } from '../decode-request.ts'
import { getDialect } from '../index.ts'

const post = (id: DialectId, value: unknown) => {
  const decoded = decodeRequest(getDialect(id), { method: 'POST', headers: { 'content-type': 'application/json' }, query: new URLSearchParams(), rawText: JSON.stringify(value) })
  return decoded.ok ? [decoded.post.readAs, decoded.post.text, decoded.post.attachments.map(({ title }) => title)] : decoded.reason
}
const embeds = [{ title: 'T' }]

test.each(['any', 'slack', 'mattermost', 'kchat', 'emakin', 'rocketchat'] as const)('embeds at an address of %s', (id) => {
  expect(post(id, { content: '<t:0:d>', username: 'Bot', embeds })).toEqual(['Discord', '1970-01-01', ['T']])
})

test('what other chats have, too, decides nothing', () => {
  expect(post('slack', { text: 'words', embeds })).toEqual([undefined, 'words', []])
  expect(post('mattermost', { content: 'x', avatar_url: 'https://x.example/a.png' })).toBe('nothing_to_post')
  expect(post('any', { content: 'x <t:0:d>', avatar_url: 'https://x.example/a.png' })).toEqual(['Discord', 'x 1970-01-01', []])
  expect(post('any', { content: 'x' })).toEqual([undefined, 'x', []])
  expect(post('chatalot', { content: 'x', embeds })).toEqual([undefined, 'x', []])
})

test('its limits are its own', () => expect(post('slack', { content: 'x'.repeat(2001), embeds })).toBe('text_too_long'))

test('at an address for any tool the answer is Discord’s, at others the address’s', () => {
  const answerOf = (id: DialectId, value: unknown) => {
    const decoded = decodeRequest(getDialect(id), { method: 'POST', headers: {}, query: new URLSearchParams(), rawText: JSON.stringify(value) })
    const context = { requestId: 'r', query: new URLSearchParams(), accept: '' }
    const message = { id: '019c23e9-a9a8-735c-b6ce-0a69df63aaf0', channelId: '019c23e9-a9a8-735c-b6ce-0a69df63aaf1', hookId: null, files: [], createdAt: 0, editedAt: null, pinnedAt: null, threadRootId: null, text: 'x' } as unknown as Message
    if (!decoded.ok) return answerRefused(getDialect(id), decoded, context)
    return answerPosted(getDialect(id), { ...context, messages: [message], hook: { name: 'h', ownerId: 'o' }, post: decoded.post })
  }
  expect(answerOf('any', { embeds })).toEqual({ status: 204 })
  expect(answerOf('slack', { embeds })).toMatchObject({ status: 200, body: 'ok' })
  expect(answerOf('any', { content: 'x'.repeat(2001), embeds })).toMatchObject({ status: 400, body: expect.stringContaining('"code":50035') })
  expect(answerOf('slack', { content: 'x'.repeat(2001), embeds })).toMatchObject({ status: 400, body: 'msg_too_long' })
})
