/** The search as people use it: what was posted is found within a second, by those who may read it and by nobody else. */
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FileId, HookId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import { createApp } from '#server/app.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { openDatabase } from '#server/store/open-database.ts'
import { cliPath, runNode, waitUntilReady } from '../helpers/child.ts'
import { serveOverSocket } from '../helpers/connect-socket.ts'
import { sendJson } from '../helpers/post.ts'
import { makeDataFolder, startApp, testPlatform, type TestApp } from '../helpers/start-app.ts'

type Client = TestApp['client']

/** The texts that a query finds, newest first, once the index is up to date. */
async function find(t: TestApp, query: string, client: Client = t.client): Promise<string[]> {
  await t.app.indexer.idle()
  const { messages } = await client.search.messages({ query, limit: 100 })
  return messages.map(({ text }) => text)
}

const smallestPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

async function upload(client: Client, name: string, mediaType: string, base64: string): Promise<FileId> {
  const { fileId } = await client.files.begin({ name, mediaType, sizeBytes: Buffer.from(base64, 'base64').length, width: null, height: null, thumbnailBytes: null })
  await client.files.append({ fileId, part: 'content', offset: 0, base64 })
  await client.files.finish({ fileId })
  return fileId
}

describe('a message is found within a second', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await startApp()
    // From source, the reader thread takes its time to start.
    await t.client.search.messages({ query: 'nothing yet' })
  })
  afterAll(() => t.stop())
  const soon = { timeout: 1000, interval: 10 }

  test('after a person posted it', async () => {
    const posted = await t.client.messages.post({ channel: 'town-square', text: 'The Überraschung is ready' })
    await vi.waitFor(async () => expect((await t.client.search.messages({ query: 'uberr' })).messages).toEqual([posted]), soon)
  })

  test('after a hook posted it, by its text, its attachment and the name that it showed', async () => {
    const { url } = await t.makeHook()
    await sendJson(url, { text: 'Deployed to production', username: 'Release Robot', attachments: [{ title: 'Pipeline green', fields: [{ title: 'Branch', value: 'feature/lighthouse', short: true }] }] })
    await vi.waitFor(async () => expect(await t.client.search.messages({ query: 'lighthouse' })).toMatchObject({ messages: [{ text: 'Deployed to production' }] }), soon)
    for (const query of ['"pipeline green"', 'from:"Release Robot"', 'from:release', 'deployed lightho']) expect(await find(t, query)).toEqual(['Deployed to production'])
  })

  test('after it was edited, by its new text only', async () => {
    const { id } = await t.client.messages.post({ channel: 'town-square', text: 'a misprnt' })
    expect(await find(t, 'misprnt')).toEqual(['a misprnt'])
    await t.client.messages.edit({ messageId: id, text: 'a misprint' })
    await vi.waitFor(async () => expect((await t.client.search.messages({ query: 'misprint' })).messages).toHaveLength(1), soon)
    expect(await find(t, 'misprnt')).toEqual([])
    expect(await find(t, 'is:edited')).toEqual(['a misprint'])
  })

  test('and not once it was deleted, from the very moment on', async () => {
    const { id } = await t.client.messages.post({ channel: 'town-square', text: 'ephemeral' })
    expect(await find(t, 'ephemeral')).toEqual(['ephemeral'])
    await t.client.messages.delete({ messageId: id })
    expect((await t.client.search.messages({ query: 'ephemeral' })).messages).toEqual([])
    await t.app.indexer.idle()
    expect(await t.client.search.messages({ query: 'ephemeral' })).toMatchObject({ messages: [], waiting: 0 })
  })

  test('nothing that the app itself says is found', async () => {
    await t.client.channels.create({ name: 'harbour' })
    await t.client.channels.update({ channel: 'harbour', purpose: 'quay, pier and jetty' })
    expect(await find(t, 'jetty')).toEqual([])
  })
})

describe('what a query means', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await startApp()
    const jim = await t.client.people.create({ username: 'jim', displayName: 'Jim Fiŝer' })
    await t.client.channels.create({ name: 'release-room', members: ['jim'] })
    const asJim = t.clientAs({ personId: jim.id })
    const { url } = await t.makeHook({ name: 'CI server' })
    const say = (client: Client, channel: string, text: string) => client.messages.post({ channel, text })
    await say(t.client, 'town-square', 'roll back the release')
    await say(asJim, 'release-room', 'the release is back')
    await say(t.client, '@jim', 'release notes for you')
    await sendJson(url, { text: 'release built', username: 'Jenkins' })
    const linked = await say(asJim, 'release-room', 'see https://example.com/docs?id=7')
    await say(t.client, 'town-square', 'run `npm test` first')
    await t.client.messages.post({ channel: 'town-square', text: 'the plan', fileIds: [await upload(t.client, 'Grundriß Büro.pdf', 'application/pdf', btoa('a plan'))] })
    await t.client.messages.post({ channel: 'town-square', text: 'a photo', fileIds: [await upload(t.client, 'pier.png', 'image/png', smallestPng)] })
    await t.client.messages.react({ messageId: linked.id, emoji: '👍', on: true })
    await t.client.messages.pin({ messageId: linked.id, on: true })
    await t.client.messages.save({ messageId: linked.id, on: true })
    await t.client.messages.post({ channel: 'release-room', text: 'thanks for it', threadRootId: linked.id })
    await say(t.client, 'town-square', '東京タワーで会いましょう')
    await say(t.client, 'town-square', 'version 4.18.2 of snake_case')
  })
  afterAll(() => t.stop())

  const link = 'see https://example.com/docs?id=7'
  test.each<[string, string[]]>([
    ['release', ['release built', 'release notes for you', 'the release is back', 'roll back the release']],
    ['RELEASE back', ['the release is back', 'roll back the release']],
    ['"release is"', ['the release is back']],
    ['"is release"', []],
    ['back -roll', ['the release is back']],
    ['release -"roll back" -notes -from:jim', ['release built']],
    ['rel', ['release built', 'release notes for you', 'the release is back', 'roll back the release']],
    ['relea', ['release built', 'release notes for you', 'the release is back', 'roll back the release']],
    ['rele bac', []],
    ['bac', ['the release is back', 'roll back the release']],
    ['"bac"', []],
    ['from:jim release', ['the release is back']],
    ['from:@jim release', ['the release is back']],
    ['from:"jim fiser" release', ['the release is back']],
    ['from:fise release', ['the release is back']],
    ['from:fis release', ['release notes for you', 'the release is back', 'roll back the release']],
    ['from:me release', ['release notes for you', 'roll back the release']],
    ['from:jim from:me release', ['release notes for you', 'the release is back', 'roll back the release']],
    ['from:"CI server"', ['release built']],
    ['from:jenkins', ['release built']],
    ['in:release-room release', ['the release is back']],
    ['in:#release-room in:town-square release', ['release built', 'the release is back', 'roll back the release']],
    ['in:@jim', ['release notes for you']],
    ['-in:town-square release', ['release notes for you', 'the release is back']],
    ['has:link', [link]],
    ['has:file', ['a photo', 'the plan']],
    ['has:picture', ['a photo']],
    ['has:file -has:picture', ['the plan']],
    ['has:code', ['run `npm test` first']],
    ['has:reaction', [link]],
    ['has:pin', [link]],
    ['is:saved', [link]],
    ['is:thread', ['thanks for it', link]],
    ['is:hook', ['release built']],
    ['is:bot', ['release built']],
    ['is:edited', []],
    ['grundriss', ['the plan']],
    ['buro.pdf', ['the plan']],
    ['東京', ['東京タワーで会いましょう']],
    ['京東', []],
    ['4.18', ['version 4.18.2 of snake_case']],
    ['snake_case', ['version 4.18.2 of snake_case']],
    ['example.com/docs', [link]],
    ['on:today release -in:town-square', ['release notes for you', 'the release is back']],
    ['on:yesterday', []],
    ['before:today', []],
    ['after:yesterday photo', ['a photo']],
    ['-on:today', []],
    ['quokka', []],
    ['', []],
    ['-', []],
    ['from:', []],
    ['"', []],
  ])('%s', async (query, texts) => expect(await find(t, query)).toEqual(texts))

  test.each<[string, string, string[]]>([
    ['release from:@nobody', 'Nobody is called “@nobody”.', ['release built', 'release notes for you', 'the release is back', 'roll back the release']],
    ['back from:nobody', 'Nobody is called “nobody”.', ['the release is back', 'roll back the release']],
    ['back in:#nowhere', 'There is no channel “#nowhere”.', ['the release is back', 'roll back the release']],
    ['photo has:cheese', '“has:” does not know “cheese”.', ['a photo']],
    ['photo on:2026-02-30', '“2026-02-30” is not a day; write 2026-11-20, yesterday, monday or november.', ['a photo']],
    ['photo form:me', '“form:” is not a filter; put it in quotes to search for it.', ['a photo']],
    ['in:nowhere', 'There is no channel “nowhere”.', []],
  ])('%s is told, and the rest is searched', async (query, problem, texts) => {
    await t.app.indexer.idle()
    const found = await t.client.search.messages({ query })
    expect({ problem: found.problem, texts: found.messages.map(({ text }) => text) }).toEqual({ problem, texts })
  })

  test('the words to mark come folded', async () => {
    expect((await t.client.search.messages({ query: 'Rôll "Bâck The" -not from:me' })).terms).toEqual(['roll', 'back', 'the'])
  })

  test('pages follow each other without a gap or a repetition', async () => {
    for (let number = 1; number <= 7; number += 1) await t.client.messages.post({ channel: 'town-square', text: `paged ${number}` })
    await t.app.indexer.idle()
    const texts: string[] = []
    let before: number | undefined
    do {
      const page = await t.client.search.messages({ query: 'paged', limit: 3, ...(before === undefined ? {} : { before }) })
      texts.push(...page.messages.map(({ text }) => text))
      before = page.nextBefore ?? undefined
    } while (before !== undefined)
    expect(texts).toEqual([7, 6, 5, 4, 3, 2, 1].map((number) => `paged ${number}`))
  })
})

describe('nobody finds what they may not read', () => {
  let t: TestApp
  let jim: Person
  let guest: Person
  beforeAll(async () => {
    t = await startApp()
    jim = await t.client.people.create({ username: 'jim', role: 'admin' })
    guest = await t.client.people.create({ username: 'gast', role: 'guest' })
    await t.client.channels.create({ name: 'secret', private: true, members: ['jim'] })
    await t.client.channels.create({ name: 'lobby', members: ['gast'] })
    await t.client.messages.post({ channel: 'secret', text: 'treasure in the secret' })
    await t.client.messages.post({ channel: 'town-square', text: 'treasure in the square' })
    await t.client.messages.post({ channel: 'lobby', text: 'treasure in the lobby' })
    await t.client.messages.post({ channel: '@jim', text: 'treasure for jim' })
    await t.client.messages.post({ channel: '@lena.fischer', text: 'treasure for myself' })
  })
  afterAll(() => t.stop())
  const as = (person: Person) => t.clientAs({ personId: person.id })

  test('members find public channels, and private ones that they are in', async () => {
    expect(await find(t, 'treasure', as(jim))).toEqual(['treasure for jim', 'treasure in the lobby', 'treasure in the square', 'treasure in the secret'])
  })
  test('guests find the channels that they are in', async () => {
    expect(await find(t, 'treasure', as(guest))).toEqual(['treasure in the lobby'])
    expect(await find(t, 'treasure in:town-square', as(guest))).toEqual(await find(t, 'treasure in:no-such-channel', as(guest)))
  })
  test('who leaves a private channel finds it no more, not by any filter, and cannot tell it from none', async () => {
    await as(jim).channels.leave({ channel: 'secret' })
    for (const query of ['treasure', 'from:lena.fischer treasure', '"the secret"', 'is:thread', '-lobby treasure']) expect(await find(t, query, as(jim))).not.toContain('treasure in the secret')
    const [hidden, none] = await Promise.all(['secret', 'sekret'].map((name) => as(jim).search.messages({ query: `in:${name} treasure` })))
    expect(hidden?.problem).toBe('There is no channel “secret”.')
    expect(hidden?.messages).toEqual(none?.messages)
  })
  test('the name of a webhook of a channel that one may not read is as unknown as any other, and its posts elsewhere are found', async () => {
    const { url } = await t.makeHook({ channel: 'secret', name: 'merger-watch' })
    await sendJson(url, { text: 'merger signed' })
    const ask = async (client: Client, name: string) => (await client.search.messages({ query: `from:${name} treasure` })).problem
    await t.app.indexer.idle()
    expect(await ask(as(jim), 'merger-watch')).toBe((await ask(as(jim), 'nobody-at-all'))?.replace('nobody-at-all', 'merger-watch'))
    expect(await ask(t.client, 'merger-watch')).toBeNull()
    const { hookId } = await t.makeHook({ channel: 'lobby', name: 'harbour-watch' }).then(async (hook) => (await sendJson(hook.url, { text: 'ship ahoy' }), hook))
    await t.client.hooks.update({ id: hookId as HookId, channel: 'secret' })
    expect(await find(t, 'from:harbour-watch', as(jim))).toEqual(['ship ahoy'])
  })
  test('who is added finds what was said before', async () => {
    await t.client.channels.addPeople({ channel: 'secret', usernames: ['jim'] })
    expect(await find(t, 'treasure in:secret', as(jim))).toEqual(['treasure in the secret'])
  })
})

describe('who was removed from the workspace', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await startApp()
    const bob = await t.client.people.create({ username: 'bob', displayName: 'Bob Łoś' })
    const asBob = t.clientAs({ personId: bob.id })
    await asBob.messages.post({ channel: 'town-square', text: 'the plan of bob' })
    await asBob.messages.post({ channel: '@lena.fischer', text: 'a plan for lena' })
    await t.client.messages.post({ channel: 'town-square', text: 'my own plan' })
    await t.client.team.removePerson({ username: 'bob' })
  })
  afterAll(() => t.stop())

  test.each([
    ['from:@bob', ['a plan for lena', 'the plan of bob']],
    ['from:bob plan', ['a plan for lena', 'the plan of bob']],
    ['from:los plan', ['a plan for lena', 'the plan of bob']],
    ['plan -from:@bob', ['my own plan']],
    ['in:@bob plan', ['a plan for lena']],
  ])('is still found as a sender and by their conversation: %s', async (query, texts) => {
    expect(await find(t, query)).toEqual(texts)
    expect((await t.client.search.messages({ query })).problem).toBeNull()
  })
})

describe('a newer search of the same window ends the older one', () => {
  test('which then answers nothing; other windows are left alone', async () => {
    const t = await startApp()
    const server = await serveOverSocket(t)
    try {
      for (let number = 0; number < 3; number += 1) await t.client.messages.post({ channel: 'town-square', text: `boat ${number}` })
      await t.app.indexer.idle()
      const [one, other] = [await server.connect(), await server.connect()]
      const answers = await Promise.all([one.client.search.messages({ query: 'bo' }), one.client.search.messages({ query: 'boa' }), other.client.search.messages({ query: 'boat' }), one.client.search.messages({ query: 'boat 1' })])
      expect(answers.map(({ messages }) => messages.length)).toEqual([0, 0, 3, 1])
      // A connection that closes in the middle of a search breaks nothing.
      const cut = other.client.search.messages({ query: 'boat' }).then(
        () => 'answered',
        () => 'cut',
      )
      other.socket.terminate()
      await once(other.socket, 'close')
      void cut
      expect((await one.client.search.messages({ query: 'boat' })).messages).toHaveLength(3)
      one.socket.terminate()
    } finally {
      await server.stop()
      await t.stop()
    }
  })
})

describe('the index goes on where it was', () => {
  const folders: string[] = []
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))
  function newFolder(): string {
    const folder = makeDataFolder()
    folders.push(folder)
    return folder
  }

  test('after kill -9 under load: each message is found once', async () => {
    const dataFolder = newFolder()
    const serve = runNode(cliPath, ['serve', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0', '--json'])
    await waitUntilReady(serve)
    const created = runNode(cliPath, ['hooks', 'create', '--channel', 'town-square', '--name', 'load', '--dialect', 'mattermost', '--per-minute', 'unlimited', '--no-count-repeats', '--data', dataFolder, '--json'])
    const { addresses } = JSON.parse((await created.ended).stdout) as { addresses: { mattermost: string } }
    let answered = 0
    const senders = Array.from({ length: 8 }, async () => {
      for (;;) {
        const sent = await sendJson(addresses.mattermost, { text: `wave ${answered}` }).catch(() => null)
        if (sent?.status !== 200) return
        answered += 1
        if (answered === 300) serve.process.kill('SIGKILL')
      }
    })
    await Promise.all([...senders, serve.ended])
    const app = await createApp({ dataFolder, platform: testPlatform, version: '0.0.0-test' })
    try {
      await app.indexer.idle()
      const client = createInlineClient(app.callAs(app.me))
      const ids: string[] = []
      for (let before: number | null | undefined; before !== null; ) {
        const page = await client.search.messages({ query: 'wave', limit: 100, ...(before === undefined ? {} : { before }) })
        ids.push(...page.messages.map(({ id }) => id))
        expect(page.waiting).toBe(0)
        before = page.nextBefore
      }
      const stored = app.ctx.reader.all<{ id: string }>("SELECT id FROM message WHERE text LIKE 'wave %' ORDER BY row DESC").map(({ id }) => id)
      expect(stored.length).toBeGreaterThanOrEqual(300)
      expect(ids).toEqual(stored)
    } finally {
      await app.stop()
    }
  })

  test('history from before there was an index is worked through, from its end, and what waits is told', async () => {
    const dataFolder = newFolder()
    const first = await startApp({ dataFolder, listen: false })
    for (let number = 1; number <= 30; number += 1) await first.client.messages.post({ channel: 'town-square', text: `history ${number}` })
    await first.stop()
    forgetIndex(dataFolder)
    const app = await createApp({ dataFolder, platform: testPlatform, version: '0.0.0-test' })
    try {
      const client = createInlineClient(app.callAs(app.me))
      expect((await client.search.messages({ query: '' })).waiting).toBeGreaterThanOrEqual(30)
      await app.indexer.idle()
      const found = await client.search.messages({ query: 'history', limit: 100 })
      expect({ count: found.messages.length, waiting: found.waiting }).toEqual({ count: 30, waiting: 0 })
    } finally {
      await app.stop()
    }
  })
})

/** The file as the migration leaves it when there are messages already. */
function forgetIndex(dataFolder: string): void {
  const connection = openDatabase({ path: `${dataFolder}/hookline.db` })
  connection.run("INSERT INTO message_fts (message_fts) VALUES ('delete-all')")
  connection.run('DELETE FROM search_day')
  connection.run('DELETE FROM search_todo')
  connection.run('UPDATE search_mark SET above = (SELECT max(row) FROM message), below = (SELECT max(row) FROM message)')
  connection.close()
}
