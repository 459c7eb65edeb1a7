/** Every example of the documents that the product started from, posted byte for byte to the real listener. */
import { readFileSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { send } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

interface Seed {
  readonly dialect: DialectId
  readonly request: { readonly method: string; readonly query: string; readonly headers: Record<string, string>; readonly body: string }
  readonly expect: {
    readonly status: number
    readonly reason: string
    readonly contentType: string
    readonly reply: string | Record<string, unknown>
    readonly message: { readonly text: string; readonly username: string; readonly channel: string | null; readonly iconUrl: string | null; readonly iconEmoji: string | null; readonly attachments: number } | null
    readonly detailIncludes?: string
  }
}

const folder = new URL('../fixtures/seeds/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))

let t: TestApp
beforeAll(async () => {
  t = await startApp()
  await t.client.people.create({ username: 'jim' })
})
afterAll(() => t.stop())

test.each([
  ['000', 6],
  ['001', 15],
  ['002', 5],
  ['003', 6],
] as const)('all examples of document %s are here', (document, count) => expect(names.filter((name) => name.startsWith(document)).length).toBe(count))

test.each(names)('%s', async (name) => {
  const seed = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Seed
  const { url, hookId } = await t.makeHook({ dialect: seed.dialect, name: 'ci' })
  const { query, ...request } = seed.request
  const answer = await send(query === '' ? url : `${url}?${query}`, request)

  expect({ status: answer.status, reason: answer.headers['x-hookline-reason'], contentType: answer.headers['content-type'] }).toEqual({
    status: seed.expect.status,
    reason: seed.expect.reason,
    contentType: seed.expect.contentType,
  })
  if (typeof seed.expect.reply === 'string') expect(answer.body).toBe(seed.expect.reply)
  else expect(JSON.parse(answer.body)).toMatchObject(seed.expect.reply)

  await t.app.ctx.write(() => undefined)
  const [verdict, ...others] = await t.client.verdicts.list({ hookId: hookId as HookId })
  expect(others).toEqual([])
  expect(verdict).toMatchObject({ status: seed.expect.status, reason: seed.expect.reason, ignored: [], detail: expect.stringContaining(seed.expect.detailIncludes ?? '') })
  await checkMessage(seed, verdict?.messageId ?? null)
})

async function checkMessage({ expect: wanted }: Seed, messageId: string | null): Promise<void> {
  if (wanted.message === null) return expect(messageId).toBeNull()
  const message = await t.client.messages.show({ id: messageId ?? '' })
  const channel = wanted.message.channel === '@jim' ? 'jim__lena.fischer' : (wanted.message.channel ?? 'town-square').replace(/^#/, '')
  expect({ ...message, attachments: message.attachments.length }).toMatchObject({ ...wanted.message, channel, bot: true, endToEndEncrypted: false })
}
