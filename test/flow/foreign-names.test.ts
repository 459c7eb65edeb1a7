/** What another device of a team may say of itself, with a program of its own: names and files are cleaned where they are folded, and nobody's window breaks. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChangeKind, ChangeOf } from '#shared/contract/change.ts'
import type { Channel } from '#shared/contract/channel.ts'
import type { FileId, MessageId, PersonId } from '#shared/contract/ids.ts'
import { commit } from '#server/context.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { rebuild } from '../helpers/projection.ts'

let t: TestApp
let jim: PersonId
let town: Channel
beforeAll(async () => {
  t = await startApp()
  jim = (await t.client.people.create({ username: 'jim', displayName: 'Jim' })).id
  town = (await t.client.channels.list()).find(({ name }) => name === 'town-square')!
})
afterAll(() => t.stop())

/** As it is folded once the relay gave it its place. */
const say = <K extends ChangeKind>(kind: K, body: ChangeOf<K>['body']) =>
  t.app.ctx.write((tx) => commit(t.app.ctx, tx, { scope: kind.startsWith('message.') ? town.id : 'workspace', kind, body } as unknown as Parameters<typeof commit<K>>[2]))

const profile = { title: '', status: null, timeZone: null, picture: null }
const nameOf = async () => (await t.client.people.list()).find(({ id }) => id === jim)?.displayName

test.each([
  ['nothing', '', 'jim'],
  ['what nobody sees', '\u200B\u3164', 'jim'],
  ['something on several lines', '  Lena\n\nFischer ', 'Lena Fischer'],
  ['something that is read backwards', '\u202EmiJ', 'miJ'],
  ['something very long', 'J'.repeat(5000), 'J'.repeat(64)],
  ['sixteen emoji', '👩🏽\u200D💻'.repeat(16), '👩🏽\u200D💻'.repeat(16)],
])('a person who calls themselves %s has a name', async (_, displayName, shown) => {
  await say('profile.changed', { personId: jim, displayName, ...profile })
  expect(await nameOf()).toBe(shown)
  await say('person.defined', { personId: jim, username: 'jim', displayName: 'Jim', role: 'member' })
  await say('person.defined', { personId: jim, username: 'jim', displayName, role: 'member' })
  expect(await nameOf()).toBe(shown)
})

test.each(['\u200B', '\u2800 \u3164', '\n'])('nobody here calls themselves %j, or the workspace', async (name) => {
  await expect(t.client.people.updateProfile({ displayName: name })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(t.client.workspace.rename({ name })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('a workspace without a name has one all the same', async () => {
  await say('workspace.defined', { workspaceId: (await t.client.workspace.get()).id, name: '\u200B' })
  expect((await t.client.session.get()).workspace.name).toBe('Hookline')
})

test('files say what they are, and a person’s message whose it is', async () => {
  const messageId = t.app.ctx.newId<MessageId>()
  const file = (name: string, more = {}) => ({ fileId: t.app.ctx.newId<FileId>(), sha256: 'a'.repeat(64), name, mediaType: 'x'.repeat(300), sizeBytes: -1, width: 0, height: 0, thumbnailSha256: null, ...more })
  const files = [file(''), file('n'.repeat(1000)), file('../annexe\u202Egpj.exe'), file('photo.png', { mediaType: 'image/png', sizeBytes: 7, width: 3, height: 2 })]
  await say('message.posted', { messageId, type: 'message', authorId: jim, text: 'look', username: 'Lena Fischer', hookId: null, iconUrl: 'https://example.com/lena.png', iconEmoji: 'crown', attachments: [], props: {}, files })
  const posted = (await t.client.messages.list({ channel: town.id })).messages.find(({ id }) => id === messageId)
  expect(posted?.files.map(({ name, mediaType, sizeBytes, width }) => [name, mediaType, sizeBytes, width])).toEqual([
    ['file', 'application/octet-stream', 0, null],
    ['n'.repeat(255), 'application/octet-stream', 0, null],
    ['annexegpj.exe', 'application/octet-stream', 0, null],
    ['photo.png', 'image/png', 7, 3],
  ])
  expect(posted).toMatchObject({ author: 'jim', username: await nameOf(), iconUrl: null, iconEmoji: null })
  expect((await t.client.files.list({ channel: town.id })).entries).toHaveLength(4)
  const { before, after } = await rebuild(t.app.ctx)
  expect(after).toEqual(before)
})
