/** Samples that are sent to a webhook: over its listener as a tool's request, and inside the program while that is closed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignatureScheme } from '#shared/contract/hook-rules.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { dialects } from '#shared/dialects/index.ts'
import { samplesFor } from '#shared/dialects/samples/index.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
})
afterAll(() => t.stop())

const rules = { perMinute: null, countRepeats: false, keyed: 'each' } as const

test.each(dialects.map(({ id }) => id))('each sample is posted through the listener at an address of %s', async (dialect) => {
  const { hookId } = await t.makeHook({ dialect, name: dialect, rules })
  for (const { name } of samplesFor(dialect)) {
    const { verdict, ...trial } = await t.client.hooks.test({ id: hookId as HookId, sample: name })
    expect(trial).toMatchObject({ through: 'socket', dialect, sample: name })
    expect(verdict).toMatchObject({ hookId, reason: 'posted', channel: 'town-square', userAgent: 'Hookline test', remote: expect.stringMatching(/127\.0\.0\.1|::1/) as string })
    expect(verdict.detail).toMatch(/^Test by lena\.fischer: Posted to #town-square/)
    expect(await t.client.messages.show({ id: verdict.messageId ?? '' })).toMatchObject({ channel: 'town-square' })
  }
})

test('without a choice it is the first sample at the first address; with one, at that of the shape', async () => {
  const { hook } = await t.client.hooks.create({ channel: 'town-square', name: 'several', dialects: ['mattermost', 'discord'], rules })
  expect(await t.client.hooks.test({ id: hook.id })).toMatchObject({ dialect: 'mattermost', sample: 'text' })
  expect(await t.client.hooks.test({ id: hook.id, dialect: 'discord', sample: 'embed' })).toMatchObject({ dialect: 'discord', sample: 'embed', verdict: { reason: 'posted' } })
  await expect(t.client.hooks.test({ id: hook.id, dialect: 'discord', sample: 'blocks' })).rejects.toMatchObject({ data: { code: 'invalid', field: 'sample', message: expect.stringContaining('Known: text, mention, embed') as string } })
  await expect(t.client.hooks.test({ id: hook.id, dialect: 'slack' })).rejects.toMatchObject({ data: { code: 'conflict', message: expect.stringContaining('no address for Slack') as string } })
})

const schemes: readonly [SignatureScheme, string][] = [['github', 'It is a secret'], ['gitlab-token', 'It is a secret'], ['slack', 'It is a secret'], ['stripe', 'It is a secret'], ['kommo', 'It is a secret'], ['hmac', 'It is a secret'], ['standard-webhooks', `whsec_${Buffer.alloc(32, 3).toString('base64')}`]]

test.each(schemes)('signed as %s asks it, and checked like any other', async (scheme, secret) => {
  const signature = { scheme, toleranceSeconds: 300, header: 'X-Proof', algorithm: 'sha256', encoding: 'hex', prefix: '' } as const
  const { hookId } = await t.makeHook({ name: scheme, rules: { ...rules, signature } })
  const id = hookId as HookId
  expect((await t.client.hooks.test({ id })).verdict).toMatchObject({ reason: expect.stringMatching(/^signature_/) as string })
  await t.client.hooks.setSecret({ id, secret })
  expect((await t.client.hooks.test({ id })).verdict).toMatchObject({ reason: 'posted', signature: expect.stringContaining('current secret') as string })
  // Pressed again at once: no copy of the one before.
  const more = await Promise.all([1, 2, 3].map(() => t.client.hooks.test({ id })))
  expect(more.map(({ verdict }) => verdict.reason)).toEqual(['posted', 'posted', 'posted'])
})

test('with a public key only the sender can sign: the test is vouched for', async () => {
  const signature = { scheme: 'standard-webhooks', toleranceSeconds: 300, header: 'X-Proof', algorithm: 'sha256', encoding: 'hex', prefix: '' } as const
  const { hookId } = await t.makeHook({ name: 'keyed', rules: { ...rules, signature } })
  await t.client.hooks.setSecret({ id: hookId as HookId, secret: `whpk_${Buffer.alloc(32, 3).toString('base64')}` })
  expect((await t.client.hooks.test({ id: hookId as HookId })).verdict).toMatchObject({ reason: 'posted', signature: null })
})

test('refused as a tool would be, and the refusal is on the webhook’s page', async () => {
  const { hookId } = await t.makeHook({ name: 'picky', rules: { ...rules, sources: ['10.0.0.0/8'] } })
  const id = hookId as HookId
  expect((await t.client.hooks.test({ id })).verdict).toMatchObject({ status: 403, reason: 'source_refused' })
  await t.client.hooks.update({ id, enabled: false, rules: { sources: [] } })
  expect((await t.client.hooks.test({ id })).verdict).toMatchObject({ reason: 'hook_disabled' })
  expect((await t.client.verdicts.list({ hookId: id, limit: 10 })).map(({ reason }) => reason)).toEqual(['hook_disabled', 'source_refused'])
})

test('while the listener is closed it is sent inside the program, which it says', async () => {
  const closed = await startApp({ listen: false })
  const { hookId } = await closed.makeHook({ rules })
  expect(await closed.client.hooks.test({ id: hookId as HookId, sample: 'attachments' })).toMatchObject({ through: 'process', verdict: { reason: 'posted', remote: '127.0.0.1' } })
  await closed.stop()
})

test('its message is marked as a test and its request has that source; nothing becomes unread, nobody is told, and no count of health has it', async () => {
  const { hookId, url } = await t.makeHook({ name: 'marked', rules: { perMinute: null } })
  const id = hookId as HookId
  await t.client.people.create({ username: 'mia' })
  const mia = t.clientAs(t.app.findActor('mia'))
  const unreads = async () => (await Promise.all([t.client.unreads.get(), mia.unreads.get()])).map(({ channels, ...rest }) => ({ ...rest, channels: channels.map(({ lastRead: _, ...counts }) => counts) }))
  await Promise.all([t.client.unreads.markAllRead(), mia.unreads.markAllRead()])
  const before = await unreads()
  const counted = async () => {
    const { lastUsedAt } = await t.client.hooks.show({ id })
    return { health: await t.client.hooks.health({ id }), lastUsedAt }
  }
  const health = await counted()
  expect(health).toMatchObject({ health: { p95Ms: null, lastAcceptedAt: null, lastRefusal: null }, lastUsedAt: null })
  const { verdict } = await t.client.hooks.test({ id, sample: 'mention' })
  expect(verdict).toMatchObject({ reason: 'posted', source: 'test' })
  expect((await t.client.verdicts.list({ hookId: id, limit: 1 }))[0]).toEqual(verdict)
  expect(await t.client.messages.show({ id: verdict.messageId ?? '' })).toMatchObject({ test: true, silent: true })
  expect([await unreads(), await counted()]).toEqual([before, health])
  // Whoever had read all has read it too: no line says that something is new.
  const { channelId, position } = await t.client.messages.show({ id: verdict.messageId ?? '' })
  const marks = await Promise.all([t.client, mia].map(async (client) => (await client.unreads.get()).channels.find((channel) => channel.channelId === channelId)?.lastRead))
  expect(marks).toEqual([position, position])
  // What a tool posts is none, also where it says the same and calls itself one; and it is counted on no test.
  const { text } = await t.client.messages.show({ id: verdict.messageId ?? '' })
  const answer = await fetch(url, { method: 'POST', headers: { 'User-Agent': 'Hookline test' }, body: JSON.stringify({ text, silent: true, test: true, isTest: true, props: { test: true } }) })
  const real = await t.client.messages.show({ id: answer.headers.get('x-hookline-message-id') ?? '' })
  expect([real.id === verdict.messageId, real.test]).toEqual([false, undefined])
  const [sent] = await t.client.verdicts.list({ hookId: id, limit: 1 })
  expect(sent?.source).toBeUndefined()
  expect(await counted()).toMatchObject({ health: { lastDay: { accepted: 1, refused: 0 }, p95Ms: sent?.durationMs, lastAcceptedAt: sent?.at }, lastUsedAt: expect.any(Number) as number })
  const afterTool = await counted()
  await t.client.hooks.test({ id, sample: 'text' })
  await t.client.hooks.update({ id, rules: { sources: ['10.0.0.0/8'] } })
  expect((await t.client.hooks.test({ id, sample: 'text' })).verdict).toMatchObject({ reason: 'source_refused', source: 'test' })
  expect(await counted()).toEqual(afterTool)
})

test('a test with a key of a tool changes no message of that tool', async () => {
  const { hookId, url } = await t.makeHook({ name: 'keyed-test', dialect: 'any', rules: { perMinute: null, keyed: 'update', keyField: 'groupKey' } })
  const first = await t.client.hooks.test({ id: hookId as HookId, sample: 'alertmanager' })
  const second = await t.client.hooks.test({ id: hookId as HookId, sample: 'alertmanager' })
  expect([first.verdict.reason, second.verdict.reason, first.verdict.messageId === second.verdict.messageId]).toEqual(['posted', 'posted', false])
  expect((await fetch(url, { method: 'POST', body: '{"text":"of a tool"}' })).status).toBe(200)
})

test('a test is nobody’s use of a signing secret, and neither it nor a replay is one of an address', async () => {
  const signature = { scheme: 'github', toleranceSeconds: 300, header: 'X-Proof', algorithm: 'sha256', encoding: 'hex', prefix: '' } as const
  const { hookId, url } = await t.makeHook({ name: 'rotated', rules })
  const id = hookId as HookId
  const [address] = await t.client.addresses.list({ hookId: id })
  const users = () => t.client.addresses.users({ id: address!.id })
  await sendJson(url, { text: 'a tool' }, { 'User-Agent': 'Jenkins/2' })
  const [sent] = await t.client.verdicts.list({ hookId: id, limit: 1 })
  const before = await users()
  expect(before).toMatchObject([{ userAgent: 'Jenkins/2', requests: 1, lastAt: sent?.at }])
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await t.client.verdicts.replay({ id: sent!.id })).toMatchObject({ reason: 'posted' })
  await t.client.hooks.update({ id, rules: { signature } })
  await t.client.hooks.setSecret({ id, secret: 'It is a secret' })
  expect((await t.client.hooks.test({ id })).verdict).toMatchObject({ reason: 'posted', signature: 'GitHub, current secret' })
  expect(await users()).toEqual(before)
  expect(await t.client.hooks.secrets({ id })).toMatchObject([{ number: 1, lastUsedAt: null, usedBy: [] }])
})

test('with a secret that was set for another scheme a test is refused as every tool is', async () => {
  const signature = { scheme: 'github', toleranceSeconds: 300, header: 'X-Proof', algorithm: 'sha256', encoding: 'hex', prefix: '' } as const
  const { hookId } = await t.makeHook({ name: 'unfit', rules: { ...rules, signature } })
  const id = hookId as HookId
  await t.client.hooks.setSecret({ id, secret: 'It is a secret' })
  await t.client.hooks.update({ id, rules: { signature: { ...signature, scheme: 'standard-webhooks' } } })
  expect((await t.client.hooks.test({ id })).verdict).toMatchObject({ status: 401, reason: 'signature_refused' })
  // A shared secret may begin like a public key of another scheme.
  await t.client.hooks.setSecret({ id, secret: `whpk_${Buffer.alloc(32, 3).toString('base64')}` })
  await t.client.hooks.update({ id, rules: { signature } })
  expect((await t.client.hooks.test({ id })).verdict).toMatchObject({ reason: 'posted', signature: 'GitHub, current secret' })
})
