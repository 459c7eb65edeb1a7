/** Tools that know no chat, posted to a real listener: read at any address, answered as that address answers, calling nobody, and told so. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { decodeSender } from '#shared/dialects/senders/index.ts'
import { listClients } from '../helpers/fixtures.ts'
import { send, type Received } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
  await t.client.people.create({ username: 'octocat' })
  await t.client.channels.create({ name: 'forge', members: ['octocat'] })
})
afterAll(() => t.stop())

interface Posted {
  readonly answer: Received
  readonly message: Message
  readonly verdict: Verdict
}

async function post(dialect: DialectId, body: string, headers: Record<string, string> = {}): Promise<Posted> {
  const { url, hookId } = await t.makeHook({ dialect, channel: 'forge', name: 'forge' })
  const answer = await send(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: Buffer.from(body) })
  await t.app.ctx.write(() => undefined)
  const [verdict] = await t.client.verdicts.list({ hookId: hookId as HookId })
  const message = await t.client.messages.show({ id: verdict!.messageId! })
  return { answer, message, verdict: verdict! }
}

const repository = { full_name: 'a/b', html_url: 'https://github.com/a/b' }
const comment = { action: 'created', repository, sender: { login: 'lena' }, issue: { number: 1, title: 'T' }, comment: { body: 'What do you think, @octocat? @channel' } }
const gitHub = { 'X-GitHub-Event': 'issue_comment' }

describe.each([
  ['any', 200, 'ok'],
  ['slack', 200, 'ok'],
  ['mattermost', 200, 'ok'],
  ['kchat', 200, /^\{/],
  ['chatalot', 201, /"message_id"/],
  ['emakin', 200, /"messageId"/],
] as const)('at an address of %s', (dialect, status, reply) => {
  test('GitHub’s comment is read, and the address answers in its own way', async () => {
    const { answer, message, verdict } = await post(dialect, JSON.stringify(comment), gitHub)
    expect([answer.status, answer.body]).toEqual([status, reply === 'ok' ? 'ok' : expect.stringMatching(reply)])
    expect(message).toMatchObject({ text: 'lena commented on issue #1 T in [a/b](https://github.com/a/b)', attachments: [{ text: 'What do you think, @octocat? @channel' }], mentions: 'none' })
    expect(verdict).toMatchObject({ reason: 'posted', detail: 'Posted to #forge. Read as GitHub · issue_comment created.', ignored: [] })
  })
})

test('names in it are names over there: nobody is called', async () => {
  const { message } = await post('slack', JSON.stringify(comment), gitHub)
  const { notices } = await t.clientAs(t.app.findActor('octocat')).messages.notices({})
  expect(notices.filter((notice) => notice.message.id === message.id)).toEqual([])
  // The same words in a chat's own format call them.
  const called = await post('slack', JSON.stringify({ text: comment.comment.body }), gitHub)
  const again = await t.clientAs(t.app.findActor('octocat')).messages.notices({})
  expect(again.notices.map((notice) => notice.message.id)).toContain(called.message.id)
  expect(called.verdict.detail).toBe('Posted to #forge.')
})

test('what could not be read is named on the hook’s page', async () => {
  const { message, verdict } = await post('any', JSON.stringify({ ...comment, comment: { body: ['x'], html_url: 'javascript:alert(1)' } }), gitHub)
  expect(message).toMatchObject({ text: 'lena commented on issue #1 T in [a/b](https://github.com/a/b)', attachments: [] })
  expect([...verdict.ignored].sort()).toEqual(['comment.body', 'comment.html_url'])
})

test('alerts by their body alone, at an address that would refuse them', async () => {
  const alerts = { receiver: 'r', status: 'firing', alerts: [{ status: 'firing', labels: { alertname: 'DiskFull' } }], groupKey: '{}', version: '4', externalURL: 'http://a.example' }
  const { answer, message, verdict } = await post('mattermost', JSON.stringify(alerts))
  expect([answer.status, message.text, verdict.detail]).toEqual([200, '**Firing**: [DiskFull](http://a.example)', 'Posted to #forge. Read as Alertmanager · firing.'])
})

test('each captured request of GitHub is decoded within 2 ms: the median of 1000 runs after warm-up', () => {
  const slowest = listClients()
    .filter(({ name }) => name.startsWith('clients/github-'))
    .map(({ name, request }) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), value]))
      const raw = { method: 'POST', headers, query: new URLSearchParams(), rawText: request.body ?? '' }
      const took = Array.from({ length: 1200 }, () => {
        const start = performance.now()
        decodeSender(raw)
        return performance.now() - start
      }).slice(200)
      return [name, took.sort((a, b) => a - b)[500]!] as const
    })
    .sort(([, a], [, b]) => b - a)
  expect(slowest).toHaveLength(10)
  console.log(`the slowest, ${slowest[0]![0]}: ${slowest[0]![1].toFixed(2)} ms`)
  expect(slowest[0]![1]).toBeLessThanOrEqual(2)
})
