/** Who was removed from the workspace: nothing is sent to them as if they were there, and every window knows. */
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import type { DeviceId, PersonId } from '#shared/contract/ids.ts'
import { commit } from '#server/context.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { serve } from '../../src/main/headless/serve.ts'
import { connectWindow } from '../helpers/connect-socket.ts'
import { sendJson } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
  for (const username of ['bob', 'jim', 'mara']) await t.client.people.create({ username })
})
afterAll(() => t.stop())

const refusal = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'not refused', (error: unknown) => (error instanceof ORPCError ? (error.data as { message: string }).message : error))

/** What a window hears until an event of this name. */
async function hear(until: AppEvent['name'], deed: () => Promise<unknown>): Promise<AppEvent[]> {
  const stop = new AbortController()
  const events = await t.client.events.subscribe(undefined, { signal: stop.signal })
  await deed()
  const heard: AppEvent[] = []
  for await (const event of events) if (heard.push(event) > 0 && event.name === until) break
  stop.abort()
  return heard
}

test('every window of the device that removes somebody hears of it', async () => {
  const mara = t.app.findActor('mara').personId
  const town = (await t.client.channels.list()).find(({ name }) => name === 'town-square')!
  const heard = await hear('channel.changed', () => t.client.team.removePerson({ username: 'mara' }))
  expect(heard[0]).toEqual({ name: 'person.removed', data: { id: mara } })
  const changed = (await hear('channel.changed', () => t.client.channels.update({ channel: 'town-square', purpose: 'all' }))).at(-1)
  expect(changed).toMatchObject({ data: { id: town.id, members: expect.not.arrayContaining(['mara']) } })
  expect((await t.client.people.list()).map(({ username }) => username)).not.toContain('mara')
})

test('nobody can write to a conversation of which all others are gone; it can be read, and goes on when one stayed', async () => {
  const [pair, group] = [await t.client.channels.openDirect({ usernames: ['bob'] }), await t.client.channels.openDirect({ usernames: ['bob', 'jim'] })]
  await t.client.messages.post({ channel: pair.id, text: 'while you are here' })
  await t.client.team.removePerson({ username: 'bob' })
  const gone = 'Nobody else of this conversation belongs to this workspace any more: nobody would read it.'
  expect(await refusal(t.client.messages.post({ channel: pair.id, text: 'are you there?' }))).toBe(gone)
  expect((await t.client.messages.list({ channel: pair.id })).messages.map(({ text }) => text)).toEqual(['while you are here'])
  expect(await refusal(t.client.messages.post({ channel: group.id, text: 'we two' }))).toBe('not refused')
  expect(await refusal(t.client.messages.post({ channel: '@lena.fischer', text: 'a note to myself' }))).toBe('not refused')
})

test('a webhook that posts to them is told, and makes no conversation with nobody', async () => {
  const { url } = await t.makeHook({ dialect: 'mattermost' })
  const before = (await t.client.channels.list()).length
  const answer = await sendJson(url, { text: 'for mara', channel: '@mara' })
  expect([answer.status, answer.headers['x-hookline-reason']]).toEqual([400, 'user_not_found'])
  expect((await t.client.verdicts.list({ limit: 1 }))[0]).toMatchObject({ reason: 'user_not_found', detail: 'mara does not belong to this workspace any more.' })
  expect((await t.client.channels.list()).length).toBe(before)
  // A conversation with oneself is that of notes, and there is one.
  await t.client.messages.post({ channel: '@lena.fischer', text: 'still my notes' })
  expect((await t.client.channels.list()).filter(({ type, members }) => type === 'direct' && members.length === 1)).toHaveLength(1)
})

test('whoever hands the workspace over has the other role in every window at once', async () => {
  const jim: PersonId = t.app.findActor('jim').personId
  await t.app.ctx.write((tx) => commit(t.app.ctx, tx, { scope: 'workspace', kind: 'device.admitted', body: { publicKey: 'a2V5', certificate: 'Y2VydA', role: 'member', deviceId: t.app.ctx.newId<DeviceId>(), personId: jim, username: 'jim', displayName: 'Jim', deviceName: 'desk' } }))
  const heard = await hear('person.changed', () => t.client.team.handOver({ username: 'jim' }))
  expect(heard).toMatchObject([{ name: 'person.changed', data: { username: 'lena.fischer', role: 'admin' } }])
})

test('an open window of theirs hears of nothing any more, whatever role they had', async () => {
  await t.client.people.create({ username: 'ned', role: 'admin' })
  const { url } = await t.makeHook({ dialect: 'mattermost', name: 'after ned' })
  const group = await t.client.channels.openDirect({ usernames: ['ned', 'jim'] })
  const events = await t.clientAs(t.app.findActor('ned')).events.subscribe()
  const heard: string[] = []
  const read = async () => {
    for await (const event of events) heard.push(event.name)
  }
  const ended = read().then(() => 'by itself', (error: unknown) => (error instanceof Error ? error.message : error))
  await t.client.team.removePerson({ username: 'ned' })
  const before = heard.length
  await t.client.messages.post({ channel: 'town-square', text: 'ned is gone' })
  await t.client.messages.post({ channel: group.id, text: 'from here too' })
  await sendJson(url, { text: 'and from the webhooks' })
  expect(await ended).toBe('You do not belong to this workspace any more.')
  expect(heard.slice(before)).toEqual([])
})

test('a window that was opened as one of them is refused when it comes again; the program goes on', async () => {
  const dataFolder = makeDataFolder()
  const first = await startApp({ dataFolder, listen: false })
  await first.client.people.create({ username: 'ned' })
  await first.stop()
  const serving = await serve({ dataFolder, hooksPort: 0, as: 'ned' })
  try {
    const window = await connectWindow(serving.uiUrl)
    expect((await window.client.session.get()).me.username).toBe('ned')
    const owner = createInlineClient(serving.app.callAs(serving.app.me))
    await owner.team.removePerson({ username: 'ned' })
    window.socket.terminate()
    const again = await connectWindow(serving.uiUrl)
    expect((await once(again.socket, 'close'))[0]).toBe(1008)
    const { url } = (await owner.hooks.create({ name: 'ci', channel: 'town-square', dialects: ['mattermost'] })).addresses[0]!
    expect((await sendJson(url, { text: 'still here' })).status).toBe(200)
  } finally {
    await serving.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})
